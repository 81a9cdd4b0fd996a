/** Exchanges as files and as transcripts: what `--replay` takes, what it refuses, how it reads. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { generateCase } from '../differential/generate/index.ts';
import { FAMILIES } from '../differential/types.ts';
import { EXCHANGE_FORMAT, type ExchangeFile } from '../reports/differential-results.ts';
import { exchangeTranscript } from '../reports/exchange-transcript.ts';
import { readReplayable } from '../reports/read-differential.ts';
import { readReplay } from '../scripts/differential/replay.ts';
import { engineRun, exchange, finding, results } from './differential-fixtures.ts';

let folder = '';
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'differential-files-'));
});
test.afterEach(async () => {
  await rm(folder, { recursive: true });
});

test.describe('files to replay', () => {
  const write = async (content: unknown): Promise<string> => {
    const file = path.join(folder, 'given.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const one = (more: object = {}) => ({
    format: 'cors-conformance/exchange@1',
    engine: 'webkit',
    family: 'preflight',
    differences: [],
    ...exchange(),
    ...more,
  });
  const playing = (more: object) => one({ play: { ...exchange().play, ...more } });
  const step = { do: 'fetch', url: '{api:/a}' };

  for (const [title, content, words] of [
    ['no JSON', '{"format": ', 'it is not JSON: '],
    ['another format', { format: 'x' }, 'format must be one of "cors-conformance/exchange@1", '],
    ['a list', '[]', 'the whole must be an object, not []'],
    ['no play', one({ play: undefined }), 'play is missing: it must be an object'],
    ['an unknown family', one({ family: 'dance' }), 'family must be one of "simple", '],
    ['no step', playing({ steps: [] }), 'play.steps must be a list that is not empty, not []'],
    [
      'another action',
      playing({ steps: [{ ...step, do: 'axios' }] }),
      'play.steps[0].do must be one of "fetch", "xhr", not "axios"',
    ],
    [
      'a misspelled field',
      playing({ steps: [step, { ...step, metod: 'PUT' }] }),
      'play.steps[1].metod is not known; known there are from, url, method, ',
    ],
    [
      'half a header',
      playing({ steps: [{ ...step, headers: [['X']] }] }),
      'play.steps[0].headers[0] must be a list',
    ],
    [
      'an interim answer',
      playing({ routes: { 'GET /a': { status: 103, headers: [] } } }),
      'play.routes["GET /a"].status must be a whole number from 200 to 599, not 103',
    ],
    [
      'a broken connection',
      playing({ routes: { 'GET /a': [{ connection: 'reset' }] } }),
      'play.routes["GET /a"][0].status is missing',
    ],
    [
      'no route',
      playing({ routes: { '/a': { status: 200, headers: [] } } }),
      'the key play.routes["/a"] must be a method, one space and a path',
    ],
    ['a launch', playing({ launch: {} }), 'play.launch is not known'],
    ['no findings', results([engineRun('webkit')]), 'it has no finding to replay'],
    [
      'a run with half a finding',
      results([engineRun('webkit', { unexplained: [{ ...finding('a'), shrunk: 1 as never }] })]),
      'engines[0].unexplained[0].shrunk must be an object, not 1',
    ],
  ] as const) {
    test(`refused by name: ${title}`, async () => {
      const file = await write(content);
      const error = await readReplay(file).then(
        () => new Error('it was taken'),
        (reason: Error & { exitCode?: number }) => reason,
      );
      expect(error.message).toContain(`${file}: ${words}`);
      expect(error.message).not.toContain('\n');
      expect(error).toMatchObject({ exitCode: 2 });
    });
  }

  test('a folder is told as one', async () => {
    await expect(readReplay(folder)).rejects.toThrow(`${folder}: it is a folder, not a file`);
  });

  test('a whole run gives the shrunk exchange of each finding', async () => {
    const small = exchange({ breaks: ['small'] });
    const file = await write(
      results([
        engineRun('chromium', { killed: [finding('killed', { shrunk: small })] }),
        engineRun('firefox', { unexplained: [finding('a'), finding('b')] }),
      ]),
    );
    const read = await readReplay(file);
    expect(read.map(({ title }) => title)).toEqual([
      'chromium 1: killed',
      'firefox 1: a',
      'firefox 2: b',
    ]);
    expect(read[0]?.case).toEqual({ family: 'preflight', ...small });
  });
});

test('every generated case can be replayed from a file, and read', async () => {
  for (let index = 0; index < 300; index += 1) {
    const { family, play, breaks } = generateCase(5, index, FAMILIES).case;
    const file: ExchangeFile = {
      format: EXCHANGE_FORMAT,
      engine: 'webkit',
      family,
      breaks,
      play,
      differences: [],
    };
    const read = readReplayable(JSON.stringify(file));
    expect(read).toEqual(file);
    expect(exchangeTranscript(play)).toContain('← HTTP/1.1 ');
  }
});

test('a transcript shows requests, answers, and white space that decides', () => {
  expect(exchangeTranscript(exchange().play)).toBe(
    [
      'fetch from {page}, credentials: include',
      '→ PUT {api:/resource}',
      '    X-Custom: 1',
      '',
      '    a=1',
      '',
      'OPTIONS /resource is answered',
      '← HTTP/1.1 204 No Content',
      '    Access-Control-Allow-Origin: {page}',
      '    Access-Control-Allow-Methods: PUT[U+0009]',
      '',
      'PUT /resource is answered, first',
      '← HTTP/1.1 200 OK',
      '    Access-Control-Allow-Origin: [U+0020]{page}[U+0020]',
      '',
      '    done',
      '',
      'PUT /resource is answered, from then on',
      '← HTTP/1.1 404 Not Found',
    ].join('\n'),
  );
  expect(
    exchangeTranscript({
      page: { realm: 'sandboxed-frame' },
      steps: [
        {
          do: 'xhr',
          url: '{api:/a}',
          withCredentials: true,
          headers: [['Accept', `a${'b'.repeat(129)}`]],
        },
        { do: 'fetch', url: '{api:/b}', from: 'foreign' },
      ],
      routes: {},
    }),
  ).toBe(
    [
      '1. xhr from {page} in a sandboxed frame, withCredentials',
      '→ GET {api:/a}',
      '    Accept: a[129 × b]',
      '',
      '2. fetch from {foreign} in a sandboxed frame',
      '→ GET {api:/b}',
    ].join('\n'),
  );
});
