/** The judge sees every difference: each witness, falsified one way at a time. No browser needed. */
import { expect, test } from '@playwright/test';
import type { ConsoleRecord } from '../messages/types.ts';
import { findMessage, printMessage } from '../messages/index.ts';
import type { Scenario, WireRequest } from '../scenarios/types.ts';
import {
  RESOURCE,
  allowMethods,
  allowOrigin,
  answer,
  preflight,
  sent,
} from '../scenarios/vocabulary.ts';
import type { Exchange } from '../servers/types.ts';
import type { Seen } from '../servers/client/seen.ts';
import { claimOf, curedClaimOf } from '../fixtures/judge/claim.ts';
import {
  compareLines,
  expectedLines,
  identityConflicts,
  observedLines,
} from '../fixtures/judge/console.ts';
import { expectedSights, observedSights } from '../fixtures/judge/page.ts';
import { observedWire } from '../fixtures/judge/wire.ts';
import type { Acted } from '../fixtures/stage.ts';
import { PLANTED } from './planted-origins.ts';

const bindings = PLANTED;
const table = PLANTED.origins;

const SCENARIO: Scenario = {
  id: 'planted',
  title: 'A planted scenario',
  topic: 'CORSMissingAllowOrigin',
  spec: { anchor: 'concept-cors-check', requirement: 'Planted.' },
  steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
  routes: {
    'OPTIONS /resource': answer(204, allowMethods('PUT')),
    'PUT /resource': answer(200, allowOrigin()),
  },
  expect: { verdict: 'blocked', stage: 'preflight-cors-check', wire: [preflight('PUT')] },
  console: {
    chromium: ['kPreflightMissingAllowOriginHeader'],
    firefox: [['CORSMissingAllowOrigin2', { status: '204' }], 'CORSDidNotSucceed2'],
    webkit: [['OriginNotAllowed', { status: '204' }]],
  },
  cause: 'Planted.',
  cure: {
    words: 'Planted.',
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': answer(200, allowOrigin()),
    },
    wire: [preflight('PUT'), sent('PUT')],
  },
};
const claim = claimOf(SCENARIO, 'firefox');
const url = `${table.api}/${bindings.token}/resource`;

const exchange = (method: string, headers: readonly (readonly [string, string])[]): Exchange => ({
  order: 0,
  arrival: { method, at: table.api, path: '/resource', httpVersion: '1.1', headers, body: '' },
  sentHead: 'HTTP/1.1 204 No Content\r\n',
  sentBody: '',
  end: 'finished',
});
const ARRIVED = exchange('OPTIONS', [
  ['Host', 'ignored'],
  ['Origin', table.page],
  ['Access-Control-Request-Method', 'PUT'],
]);

const record = (id: string, parameters: Record<string, string>, more = {}): ConsoleRecord => ({
  engine: 'firefox',
  id,
  group: 'cors',
  parameters,
  text: printMessage('firefox', id as never, parameters),
  level: 'error',
  wording: 'recorded',
  code: id,
  channel: 'planted',
  help: `https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/${id.replace(/\d$/, '')}`,
  ...more,
});
const MISSING = record('CORSMissingAllowOrigin2', { url, status: '204' });
const FAILED = record('CORSDidNotSucceed2', { url });

const BLOCKED: Seen = {
  verdict: 'blocked',
  error: { name: 'TypeError', message: 'NetworkError when attempting to fetch resource.' },
};

const acted = (change: Partial<Acted> = {}): Acted => ({
  play: claim.play,
  bindings,
  seen: [BLOCKED],
  exchanges: [ARRIVED],
  records: [MISSING, FAILED],
  rawEvents: [],
  discrepancies: [],
  ...change,
});

/** Whether the three witnesses, taken together, agree with the claim. */
function agrees(observed: Acted): boolean {
  const sights = expectedSights('firefox', claim, observed);
  try {
    expect(observedSights(claim, observed, sights)).toEqual(sights);
    expect(observedWire(observed, claim.expect.wire)).toEqual(claim.expect.wire);
    expect(observedLines('firefox', claim, observed)).toEqual(
      expectedLines('firefox', claim, observed),
    );
    expect(identityConflicts(observed)).toEqual([]);
    return true;
  } catch {
    return false;
  }
}

test('what was claimed is found to be so', () => {
  expect(agrees(acted())).toBe(true);
});

test('a body is witnessed where it is claimed, whatever boundary the browser has made up', () => {
  const form: Acted['exchanges'][number] = {
    ...ARRIVED,
    arrival: {
      ...ARRIVED.arrival,
      headers: [...ARRIVED.arrival.headers, ['Content-Type', 'multipart/form-data; boundary=xYz']],
      body: '--xYz\r\n\r\nvalue\r\n--xYz--\r\n',
    },
  };
  const asked = (more: Partial<WireRequest>) =>
    observedWire(acted({ exchanges: [form] }), [{ ...claim.expect.wire[0]!, ...more }])[0];
  expect(asked({})).not.toHaveProperty('body');
  expect(asked({ body: '', headers: { 'Content-Type': '' } })).toMatchObject({
    body: '--<boundary>\r\n\r\nvalue\r\n--<boundary>--\r\n',
    headers: { 'Content-Type': 'multipart/form-data; boundary=<boundary>' },
  });
});

const FALSIFIED: Readonly<Record<string, Partial<Acted>>> = {
  'the script was let in': { seen: [{ verdict: 'allowed', type: 'cors', status: 200, body: '' }] },
  'the error was of another kind': {
    seen: [{ verdict: 'blocked', error: { name: 'SyntaxError', message: '' } }],
  },
  'the error told more than it may': {
    seen: [{ verdict: 'blocked', error: { name: 'TypeError', message: 'CORS: no header' } }],
  },
  'the script saw nothing at all': { seen: [] },
  'no request arrived': { exchanges: [] },
  'a second request arrived': { exchanges: [ARRIVED, exchange('PUT', [['Origin', table.page]])] },
  'the request arrived twice': { exchanges: [ARRIVED, ARRIVED] },
  'the Origin was another': {
    exchanges: [
      exchange('OPTIONS', [
        ['Origin', 'null'],
        ['Access-Control-Request-Method', 'PUT'],
      ]),
    ],
  },
  'the Origin was missing': {
    exchanges: [exchange('OPTIONS', [['Access-Control-Request-Method', 'PUT']])],
  },
  'the Origin stood twice': {
    exchanges: [
      exchange('OPTIONS', [
        ['Origin', table.page],
        ['Origin', table.page],
        ['Access-Control-Request-Method', 'PUT'],
      ]),
    ],
  },
  'a cookie was sent along': {
    exchanges: [exchange('OPTIONS', [...ARRIVED.arrival.headers, ['Cookie', 'a=b']])],
  },
  'an unsafe header was announced': {
    exchanges: [
      exchange('OPTIONS', [
        ...ARRIVED.arrival.headers,
        ['Access-Control-Request-Headers', 'x-other'],
      ]),
    ],
  },
  'the console was silent': { records: [] },
  'a line was missing': { records: [MISSING] },
  'a line stood twice': { records: [MISSING, FAILED, FAILED] },
  'the lines came in another order': { records: [FAILED, MISSING] },
  'the line was another one': {
    records: [record('CORSAllowOriginNotMatchingOrigin', { url, acao: 'x' }), FAILED],
  },
  'the status in the line was another': {
    records: [record('CORSMissingAllowOrigin2', { url, status: '200' }), FAILED],
  },
  'the URL in the line was another': {
    records: [record('CORSMissingAllowOrigin2', { url: `${url}2`, status: '204' }), FAILED],
  },
  'the line was a warning': { records: [{ ...MISSING, level: 'warning' }, FAILED] },
  'the line was explained by another page': {
    records: [{ ...MISSING, help: 'https://developer.mozilla.org/Errors/CORSDisabled' }, FAILED],
  },
  'the category and the text disagreed': {
    records: [{ ...MISSING, code: 'CORSDisabled' }, FAILED],
  },
  'a line that no template knows came with them': {
    records: [
      MISSING,
      FAILED,
      { ...MISSING, id: null, group: null, text: 'New words.', wording: 'unidentified' },
    ],
  },
};

for (const [what, change] of Object.entries(FALSIFIED)) {
  test(`it is noticed when ${what}`, () => {
    expect(agrees(acted(change))).toBe(false);
  });
}

test('companion lines are not asked for unless the scenario names one', () => {
  const companion = { ...MISSING, group: 'companion' as const };
  expect(agrees(acted({ records: [MISSING, companion, FAILED] }))).toBe(true);
});

test('a cure claims the cured answer, the cured wire and silence', () => {
  const cured = curedClaimOf(SCENARIO, SCENARIO.cure!, 'firefox');
  expect(cured.expect).toMatchObject({ verdict: 'allowed', wire: SCENARIO.cure!.wire });
  expect(cured.lines).toEqual([]);
  expect(cured.play.routes).toEqual(SCENARIO.cure!.routes);
  expect(cured.play.steps).toEqual(SCENARIO.steps);
});

test('a cure is looked at for what accompanied its refusal', () => {
  const missing = 'CORSMissingAllowOrigin2';
  const scenario: Scenario = {
    ...SCENARIO,
    console: { ...SCENARIO.console, firefox: [missing, 'CORSDidNotSucceed2', 'CORPBlocked'] },
  };
  const { group = null } = findMessage('firefox', 'CORPBlocked') ?? {};
  const records = [
    { ...record('CORPBlocked', { url, mdnUrl: 'https://developer.mozilla.org/' }), group },
  ];
  const seenBy = (one: Scenario) =>
    observedLines('firefox', curedClaimOf(one, one.cure!, 'firefox'), acted({ records })).length;
  expect([seenBy(SCENARIO), seenBy(scenario)]).toEqual([0, 1]);
});

test('an earlier step is given the status that its route declares', () => {
  const declared: Scenario = {
    ...SCENARIO,
    steps: [{ do: 'fetch', url: RESOURCE }, ...SCENARIO.steps],
    routes: { ...SCENARIO.routes, 'GET /resource': answer(203, allowOrigin()) },
  };
  const statusIn = (scenario: Scenario) =>
    expectedSights('firefox', claimOf(scenario, 'firefox'), acted())[0]?.['status'];
  expect(statusIn(declared)).toBe(203);
  const sendsOn = { ...declared.routes, 'GET /resource': answer(302, allowOrigin()) };
  expect(statusIn({ ...declared, routes: sendsOn })).toBeUndefined();
  const twoAnswers = { ...declared.routes, 'GET /resource': [answer(203), answer(200)] };
  expect(statusIn({ ...declared, routes: twoAnswers })).toBeUndefined();
});

test('an allowed answer must be read to the byte', () => {
  const cured = curedClaimOf(SCENARIO, SCENARIO.cure!, 'firefox');
  const observed = acted({
    exchanges: [{ ...ARRIVED, sentHead: 'HTTP/1.1 200 OK\r\n', sentBody: 'ok\n' }],
    seen: [{ verdict: 'allowed', type: 'cors', status: 200, body: 'ok' }],
  });
  const sights = expectedSights('firefox', cured, observed);
  expect(sights).toEqual([{ verdict: 'allowed', type: 'cors', status: 200, body: 'ok\n' }]);
  expect(observedSights(cured, observed, sights)).not.toEqual(sights);
});

test('new words of a known message are drift in a new version, an error in a recorded one', () => {
  const reworded = { ...MISSING, text: 'New words.', wording: 'unrecorded' as const };
  const observed = acted({ records: [reworded, FAILED] });
  const lenient = compareLines('firefox', claim, observed, { wordingMayDrift: true });
  expect(lenient.observed).toEqual(lenient.expected);
  expect(lenient.drift).toHaveLength(1);
  const strict = compareLines('firefox', claim, observed, { wordingMayDrift: false });
  expect(strict.observed).not.toEqual(strict.expected);
});

test('drift never excuses another message', () => {
  const other = record('CORSDisabled', { url }, { text: 'New words.', wording: 'unrecorded' });
  const observed = acted({ records: [other, FAILED] });
  const lenient = compareLines('firefox', claim, observed, { wordingMayDrift: true });
  expect(lenient.observed).not.toEqual(lenient.expected);
});
