/** The part of the matrix report about generated exchanges: where it comes from and what it shows. */
import { expect, test } from '@playwright/test';
import type { FullConfig, FullResult, Suite } from '@playwright/test/reporter';
import { MESSAGES } from '../messages/index.ts';
import { collect } from '../reports/collect.ts';
import { caseCounts } from '../reports/differential-findings.ts';
import type { DifferentialResults, EngineRun } from '../reports/differential-results.ts';
import { renderPage } from '../reports/html/page.ts';
import { renderMarkdown } from '../reports/markdown.ts';
import { readDifferential, readEngineRun } from '../reports/read-differential.ts';
import { runRecord, type RunRecord } from '../reports/run.ts';
import { departure, engineRun, exchange, finding, results } from './differential-fixtures.ts';
import { attempt, passed, record, runOf, scenario } from './reports-fixtures.ts';

const HOSTILE =
  '<img src=x onerror=alert(1)>"\'`--></script></style><!--\u2028\u202Ekcatta\u202C\u0000';

const NAME = 'reports/out/differential/differential.json';

const fileOf = (given: DifferentialResults | string) => ({
  differential: { name: NAME, text: typeof given === 'string' ? given : JSON.stringify(given) },
});

/** A test that hands in differential runs. */
const handing = (...runs: readonly (EngineRun | string)[]) =>
  record('generated', 'webkit', [
    {
      ...attempt('passed', null),
      differential: runs.map((run) => (typeof run === 'string' ? run : JSON.stringify(run))),
    },
  ]);

const scenarios = [scenario('one'), scenario('two')];

const pageOf = (run: RunRecord) => renderPage(collect(run, scenarios), scenarios, MESSAGES);

const sectionOf = (run: RunRecord): string => {
  const page = pageOf(run);
  const section = /<section class="beyond"[\s\S]*?(?=<footer>)/.exec(page)?.[0] ?? '';
  return section.replace(/\s+/g, ' ');
};

test('JSON is read back as it was written', () => {
  const given = results([
    engineRun('firefox', {
      seed: -3,
      explained: [departure('a', { example: exchange() }), departure('b', { kind: 'habit' })],
      unexplained: [finding('a')],
      killed: [finding('killed', { because: 'It crashed.' })],
    }),
    engineRun('webkit', { interrupted: true }),
  ]);
  expect(readDifferential(JSON.stringify(given))).toEqual(given);
  expect(readEngineRun(JSON.stringify(given.engines[0]))).toEqual(given.engines[0]);
});

for (const [title, change, words] of [
  ['a wrong format', { format: 'x' }, 'format must be "cors-conformance/differential@1", not "x"'],
  ['no time', { startedAt: 'yesterday' }, 'startedAt must be a time in ISO 8601'],
  ['another engine', { engines: [{ engine: 'lynx' }] }, 'engines[0].engine must be one of '],
  ['no engines', { engines: undefined }, 'engines is missing: it must be a list'],
  [
    'a count that is none',
    { engines: [{ ...engineRun('webkit'), conforming: '9' }] },
    'engines[0].conforming must be a number of at least 0, not "9"',
  ],
  [
    'a witness that is none',
    {
      engines: [
        engineRun('webkit', {
          unexplained: [finding('a', { differences: [{ witness: 'cat' } as never] })],
        }),
      ],
    },
    'engines[0].unexplained[0].differences[0].witness must be one of "page", ',
  ],
] as const) {
  test(`refused by its place: ${title}`, () => {
    const text = JSON.stringify({ ...results([]), ...change });
    expect(() => readDifferential(text)).toThrow(words);
  });
}

test('a run is counted once, however many findings share a key', () => {
  const run = engineRun('webkit', {
    unexplained: [finding('a'), finding('a'), finding('b', { count: 1 })],
    killed: [finding('killed', { count: 1 }), finding('killed', { count: 1 })],
  });
  expect(caseCounts(run)).toEqual({ conforming: 90, explained: 4, unexplained: 4, killed: 2 });
});

test('without a result one sentence says how to get it', () => {
  const run = runOf([passed('one', 'firefox')]);
  expect(sectionOf(run)).toContain('None in this report: <code>npm run differential</code>');
  expect(collect(run, scenarios)).not.toHaveProperty('differential');
  expect(renderMarkdown(collect(run, scenarios), scenarios)).not.toContain('Generated');
  expect(pageOf(run)).not.toContain('<b>Beyond the catalogue</b>');
});

test("the command's runs are shown beside those that tests handed in", () => {
  const run = runOf([handing(engineRun('webkit', { version: '9.9', cases: 50, seed: 11 }))], {
    ...fileOf(results([engineRun('chromium'), engineRun('webkit', { interrupted: true })])),
  });
  const section = sectionOf(run);
  expect(section).toContain('chromium product 150.1');
  expect(section).toContain('npm run differential, 2026-11-22 01:02 UTC, seed 7, 8 s, interrupted');
  expect(section).toMatch(/product 9\.9<br \/><small ?>with this run, \S+ \S+ UTC, seed 11/);
  expect(section.match(/<th scope="row"/g)).toHaveLength(3);
});

test('the last try of a test is the one that counts', () => {
  const [first, last] = [
    engineRun('webkit', { version: '1' }),
    engineRun('webkit', { version: '2' }),
  ];
  const { attempts } = handing(first);
  const retried = record('generated', 'webkit', [...attempts, ...handing(last).attempts]);
  const { differential } = collect(runOf([retried]), scenarios);
  expect(differential?.map(({ run }) => run.version)).toEqual(['2']);
});

test('an attachment named differential is taken from the finished run', () => {
  const body = Buffer.from(JSON.stringify(engineRun('firefox')));
  const parent = { type: 'file', project: () => ({ name: 'firefox' }) };
  const testCase = {
    title: 'generated exchanges',
    tags: [],
    annotations: [],
    parent,
    results: [
      {
        status: 'passed',
        duration: 1,
        errors: [],
        annotations: [],
        attachments: [
          { name: 'differential', contentType: 'application/json', body },
          { name: 'evidence', contentType: 'application/json', body: Buffer.from('{}') },
        ],
      },
    ],
  };
  const suite = { suites: [{ ...parent, allTests: () => [testCase] }] } as unknown as Suite;
  const config = { shard: null, maxFailures: 0, projects: [] } as unknown as FullConfig;
  const ended = { status: 'passed', startTime: new Date(), duration: 1 } as FullResult;
  const run = runRecord(config, suite, ended, [], runOf([]).platform);
  expect(collect(run, scenarios).differential).toMatchObject([
    { from: 'test', run: engineRun('firefox') },
  ]);
});

test('a file or an attachment that cannot be read is a problem by name; the rest is shown', () => {
  const run = runOf([handing('{"engine": "webkit"}'), handing(engineRun('webkit'))], {
    ...fileOf('{'),
  });
  const { problems, differential } = collect(run, scenarios);
  expect(problems).toEqual([
    expect.stringMatching(/^reports\/out\/differential\/differential\.json: it is not JSON: /),
    'generated: a title: its differential run: name is missing: it must be a text',
  ]);
  expect(differential).toHaveLength(1);
});

test("with the protection off the command's runs are not this run's story", () => {
  const given = fileOf(results([engineRun('webkit')]));
  const { differential, problems } = collect(
    runOf([passed('one', 'webkit', { protection: 'off' })], given),
    scenarios,
  );
  expect(differential).toBeUndefined();
  expect(problems).toEqual([]);
});

test('departures are rows with their cases by engine, linked to the scenarios that show them', () => {
  const wide = { scenarios: ['two', 'gone'], example: exchange() };
  const section = sectionOf(
    runOf([handing(engineRun('chromium', { explained: [departure('wide-star', wide)] }))], {
      ...fileOf(
        results([
          engineRun('chromium', { explained: [departure('wide-star', { ...wide, missed: 2 })] }),
          engineRun('firefox'),
        ]),
      ),
    }),
  );
  expect(section.match(/What wide-star does\./g)).toHaveLength(1);
  expect(section).toContain('<a href="#two"><code>two</code></a>, <code>gone</code>');
  expect(section).toContain('href="https://bugs.example/7"');
  // Nine of each of Chromium's runs; none of Firefox.
  expect(section).toMatch(/<td [^>]*s-known-deviation"> 18 /);
  expect(section).toContain('2 missed');
  expect(section).toContain('does not depart');
  expect(section).toContain('→ PUT {api:/resource}');
});

test('findings are shown with transcript, differences and command, and told in the head', () => {
  const found = engineRun('firefox', {
    unexplained: [finding('a')],
    killed: [finding('killed', { differences: [], because: 'It crashed.' })],
  });
  const run = runOf([handing(engineRun('webkit', { unexplained: [finding('b')] }))], {
    ...fileOf(results([found])),
  });
  const section = sectionOf(run);
  expect(section).toContain('It crashed.');
  expect(section).toContain('expected blocked observed allowed');
  expect(section).toContain('--replay reports/out/differential/firefox-2.json --engine firefox');
  // What a test found is in no file until the reader makes one.
  expect(section).toContain('--replay webkit-1.json --engine webkit');
  expect(section).toContain('cors-conformance/exchange@1');
  const head = pageOf(run).split('<main>')[0]?.replace(/\s+/g, ' ');
  expect(head).toContain('3 findings that nothing explains.');

  const summary = renderMarkdown(collect(run, scenarios), scenarios);
  expect(summary).toContain('| Firefox | `firefox product 150.1` | 100 | 90 | 4 | 3 | 3 |');
  expect(summary).toContain('**Firefox** `a`; broken in it: allow-methods: a tab behind');
  expect(summary).toContain('→ PUT {api:/resource}');
});

test('nothing that was observed or written in a file becomes markup', () => {
  const hostile = exchange({
    breaks: [HOSTILE],
    play: {
      steps: [
        {
          do: 'fetch',
          url: HOSTILE,
          method: HOSTILE,
          headers: [[HOSTILE, HOSTILE]],
          body: HOSTILE,
        },
      ],
      routes: { 'GET /a': { status: 200, headers: [[HOSTILE, HOSTILE]], body: HOSTILE } },
    },
  });
  const bad = finding(HOSTILE, {
    family: HOSTILE,
    found: hostile,
    shrunk: hostile,
    differences: [{ witness: 'page', at: HOSTILE, expected: HOSTILE, observed: HOSTILE }],
    because: HOSTILE,
  });
  const run = engineRun('firefox', {
    name: HOSTILE,
    version: HOSTILE,
    byFamily: { [HOSTILE]: 1 },
    byStage: { [HOSTILE]: 1 },
    explained: [
      departure(HOSTILE, {
        scenarios: [HOSTILE],
        words: HOSTILE,
        bug: `javascript:${HOSTILE}`,
        example: hostile,
        missed: 1,
      }),
    ],
    unexplained: [bad],
    killed: [bad],
  });
  const given = runOf([handing(run)], fileOf(results([run])));
  const page = pageOf(given);
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(page).not.toContain('<img');
  expect(page).not.toContain('<!--');
  expect(page).not.toMatch(/href="javascript:/);
  expect(page.match(/<\/script>/g)).toHaveLength(1);
  // oxlint-disable-next-line no-control-regex -- the very characters that must not be left
  expect(page).not.toMatch(/[\u0000\u2028\u202C\u202E]/);

  const summary = renderMarkdown(collect(given, scenarios), scenarios);
  const unfenced = summary
    .replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '')
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
  expect(unfenced).not.toMatch(/<(?!\/?code>)/);
  expect(summary).not.toMatch(/[\u2028\u202E]/);
});

test("ids of the section are the page's own, and the links to scenarios lead somewhere", () => {
  const page = pageOf(
    runOf([], fileOf(results([engineRun('webkit', { explained: [departure('one')] })]))),
  );
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
});
