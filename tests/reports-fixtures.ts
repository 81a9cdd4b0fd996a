/** Made-up scenarios and runs for the tests of the reports. */
import type { Engine } from '../messages/types.ts';
import type { Evidence, EngineUsed, Observation } from '../reports/results.ts';
import type { Attempt, RunRecord, TestRecord } from '../reports/run.ts';
import type { Scenario } from '../scenarios/types.ts';

export const scenario = (id: string, more: Partial<Scenario> = {}): Scenario => ({
  id,
  title: `The title of ${id}`,
  topic: 'CORSMissingAllowOrigin',
  spec: { anchor: 'concept-cors-check', requirement: 'A requirement.' },
  steps: [{ do: 'fetch', url: '{api:/resource}' }],
  routes: { 'GET /resource': { status: 200, headers: [] } },
  expect: {
    verdict: 'blocked',
    stage: 'cors-check',
    wire: [{ method: 'GET', url: '{api:/resource}', origin: '{page}' }],
  },
  console: {
    chromium: ['kMissingAllowOriginHeader'],
    firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
    webkit: [['OriginNotAllowed', { status: '200' }]],
  },
  cause: 'A cause.',
  cure: { words: 'A cure.', wire: [] },
  ...more,
});

export const notApplicableIn = (engine: Engine, id: string): Scenario => {
  const base = scenario(id);
  return {
    ...base,
    console: {
      ...base.console,
      [engine]: { notApplicable: 'There is no such switch.', url: 'https://bugs.example/1' },
    },
  };
};

export const build = (engine: Engine, more: Partial<EngineUsed> = {}): EngineUsed => ({
  engine,
  name: `${engine} product`,
  version: '150.1',
  from: 'system',
  flavour: 'stock',
  ...more,
});

const MESSAGE: Readonly<Record<Engine, string>> = {
  chromium: 'kMissingAllowOriginHeader',
  firefox: 'CORSMissingAllowOrigin2',
  webkit: 'OriginNotAllowed',
};

export const observation = (engine: Engine, words = 'A line.', header = '*/*'): Observation => ({
  sees: [{ step: 'fetch GET {api:/resource}', verdict: 'blocked', detail: 'TypeError' }],
  wire: [
    {
      request: 'GET {api:/resource}',
      requestHeaders: ['Origin: {page}', `Accept: ${header}`],
      answer: 'HTTP/1.1 200 OK',
      answerHeaders: ['Content-Type: text/plain'],
    },
  ],
  console: [
    {
      engine,
      id: MESSAGE[engine],
      group: 'cors',
      parameters: {},
      text: words,
      level: 'error',
      wording: 'recorded',
      channel: 'console',
    },
  ],
});

export const evidence = (id: string, engine: Engine, more: Partial<Evidence> = {}): Evidence => ({
  id,
  build: build(engine),
  verdict: 'blocked',
  stage: 'cors-check',
  refused: observation(engine),
  ...more,
});

export const attempt = (
  status: Attempt['status'],
  handed: Evidence | string | null,
  ...errors: readonly string[]
): Attempt => ({
  status,
  duration: 7,
  errors,
  evidence: handed === null ? [] : [typeof handed === 'string' ? handed : JSON.stringify(handed)],
});

const INDEX: Readonly<Record<Engine, number>> = { chromium: 0, firefox: 1, webkit: 2 };

export const record = (
  id: string,
  engine: Engine,
  attempts: readonly Attempt[],
  more: Partial<TestRecord> = {},
): TestRecord => ({
  project: engine,
  projectIndex: INDEX[engine],
  titles: [`${id}: a title`],
  tags: [`@${id}`],
  annotations: [],
  attempts,
  ...more,
});

export const passed = (id: string, engine: Engine, more: Partial<Evidence> = {}): TestRecord =>
  record(id, engine, [attempt('passed', evidence(id, engine, more))]);

export const runOf = (tests: readonly TestRecord[], more: Partial<RunRecord> = {}): RunRecord => ({
  tests,
  status: 'passed',
  startedAt: new Date('2026-11-22T01:02:03.456Z'),
  duration: 65_000,
  shard: null,
  maxFailures: 0,
  errors: [],
  platform: { os: 'linux', release: '6.1', arch: 'x64', node: '20.20.0' },
  ...more,
});
