/**
 * A small report and a small history, as a run would write them, with texts in them that want to be
 * markup and do not fit; and a server of loopback that hands them to an engine.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MESSAGES } from '../messages/index.ts';
import { ENGINES } from '../messages/types.ts';
import { collect } from '../reports/collect.ts';
import type { ColumnDrift } from '../reports/drift/drift.ts';
import { historyFiles } from '../reports/history/history.ts';
import { historyView } from '../reports/history/view.ts';
import { renderPage } from '../reports/html/page.ts';
import { merge } from '../reports/merge/merge.ts';
import type { Evidence, Results } from '../reports/results.ts';
import { departure, engineRun, exchange, finding } from './differential-fixtures.ts';
import { resultsOf, sourceOf, testsOf, type Particulars } from './history-fixtures.ts';
import {
  attempt,
  evidence,
  notApplicableIn,
  observation,
  passed,
  record,
  runOf,
  scenario,
} from './reports-fixtures.ts';

export const MARKUP = '<img src=x onerror="document.title=\'broken\'">';

/** What a console or a header may hold at its worst. */
export const HOSTILE = `${MARKUP}</script><script>document.title='broken'</script>\u202Etxt.exe\u202C ${'W'.repeat(300)}`;

/** One of those that the front page tells of. */
export const FIRST = 'allow-origin-missing-on-500';

/** A few of each engine: hundreds of rows would show no more, and axe looks at each. */
const catalogue = Object.fromEntries(
  ENGINES.map((engine) => [
    engine,
    Object.fromEntries(Object.entries(MESSAGES[engine]).slice(0, 4)),
  ]),
);

const scenarios = [
  scenario(FIRST),
  scenario('hostile', { title: `Observed ${HOSTILE}`, cause: HOSTILE }),
  { ...notApplicableIn('webkit', 'login'), topic: 'Login' as const },
];

const hostileEvidence = (): Evidence => {
  const seen = observation('firefox', HOSTILE, HOSTILE);
  const refused = {
    sees: [{ step: HOSTILE, verdict: 'blocked' as const, detail: HOSTILE }],
    wire: seen.wire.map((line) => ({ ...line, request: HOSTILE, answer: HOSTILE })),
    console: seen.console.map((line) => ({ ...line, id: HOSTILE, code: HOSTILE, url: HOSTILE })),
  };
  return evidence('hostile', 'firefox', { refused, cured: refused, stage: HOSTILE });
};

const DRIFT: ColumnDrift = {
  column: 'firefox',
  engine: 'firefox',
  name: 'firefox product',
  version: '150.1',
  baseline: {
    file: 'reports/baselines/firefox-linux.json',
    nearness: 'exact',
    name: 'firefox product',
    version: '150.0',
    platform: 'linux',
    flavour: 'stock',
  },
  compared: 3,
  unchanged: 1,
  notCompared: 0,
  changes: [
    {
      ...{ scenario: FIRST, kind: 'reworded', hard: false, id: 'CORSMissingAllowOrigin2' },
      ...{ before: 'A line.', after: `A line, and ${HOSTILE}`, from: '150.0', to: '150.1' },
    },
    {
      ...{ scenario: 'hostile', kind: 'verdict', hard: true },
      ...{ before: 'allowed', after: 'blocked', from: '150.0', to: '150.1' },
    },
  ],
};

function results(): Results {
  const deviation = { because: HOSTILE, url: 'https://bugs.example/1' };
  const tests = [
    ...ENGINES.map((engine) => passed(FIRST, engine, { cured: observation(engine) })),
    record('hostile', 'firefox', [
      attempt('failed', hostileEvidence(), `${HOSTILE}\n\nexpect(received).toBe(expected)`),
    ]),
    record('hostile', 'webkit', [attempt('failed', null, HOSTILE)]),
    passed('login', 'chromium', { deviation }),
    passed('login', 'firefox'),
    record('', 'chromium', [attempt('passed', null)], { titles: [HOSTILE], tags: [] }),
  ];
  const shown = engineRun('webkit', {
    explained: [departure('a', { words: `What \`a\` does: ${HOSTILE}`, example: exchange() })],
    unexplained: [finding(HOSTILE, { because: HOSTILE })],
  });
  const run = { from: 'test', seed: 1, startedAt: '2026-11-22T01:02:03.456Z' } as const;
  return {
    ...collect(runOf(tests, { errors: [HOSTILE] }), scenarios),
    drift: [DRIFT],
    differential: [{ run: shown, ...run }],
  };
}

const changes: Particulars = (id, engine) =>
  id === 'hostile' && engine === 'firefox'
    ? { refused: observation('firefox', HOSTILE, HOSTILE), verdict: 'opaque', fails: HOSTILE }
    : {};

function history(): readonly (readonly [string, string])[] {
  const version = (name: string, particulars?: Particulars) =>
    sourceOf(name, resultsOf(testsOf(scenarios, { version: name }, particulars), scenarios));
  const merged = merge(
    [version('150.0'), version('151.0', changes)],
    scenarios.map(({ id }) => id),
  );
  return [...historyFiles(historyView(merged, scenarios, catalogue))];
}

/** The pages that a person opens, by name. */
export const PAGES = {
  report: '/report/index.html',
  history: '/history/index.html',
  'scenario of the history': '/history/scenarios/hostile.html',
} as const;

/** With everything open that can be. */
export const OPENED = 'for (const one of document.querySelectorAll("details")) one.open = true';

export interface Site {
  /** No slash at its end. */
  readonly origin: string;
  close(): Promise<void>;
}

const POLICY = /<meta\s+http-equiv="Content-Security-Policy"[^>]*>/;

/**
 * `/report/…` and `/history/…` as they were written. Below `/with-axe` the same, the policy replaced
 * by axe: WebKitGTK's inspector closes at a message as long as axe, so there a page must load it.
 * Below `/narrow` the same in a frame of 320 px: MiniBrowser's window cannot be sized.
 */
export async function openSite(): Promise<Site> {
  const files = new Map<string, string>([
    [PAGES.report, renderPage(results(), scenarios, catalogue)],
    ...history().map(([name, content]) => [`/history/${name}`, content] as const),
  ]);
  const axe = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  const contentOf = (path: string): string | undefined => {
    if (path === '/axe.js') return axe;
    const [, how, file = ''] = /^\/(with-axe|narrow)(\/.*)$/.exec(path) ?? [];
    if (how === 'with-axe')
      return files.get(file)?.replace(POLICY, '<script src="/axe.js"></script>');
    if (how === 'narrow')
      return `<!doctype html><title>Narrow</title><iframe src="${file}" width="320" height="640" style="border:0"></iframe>`;
    return files.get(path);
  };
  const server = createServer((request, response) => {
    const path = new URL(`${request.url}`, 'http://localhost').pathname;
    const content = contentOf(path);
    const type = path.endsWith('.css') ? 'css' : path.endsWith('.js') ? 'javascript' : 'html';
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': `text/${type}` });
    response.end(content);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
