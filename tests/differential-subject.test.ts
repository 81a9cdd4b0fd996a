/** The subject of a differential run: what dies, whose line it is, and Chromium from end to end. */
import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openSubject } from '../differential/subject.ts';
import { linesByToken } from '../differential/subject/attribution.ts';
import {
  NEVER_ENDED,
  settle,
  type Attempt,
  type Mortal,
} from '../differential/subject/recovery.ts';
import type { CaseResult, GeneratedCase, Observation } from '../differential/types.ts';
import { identifyProcess, processOwner } from '../fixtures/engines/processes.ts';
import { printMessage } from '../messages/index.ts';
import type { ConsoleRecord } from '../messages/types.ts';
import type { Answer, Header, Play, Step } from '../scenarios/types.ts';
import { startOrigins } from '../servers/index.ts';

test.describe('what dies', () => {
  type Fate = 'lives' | 'kills' | 'hangs' | 'conspires' | 'dies in a used browser';
  interface Told extends Mortal<number> {
    readonly attempts: number[][];
    readonly deaths: string[];
  }

  const observed = (one: number): CaseResult => ({
    kind: 'observed',
    observation: observationOf(one),
  });
  const observationOf = (one: number) => ({ steps: [{ status: one }] }) as unknown as Observation;

  /** A browser in which each case has its fate, by its number. */
  function browserWith(fates: Readonly<Record<number, Fate>>, chance = new Set<number>()): Told {
    let fresh = true;
    const attempts: number[][] = [];
    const deaths: string[] = [];
    return {
      attempts,
      deaths,
      isFresh: () => fresh,
      unexplained: (because) => deaths.push(because),
      async restart() {
        fresh = true;
      },
      async attempt(cases): Promise<Attempt> {
        const used = !fresh;
        fresh = false;
        attempts.push([...cases]);
        const having = (fate: Fate) => cases.filter((one) => fates[one] === fate);
        const dies =
          having('kills').length > 0 ||
          having('conspires').length > 1 ||
          (used && having('dies in a used browser').length > 0) ||
          chance.delete(attempts.length);
        if (dies) return { kind: 'died', because: 'the browser ended' };
        const hanging = new Set(having('hangs'));
        return {
          kind: 'lived',
          observations: cases.map((one) => (hanging.has(one) ? null : observationOf(one))),
        };
      },
    };
  }

  const upTo = (count: number) => Array.from({ length: count }, (_, one) => one);

  for (const killer of [0, 7, 12, 24]) {
    test(`case ${killer} of 25 alone is killed`, async () => {
      const browser = browserWith({ [killer]: 'kills' });
      const results = await settle(browser, upTo(25));
      expect(results).toEqual(
        upTo(25).map((one) =>
          one === killer ? { kind: 'killed', because: 'the browser ended' } : observed(one),
        ),
      );
      expect(browser.deaths).toEqual([]);
      // Halving: the batch, two halves of each level, and the last one again in a fresh browser.
      expect(browser.attempts.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(25)) + 2);
    });
  }

  test('two killers and one that hangs, in one batch', async () => {
    const results = await settle(browserWith({ 3: 'kills', 4: 'hangs', 11: 'kills' }), upTo(16));
    expect(results.map(({ kind }) => kind).filter((kind) => kind === 'killed')).toHaveLength(3);
    expect(results[4]).toEqual({ kind: 'killed', because: NEVER_ENDED });
    expect(results[5]).toEqual(observed(5));
  });

  test('a case is killed only if it dies in a fresh browser', async () => {
    const browser = browserWith({ 1: 'dies in a used browser' });
    await settle(browser, [0]);
    expect(await settle(browser, [1])).toEqual([observed(1)]);
    expect(browser.attempts).toEqual([[0], [1], [1]]);
  });

  test('a death that does not come again is told and costs no result', async () => {
    const browser = browserWith({}, new Set([1]));
    expect(await settle(browser, upTo(4))).toEqual(upTo(4).map(observed));
    expect(browser.deaths).toEqual(['the browser ended']);
    expect(browser.attempts).toEqual([upTo(4), [0, 1], [2, 3], upTo(4)]);
  });

  test('cases that kill only together are a harness error', async () => {
    const browser = browserWith({ 0: 'conspires', 3: 'conspires' });
    await expect(settle(browser, upTo(4))).rejects.toThrow(
      /^4 cases kill the browser together, and none of them alone/,
    );
  });
});

test.describe('whose line it is', () => {
  const [one, other] = ['0123456789abcdef01234567', '89abcdef0123456701234567'];
  const url = (token: string) => `http://127.0.0.1:4001/${token}/r`;
  const record = (rest: Partial<ConsoleRecord>): ConsoleRecord => ({
    engine: 'webkit',
    id: null,
    group: null,
    parameters: {},
    text: '',
    level: 'error',
    wording: 'recorded',
    channel: 'test',
    ...rest,
  });

  test('a line belongs to the case whose token its URL, parameter or text holds', () => {
    const byUrl = record({ url: url(one), text: 'Failed to load resource' });
    const byParameter = record({ parameters: { url: url(other) } });
    const byText = record({ text: `Something new about ‘${url(one)}’.` });
    const lines = linesByToken([byUrl, byParameter, byText], [one, other]);
    expect(lines.get(one)).toEqual([byUrl, byText]);
    expect(lines.get(other)).toEqual([byParameter]);
  });

  test('a line without a token of the batch belongs to nobody', () => {
    const origin = 'http://127.0.0.1:4000';
    const strangers = [
      record({ text: printMessage('webkit', 'OriginNotAllowed', { origin, status: '200' }) }),
      record({ url: url('fedcba9876543210fedcba98') }),
      record({ text: `a longer hexadecimal number: ${one}ff` }),
    ];
    expect([...linesByToken(strangers, [one]).values()]).toEqual([[]]);
  });
});

test.describe('Chromium', () => {
  test.describe.configure({ mode: 'serial' });

  const ALLOW: Header = ['Access-Control-Allow-Origin', '*'];
  const answer = (...headers: readonly Header[]): Answer => ({ status: 200, headers });
  const get = (step: Partial<Step>, routes: Play['routes'], page: Play['page'] = {}) =>
    ({
      family: 'simple',
      breaks: [],
      play: { page, steps: [{ do: 'fetch', url: '{api:/r}', ...step } as Step], routes },
    }) satisfies GeneratedCase;

  const readable = get({}, { 'GET /r': answer(ALLOW, ['X-Open', 'caf\u00e9']) });
  const withNames = get(
    { do: 'xhr' },
    {
      'GET /r': answer(
        ALLOW,
        ['Access-Control-Expose-Headers', 'x-open, x-also'],
        ['X-Open', 'caf\u00e9'],
        ['X-Also', '1'],
        ['X-Closed', '1'],
      ),
    },
  );
  const refused = get({}, { 'GET /r': answer() });
  const refusedFrame = get({}, { 'GET /r': answer() }, { realm: 'sandboxed-frame' });
  const preflighted = get(
    { method: 'PUT', body: 'x' },
    {
      'OPTIONS /r': { status: 204, headers: [ALLOW, ['Access-Control-Allow-Methods', 'PUT']] },
      'PUT /r': answer(ALLOW),
    },
  );
  const withCookie = get(
    { credentials: 'include' },
    {
      'GET /r': answer(
        ['Access-Control-Allow-Origin', '{page}'],
        ['Access-Control-Allow-Credentials', 'true'],
      ),
    },
  );
  const forbidden = get({ do: 'xhr', method: 'TRACE' }, { 'GET /r': answer(ALLOW) });
  const killer = get({ url: '{page}/kill' }, { 'GET /r': answer() });
  const hanging = get({}, { 'GET /r': { connection: 'hang' } });
  const KINDS = [
    readable,
    withNames,
    refused,
    refusedFrame,
    preflighted,
    withCookie,
    forbidden,
  ] as const;
  const plays = (count: number): GeneratedCase[] =>
    Array.from({ length: count }, (_, index) => KINDS[index % KINDS.length]!);

  const browsers = (): number[] =>
    readdirSync(processOwner().folder)
      .map((name) => Number(/^child\.(\d+)\./.exec(name)?.[1]))
      .filter((pid) => identifyProcess(pid) !== null);

  const originsThatKill = () =>
    startOrigins({
      selfCheck: false,
      pageRoutes: () => (request, _response, next) => {
        if (request.path !== '/kill') return next();
        for (const pid of browsers()) process.kill(pid, 'SIGKILL');
      },
    });

  test('acts out cases side by side, each with its own evidence, in the order given', async () => {
    const subject = await openSubject({ engine: 'chromium', batchSize: 16 });
    const done: number[] = [];
    try {
      const results = await subject.run(plays(28));
      done.push(results.length);
      for (const [index, result] of results.entries()) {
        if (result.kind !== 'observed') throw new Error(`case ${index}: ${result.because}`);
        const { steps, wire, console, bindings } = result.observation;
        const [step] = steps;
        const url = `${bindings.origins.api}/${bindings.token}/r`;
        const kind = KINDS[index % KINDS.length]!;
        if (kind === forbidden) {
          expect(step).toEqual({
            verdict: 'blocked',
            error: { name: 'SecurityError', message: expect.stringContaining('TRACE') },
          });
          expect(wire).toEqual([]);
          continue;
        }
        expect(wire.map((request) => request.url)).toEqual(wire.map(() => url));
        expect(wire.map(({ method }) => method)).toEqual(
          kind === preflighted ? ['OPTIONS', 'PUT'] : ['GET'],
        );
        const cookies = wire.flatMap(({ headers }) =>
          headers.filter(([name]) => name === 'Cookie'),
        );
        expect(cookies).toHaveLength(kind === withCookie ? 1 : 0);
        if (kind === refused || kind === refusedFrame) {
          expect(step?.verdict).toBe('blocked');
          const origin = kind === refused ? bindings.origins.page : 'null';
          expect(console.filter(({ group }) => group === 'cors')).toMatchObject([
            { id: 'kMissingAllowOriginHeader', parameters: { url, origin } },
          ]);
        } else {
          expect(console).toEqual([]);
          expect(step).toMatchObject({ verdict: 'allowed', status: 200, statusText: 'OK', url });
        }
        if (kind === withNames)
          expect(step?.headers).toEqual([
            ['content-length', '3'],
            ['content-type', 'text/plain'],
            ['x-also', '1'],
            ['x-open', 'caf\u00e9'],
          ]);
        if (kind === readable) {
          expect(step).toMatchObject({ type: 'cors', redirected: false });
          expect(step?.headers?.map(([name]) => name)).toEqual(['content-length', 'content-type']);
        }
      }
      expect(done).toEqual([28]);
    } finally {
      await subject.close();
    }
    expect(browsers()).toEqual([]);
  });

  test('the case of which the browser dies is killed; all others have their results', async () => {
    const origins = await originsThatKill();
    const subject = await openSubject({ engine: 'chromium', origins, batchSize: 8 });
    try {
      const results = await subject.run([...plays(5), killer, ...plays(9)]);
      expect(results.map(({ kind }) => kind)).toEqual(
        Array.from({ length: 15 }, (_, index) => (index === 5 ? 'killed' : 'observed')),
      );
    } finally {
      await subject.close();
      await origins.close();
    }
    expect(browsers()).toEqual([]);
  });

  test('a request that hangs takes no other case with it', async () => {
    const subject = await openSubject({ engine: 'chromium', patience: 4000, concurrency: 1 });
    try {
      const results = await subject.run([readable, hanging, refused]);
      expect(results.map(({ kind }) => kind)).toEqual(['observed', 'killed', 'observed']);
      expect(results[1]).toEqual({ kind: 'killed', because: NEVER_ENDED });
    } finally {
      await subject.close();
    }
  });

  test('an abort rejects the run with its reason and ends the browser', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const progress: number[] = [];
    const subject = await openSubject({
      engine: 'chromium',
      batchSize: 7,
      signal: controller.signal,
      onProgress(casesDone) {
        progress.push(casesDone);
        controller.abort(reason);
      },
    });
    await expect(subject.run(plays(70))).rejects.toBe(reason);
    await subject.close();
    expect(progress).toHaveLength(1);
    expect(browsers()).toEqual([]);
    await expect(subject.run([readable])).rejects.toBe(reason);
  });
});
