/** Made-up differential runs for the tests of the command and of the report. */
import type { Engine } from '../messages/types.ts';
import {
  DIFFERENTIAL_FORMAT,
  type DifferentialResults,
  type EngineRun,
  type Exchange,
  type ExplainedDeparture,
  type Finding,
} from '../reports/differential-results.ts';

export const exchange = (more: Partial<Exchange> = {}): Exchange => ({
  play: {
    steps: [
      {
        do: 'fetch',
        url: '{api:/resource}',
        method: 'PUT',
        headers: [['X-Custom', '1']],
        credentials: 'include',
        body: 'a=1',
      },
    ],
    routes: {
      'OPTIONS /resource': {
        status: 204,
        headers: [
          ['Access-Control-Allow-Origin', '{page}'],
          ['Access-Control-Allow-Methods', 'PUT\t'],
        ],
      },
      'PUT /resource': [
        { status: 200, headers: [['Access-Control-Allow-Origin', ' {page} ']], body: 'done' },
        { status: 404, headers: [] },
      ],
    },
  },
  breaks: ['allow-methods: a tab behind'],
  ...more,
});

export const finding = (key: string, more: Partial<Finding> = {}): Finding => ({
  key,
  count: 3,
  index: 41,
  family: 'preflight',
  found: exchange(),
  shrunk: exchange(),
  tried: 17,
  differences: [
    { witness: 'page', at: 'step 1 verdict', expected: 'blocked', observed: 'allowed' },
    { witness: 'console', at: 'line 1', expected: 'a line', observed: 'nothing' },
  ],
  ...more,
});

export const departure = (
  id: string,
  more: Partial<ExplainedDeparture> = {},
): ExplainedDeparture => ({
  id,
  scenarios: ['one'],
  words: `What ${id} does.`,
  kind: 'deviation',
  bug: 'https://bugs.example/7',
  since: '150',
  count: 9,
  missed: 0,
  ...more,
});

/** All of its 100 cases conform but those of the findings and those that departures explain. */
export const engineRun = (engine: Engine, more: Partial<EngineRun> = {}): EngineRun => ({
  engine,
  name: `${engine} product`,
  version: '150.1',
  durationMs: 8000,
  cases: 100,
  interrupted: false,
  byFamily: { simple: 40, preflight: 60 },
  byVerdict: { allowed: 50, blocked: 45, opaque: 5 },
  byStage: { none: 55, 'cors-check': 45 },
  conforming: 90,
  explained: [],
  unexplained: [],
  killed: [],
  ...more,
});

export const results = (
  engines: readonly EngineRun[],
  more: Partial<DifferentialResults> = {},
): DifferentialResults => ({
  format: DIFFERENTIAL_FORMAT,
  startedAt: '2026-11-22T01:02:03.456Z',
  platform: 'linux 6.1 x64',
  seed: 7,
  cases: 100,
  families: ['simple', 'preflight'],
  engines,
  ...more,
});
