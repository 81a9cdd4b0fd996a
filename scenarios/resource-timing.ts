/** Timing-Allow-Origin: what Resource Timing tells of an answer, which CORS does not decide. */
import type { Header, Scenario, TimingSight } from './types.ts';
import { RESOURCE, SILENT, allowOrigin, answer, sent } from './vocabulary.ts';

const topic = 'ResponseHeaders';

const allowTiming = (value: string): Header => ['Timing-Allow-Origin', value];

/** Times are told, the protocol is told. */
const TIMED: Partial<TimingSight> = {
  requestStart: true,
  responseStart: true,
  nextHopProtocol: 'http/1.1',
};
const UNTIMED: Partial<TimingSight> = {
  requestStart: false,
  responseStart: false,
  nextHopProtocol: '',
};

interface Row {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  readonly wpt: readonly string[];
  readonly lines: readonly Header[];
  readonly timed: boolean;
  readonly cause: string;
}

const ROWS: readonly Row[] = [
  {
    id: 'timing-not-allowed',
    title: 'A script that may read an answer may not yet know how long it took',
    requirement: 'Without Timing-Allow-Origin the timing of another origin’s response is opaque.',
    wpt: ['resource-timing/TAO-crossorigin-port.sub.html'],
    lines: [],
    timed: false,
    cause: 'The measurements of one’s own API are all zero, and CORS is in order.',
  },
  {
    id: 'timing-allowed-to-another-origin',
    title: 'Timing-Allow-Origin that names another origin tells this one nothing',
    requirement: 'A value of the header has to be the origin, byte for byte, or "*".',
    wpt: ['resource-timing/TAO-port-mismatch-means-crossorigin.html'],
    lines: [allowTiming('{neighbour}')],
    timed: false,
    cause: 'The header names the production’s origin, or that of another port.',
  },
  {
    id: 'timing-allowed-to-all',
    title: 'Timing-Allow-Origin: * tells everybody',
    requirement: '"*" stands for every origin.',
    wpt: ['resource-timing/TAO-crossorigin-port.sub.html'],
    lines: [allowTiming('*')],
    timed: true,
    cause: 'Public files have no secret in their timing.',
  },
  {
    id: 'timing-allowed-in-a-list',
    title: 'Timing-Allow-Origin may list origins, which Access-Control-Allow-Origin may not',
    requirement: 'The header is a list: each value is compared by itself.',
    wpt: ['resource-timing/resource_TAO_comma.htm', 'resource-timing/resource_TAO_multi.htm'],
    lines: [allowTiming('{neighbour}, {page}')],
    timed: true,
    cause: 'The two headers look alike and are read by different rules.',
  },
];

const seeing = (timing: Partial<TimingSight>) => [{ verdict: 'allowed', timing }] as const;

export const RESOURCE_TIMING: readonly Scenario[] = ROWS.map(
  ({ id, title, requirement, wpt, lines, timed, cause }) => ({
    id,
    title,
    topic,
    tags: ['@simple', '@timing'],
    spec: { anchor: 'concept-tao-check', requirement, wpt },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200, allowOrigin(), ...lines) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET')],
      sees: seeing(timed ? TIMED : UNTIMED),
    },
    console: SILENT,
    cause,
    ...(!timed && {
      cure: {
        words: 'Send Timing-Allow-Origin with the origin of the page.',
        routes: { 'GET /resource': answer(200, allowOrigin(), allowTiming('{page}')) },
        wire: [sent('GET')],
        sees: seeing(TIMED),
      },
    }),
  }),
);
