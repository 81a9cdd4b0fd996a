/**
 * Which console lines a case must bring. Ground truth are the catalogue's lines, each measured in the
 * engine itself, and rows measured the same way at the borders between two messages.
 */
import { expect, test } from '@playwright/test';
import { compareConsole, expectedLines } from '../differential/console/index.ts';
import type { ExpectedLine, StepTold } from '../differential/console/index.ts';
import { predict } from '../differential/predict.ts';
import { claimOf } from '../fixtures/judge/claim.ts';
import type { FirefoxCorsId } from '../messages/firefox.ts';
import { findMessage } from '../messages/index.ts';
import { ENGINES, type ConsoleRecord, type Engine } from '../messages/types.ts';
import { STANDARD, type Rules } from '../oracle/index.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { ORIGINS, type OriginTable } from '../scenarios/origins.ts';
import { expand, expandAll, type Bindings } from '../scenarios/placeholders.ts';
import {
  isNotApplicable,
  type FetchStep,
  type Header,
  type Play,
  type Realm,
  type Scenario,
  type Step,
} from '../scenarios/types.ts';
import {
  RESOURCE,
  allowCredentials,
  allowHeaders,
  allowMethods,
  allowOrigin,
  answer,
  location,
} from '../scenarios/vocabulary.ts';

const table = Object.fromEntries(
  Object.entries(ORIGINS).map(([name, { scheme, host }], index) => [
    name,
    scheme === 'file' ? 'file:///pages' : `${scheme}://${host}:${40_000 + index}`,
  ]),
) as OriginTable;
const BINDINGS: Bindings = { origins: table, token: 'token' };

/** With `*` covering Authorization, which all three engines hold against the Standard. */
const WILDCARD_COVERS_ALL: Rules = { ...STANDARD, isCorsNonWildcardRequestHeaderName: () => false };

const pageOriginOf = ({ page }: Play): string =>
  page?.realm === 'sandboxed-frame' ? 'null' : BINDINGS.origins[page?.at ?? 'page'];

/** All steps of a play as the oracle tells them; the first of the outcomes that it allows. */
function toldOf(play: Play, rules: Rules = STANDARD): StepTold[] {
  const [outcome] = predict(play, BINDINGS, rules);
  if (!outcome) throw new Error('the oracle allows no outcome');
  return expandAll(play.steps, BINDINGS).map((step, index): StepTold => {
    const own = outcome.steps[index];
    if (!own) throw new Error(`no outcome for step ${index + 1}`);
    const wire = outcome.wire.filter((request) => request.step === index);
    return { step, outcome: own, wire, pageOrigin: pageOriginOf(play) };
  });
}

const linesOf = (engine: Engine, told: readonly StepTold[]): readonly ExpectedLine[] =>
  told.flatMap((step) => {
    const lines = expectedLines(engine, step);
    if (lines === 'unknown') throw new Error(`${engine}: unknown for ${step.step.do}`);
    return lines;
  });

/** Without what WebKit wraps around a refusal: the refusal itself names no URL. */
const corsIds = (engine: Engine, lines: readonly ExpectedLine[]): string[] =>
  lines
    .filter(({ optional }) => !optional)
    .map(({ id }) => id.replace(/^FailedToLoad\//, ''))
    .filter((id) => findMessage(engine, id)?.group === 'cors');

const GENERATED_REALMS: readonly (Realm | undefined)[] = [undefined, 'window', 'sandboxed-frame'];

/** Which scenarios no generated case can be like: the first reason that fits, or null. */
function unlike(scenario: Scenario, engine: Engine): string | null {
  const { steps, page, launch, routes, engines, spec } = scenario;
  if (spec.notPredicted !== undefined) return 'beyond the oracle';
  if (['preflight-network', 'certificate'].includes(scenario.expect.stage)) return 'no connection';
  if (!steps.every((step: Step) => step.do === 'fetch' || step.do === 'xhr')) return 'initiator';
  if (!steps.every((step) => step.from === undefined)) return 'moves to another page';
  if (steps.some((step) => 'timeout' in step)) return 'gives up by itself';
  if (!GENERATED_REALMS.includes(page?.realm)) return 'another realm';
  if (launch !== undefined) return 'launched with more';
  if (
    !Object.values(routes)
      .flat()
      .every((route) => 'status' in route)
  )
    return 'no HTTP answer';
  return engines?.[engine] ? 'a departure of the engine' : null;
}

/** Lines of WebKit that nothing with a URL quotes: only "… cannot load …" is there to be judged. */
const QUOTED_BY_NOTHING = ['OnlyHTTP', 'BadSchemeRedirect'];

test.describe('the lines of the catalogue', () => {
  for (const engine of ENGINES) {
    test(`follow from the oracle's outcomes in ${engine}`, () => {
      const measured = new Map<string, readonly string[]>();
      const expected = new Map<string, readonly string[]>();
      for (const scenario of SCENARIOS) {
        if (unlike(scenario, engine) !== null || isNotApplicable(scenario.console[engine]))
          continue;
        const claim = claimOf(scenario, engine);
        const ids = claim.lines.map(([id]) => id);
        measured.set(
          scenario.id,
          ids.filter(
            (id) => findMessage(engine, id)?.group === 'cors' && !QUOTED_BY_NOTHING.includes(id),
          ),
        );
        expected.set(scenario.id, corsIds(engine, linesOf(engine, toldOf(claim.play))));
      }
      expect(expected.size).toBeGreaterThan(150);
      expect(Object.fromEntries(expected)).toEqual(Object.fromEntries(measured));
    });
  }
});

interface Border {
  readonly what: string;
  readonly play: Play;
  readonly firefox: readonly FirefoxCorsId[];
  /** The code of the issue; null: there is none. */
  readonly chromium: string | null;
  /** What "Failed to load resource" quotes; null: the case prints none. */
  readonly webkit: string | null;
}

const ACAO = 'Access-Control-Allow-Origin';
const FAILED = 'CORSDidNotSucceed2';

const get = (headers: readonly Header[], more: Partial<FetchStep> = {}, status = 200): Play => ({
  steps: [{ do: 'fetch', url: RESOURCE, ...more }],
  routes: { 'GET /resource': answer(status, ...headers), 'GET /moved': answer(200) },
});

const put = (status: number, headers: readonly Header[], more: Partial<FetchStep> = {}): Play => ({
  steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT', ...more }],
  routes: {
    'OPTIONS /resource': answer(status, ...headers),
    'PUT /resource': answer(200, allowOrigin()),
  },
});

const withHeaders: Partial<FetchStep> = {
  headers: [
    ['X-B', '1'],
    ['X-A', '2'],
  ],
};
const allowed = [allowOrigin(), allowMethods('PUT')];

/** Each was acted out in Firefox ESR 153, Chromium 156 and WebKitGTK 2.50.6. */
const BORDERS: readonly Border[] = [
  {
    what: 'an origin and an empty line, both spelled exactly: two lines, two values',
    play: get([allowOrigin(), allowOrigin('')]),
    firefox: ['CORSMultipleAllowOriginNotAllowed'],
    chromium: 'MultipleAllowOriginValues',
    webkit: 'MoreThanOneOrigin',
  },
  {
    what: 'two lines of which one is spelled otherwise: Firefox counts one',
    play: get([allowOrigin(), [ACAO.toLowerCase(), '{page}']]),
    firefox: ['CORSAllowOriginNotMatchingOrigin'],
    chromium: 'MultipleAllowOriginValues',
    webkit: 'MoreThanOneOrigin',
  },
  {
    what: 'a comma alone makes several',
    play: get([allowOrigin('*,')]),
    firefox: ['CORSAllowOriginNotMatchingOrigin'],
    chromium: 'MultipleAllowOriginValues',
    webkit: 'MoreThanOneOrigin',
  },
  {
    what: 'a URL of any scheme is an origin to Chromium, just another one',
    play: get([allowOrigin('mailto:a@b')]),
    firefox: ['CORSAllowOriginNotMatchingOrigin'],
    chromium: 'AllowOriginMismatch',
    webkit: 'OriginNotAllowed',
  },
  {
    what: '"NULL" is no URL and not "null"',
    play: get([allowOrigin('NULL')]),
    firefox: ['CORSAllowOriginNotMatchingOrigin'],
    chromium: 'InvalidAllowOriginValue',
    webkit: 'OriginNotAllowed',
  },
  {
    what: 'a host in Latin-1 is no UTF-8, so no host',
    play: get([allowOrigin('http://\u00e9.example')]),
    firefox: ['CORSAllowOriginNotMatchingOrigin'],
    chromium: 'InvalidAllowOriginValue',
    webkit: 'OriginNotAllowed',
  },
  {
    what: 'with credentials, two wildcards are no wildcard',
    play: get([allowOrigin('*, *'), allowCredentials()], { credentials: 'include' }),
    firefox: ['CORSAllowOriginNotMatchingOrigin'],
    chromium: 'MultipleAllowOriginValues',
    webkit: 'MoreThanOneOrigin',
  },
  {
    what: 'the origin is asked before the credentials',
    play: get([allowCredentials('TRUE'), allowOrigin('null')], { credentials: 'include' }),
    firefox: ['CORSAllowOriginNotMatchingOrigin'],
    chromium: 'AllowOriginMismatch',
    webkit: 'OriginNotAllowed',
  },
  {
    what: 'a sandboxed frame allowed by name, without leave for credentials',
    play: {
      ...get([allowOrigin('null')], { credentials: 'include' }),
      page: { realm: 'sandboxed-frame' },
    },
    firefox: ['CORSMissingAllowCredentials'],
    chromium: 'InvalidAllowCredentials',
    webkit: 'CredentialsNotTrue',
  },
  {
    what: 'a 407 ends in Chromium’s network stack',
    play: get([], {}, 407),
    firefox: ['CORSMissingAllowOrigin2'],
    chromium: null,
    webkit: 'OriginNotAllowed',
  },
  {
    what: 'a redirect that fails the check and would not be followed',
    play: get([location('{api:/moved}')], { redirect: 'manual' }, 302),
    firefox: ['CORSMissingAllowOrigin2'],
    chromium: 'MissingAllowOriginHeader',
    webkit: 'RedirectFailedCheck/OriginNotAllowed',
  },
  {
    what: 'a redirect that fails the check and leads to data:',
    play: get([location('data:,x')], {}, 302),
    firefox: [FAILED],
    chromium: 'MissingAllowOriginHeader',
    webkit: 'RedirectFailedCheck/OriginNotAllowed',
  },
  {
    what: 'a redirect that fails the check and leads to a scheme of one’s own',
    play: get([location('myapp://done/')], {}, 302),
    firefox: ['CORSMissingAllowOrigin2', FAILED],
    chromium: 'MissingAllowOriginHeader',
    webkit: 'RedirectFailedCheck/OriginNotAllowed',
  },
  {
    what: 'a redirect that fails the check and leads to no URL at all',
    play: get([location('http://')], {}, 302),
    firefox: [FAILED],
    chromium: null,
    webkit: 'RedirectFailedCheck/OriginNotAllowed',
  },
  {
    what: 'a redirect to no URL at all',
    play: get([allowOrigin(), location('http://')], {}, 302),
    firefox: [FAILED],
    chromium: null,
    webkit: 'RedirectNonCorsScheme',
  },
  {
    what: 'a redirect to data:',
    play: get([allowOrigin(), location('data:,x')], {}, 302),
    firefox: [FAILED],
    chromium: null,
    webkit: 'RedirectNonCorsScheme',
  },
  {
    what: 'a redirect of the page’s own origin out of HTTP',
    play: { ...get([location('myapp://done/')], { url: '{page:/resource}' }, 302) },
    firefox: ['CORSRequestNotHttp'],
    chromium: 'CorsDisabledScheme',
    webkit: 'RedirectNonCorsScheme',
  },
  {
    what: 'a redirect out of HTTP to a URL with a user name',
    play: get([allowOrigin(), location('myapp://u:p@done/')], {}, 302),
    firefox: ['CORSRequestNotHttp', FAILED],
    chromium: 'RedirectContainsCredentials',
    webkit: 'RedirectNonCorsScheme',
  },
  {
    what: 'redirect mode "error" before a URL with a user name',
    play: get([allowOrigin(), location('http://u:p@{api.host}/moved')], { redirect: 'error' }, 302),
    firefox: [],
    chromium: 'RedirectContainsCredentials',
    webkit: 'RedirectModeError',
  },
  {
    what: 'a redirect of the page’s own origin to a URL with a user name elsewhere',
    play: get([location('http://u:p@{api.host}/moved')], { url: '{page:/resource}' }, 302),
    firefox: [FAILED],
    chromium: 'RedirectContainsCredentials',
    webkit: 'RedirectHasCredentials',
  },
  {
    what: 'a loop within the page’s own origin',
    play: get([location('{page:/resource}')], { url: '{page:/resource}' }, 302),
    firefox: [],
    chromium: null,
    webkit: 'TooManyRedirects',
  },
  {
    what: 'mode same-origin redirected to another origin',
    play: get([location('{api:/moved}')], { url: '{page:/resource}', mode: 'same-origin' }, 302),
    firefox: [],
    chromium: null,
    webkit: 'UnsafeAttempt',
  },
  {
    what: 'a preflight whose redirect fails the check',
    play: put(302, [location('{api:/moved}')]),
    firefox: ['CORSMissingAllowOrigin2', FAILED, FAILED],
    chromium: 'PreflightDisallowedRedirect',
    webkit: 'PreflightNotSuccessful',
  },
  {
    what: 'a preflight redirected to another origin, allowed by name: tainted when checked again',
    play: put(302, [...allowed, location('{apiCrossSite:/moved}')]),
    firefox: ['CORSExternalRedirectNotAllowed', 'CORSAllowOriginNotMatchingOrigin', FAILED],
    chromium: 'PreflightDisallowedRedirect',
    webkit: 'PreflightNotSuccessful',
  },
  {
    what: 'a preflight redirected to another origin, allowed by "*": the taint does not show',
    play: put(302, [allowOrigin('*'), allowMethods('PUT'), location('{apiCrossSite:/moved}')]),
    firefox: ['CORSExternalRedirectNotAllowed', 'CORSPreflightDidNotSucceed3', FAILED],
    chromium: 'PreflightDisallowedRedirect',
    webkit: 'PreflightNotSuccessful',
  },
  {
    what: 'a preflight redirected to a URL with a user name',
    play: put(302, [...allowed, location('http://u:p@{api.host}/moved')]),
    firefox: [FAILED, FAILED],
    chromium: 'PreflightDisallowedRedirect',
    webkit: 'PreflightNotSuccessful',
  },
  {
    what: 'a preflight redirected to no URL at all',
    play: put(302, [...allowed, location('http://')]),
    firefox: [FAILED, FAILED],
    chromium: null,
    webkit: 'PreflightNotSuccessful',
  },
  {
    what: 'a preflight redirected to nothing: an empty Location is one to Firefox alone',
    play: put(302, [...allowed, location('')]),
    firefox: ['CORSExternalRedirectNotAllowed', 'CORSPreflightDidNotSucceed3', FAILED],
    chromium: 'PreflightInvalidStatus',
    webkit: 'PreflightNotSuccessful',
  },
  {
    what: 'a preflight redirected for a request that follows none: Firefox sees a status only',
    play: put(302, [...allowed, location('{api:/moved}')], { redirect: 'error' }),
    firefox: ['CORSPreflightDidNotSucceed3', FAILED],
    chromium: 'PreflightDisallowedRedirect',
    webkit: 'PreflightNotSuccessful',
  },
  {
    what: 'two Locations that differ spoil the answer for Firefox and Chromium, whatever its status',
    play: get([location('{api:/moved}'), location('{api:/other}')]),
    firefox: [FAILED],
    chromium: null,
    webkit: 'OriginNotAllowed',
  },
  {
    what: 'a preflight answered 300 is no redirect, whatever its Location',
    play: put(300, [...allowed, location('{api:/moved}')]),
    firefox: ['CORSPreflightDidNotSucceed3', FAILED],
    chromium: 'PreflightInvalidStatus',
    webkit: 'PreflightNotSuccessful',
  },
  {
    what: 'the method is missing and the list of headers is broken: Firefox ends at the method',
    play: put(204, [allowOrigin(), allowHeaders('X-A, X B')], withHeaders),
    firefox: ['CORSMethodNotFound', FAILED],
    chromium: 'InvalidAllowHeadersPreflightResponse',
    webkit: 'AllowHeadersInvalid',
  },
  {
    what: 'both lists are broken',
    play: put(204, [allowOrigin(), allowMethods('P T'), allowHeaders('X B')], withHeaders),
    firefox: ['CORSInvalidAllowMethod', FAILED],
    chromium: 'InvalidAllowMethodsPreflightResponse',
    webkit: 'AllowMethodsInvalid',
  },
  {
    what: 'a broken list beside the method, which is in it',
    play: put(204, [allowOrigin(), allowMethods('PUT,@')]),
    firefox: ['CORSInvalidAllowMethod', FAILED],
    chromium: 'InvalidAllowMethodsPreflightResponse',
    webkit: 'AllowMethodsInvalid',
  },
  {
    what: 'a wildcard beside a broken name',
    play: put(204, [...allowed, allowHeaders('*, X B')], withHeaders),
    firefox: ['CORSInvalidAllowHeader', FAILED],
    chromium: 'InvalidAllowHeadersPreflightResponse',
    webkit: 'AllowHeadersInvalid',
  },
  {
    what: 'a preflight that no one answers',
    play: put(204, [], { url: '{apiRefusing:/resource}' }),
    firefox: [FAILED, FAILED],
    chromium: null,
    webkit: null,
  },
  {
    what: 'a preflight to a certificate that nobody trusts',
    play: put(204, [], { url: '{apiUntrusted:/resource}' }),
    firefox: [FAILED, FAILED],
    chromium: null,
    webkit: null,
  },
];

test.describe('at the borders between two messages', () => {
  for (const { what, play, firefox, chromium, webkit } of BORDERS) {
    test(what, () => {
      const told = toldOf(play);
      const lines = (engine: Engine) => linesOf(engine, told);
      expect(lines('firefox').map(({ id }) => id)).toEqual(firefox);
      expect(lines('chromium').map(({ code }) => code)).toEqual(
        chromium === null ? [] : [chromium],
      );
      expect(corsIds('webkit', lines('webkit'))).toEqual(webkit === null ? [] : [webkit]);
    });
  }
});

test('a URL stands with the line it belongs to', () => {
  const redirected = toldOf(get([allowOrigin(), location('myapp://done/')], {}, 302));
  const asked = expand(RESOURCE, BINDINGS);
  expect(linesOf('firefox', redirected)).toEqual([
    { id: 'CORSRequestNotHttp', url: 'myapp://done/' },
    { id: FAILED, url: asked },
  ]);
  expect(linesOf('webkit', redirected)).toEqual([
    { id: 'CompanionFetch', url: asked },
    { id: 'FailedToLoad/RedirectNonCorsScheme', url: asked },
  ]);
});

test('WebKit tells of a redirect to ftp: by the first URL of the load', () => {
  const told = toldOf({
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: {
      'GET /resource': answer(302, allowOrigin(), location('{api:/moved}')),
      'GET /moved': answer(302, allowOrigin(), location('ftp://{api.host}/file')),
    },
  });
  const url = expand(RESOURCE, BINDINGS);
  expect(linesOf('webkit', told)).toEqual([
    { id: 'CompanionFetch', url },
    { id: 'FailedToLoad/FTPDisabled', url },
  ]);
});

test('Authorization under a wildcard is warned about in Firefox, before what else there is to say', () => {
  const play: Play = {
    steps: [{ do: 'fetch', url: RESOURCE, headers: [['Authorization', 'Bearer t']] }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('*')),
      'GET /resource': answer(200),
    },
  };
  const ids = (engine: Engine) => linesOf(engine, toldOf(play, WILDCARD_COVERS_ALL));
  expect(ids('firefox').map(({ id, optional }) => [id, optional])).toEqual([
    ['CORSAllowHeaderFromPreflightDeprecation', true],
    ['CORSMissingAllowOrigin2', undefined],
  ]);
  expect(ids('chromium').map(({ code }) => code)).toEqual(['MissingAllowOriginHeader']);
});

test('the lines of other initiators are unknown', () => {
  const [told] = toldOf(get([]));
  if (!told) throw new Error('a play has a step');
  const step: Step = { do: 'extension-fetch', url: RESOURCE };
  expect(expectedLines('firefox', { ...told, step })).toBe('unknown');
});

test.describe('held against what was printed', () => {
  const URL_A = 'http://127.0.0.1:40001/a';
  const record = (engine: Engine, id: string | null, more: Partial<ConsoleRecord> = {}) =>
    ({
      engine,
      id,
      group: (id && findMessage(engine, id)?.group) || null,
      parameters: {},
      text: `the text of ${id}`,
      level: 'error',
      wording: id === null ? 'unidentified' : 'recorded',
      channel: 'test',
      ...more,
    }) satisfies ConsoleRecord;
  const firefox = (id: string | null, url = URL_A) =>
    record('firefox', id, { parameters: { url } });
  const MISSING: ExpectedLine = { id: 'CORSMissingAllowOrigin2', url: URL_A };
  const ENDED: ExpectedLine = { id: FAILED, url: URL_A };

  test('the same lines in the same order are no difference', () => {
    const records = [firefox(MISSING.id, `${URL_A}#part`), firefox(FAILED)];
    expect(compareConsole('firefox', [MISSING, ENDED], records)).toEqual([]);
  });

  test('a missing line, a line too many, another order, another URL each are one', () => {
    const other = 'http://127.0.0.1:40001/b';
    const told = (expected: ExpectedLine[], records: ConsoleRecord[]) =>
      compareConsole('firefox', expected, records).map(({ at }) => at);
    expect(told([MISSING, ENDED], [firefox(MISSING.id)])).toEqual(['line 2']);
    expect(told([MISSING], [firefox(MISSING.id), firefox(FAILED)])).toEqual(['line 2']);
    expect(told([MISSING, ENDED], [firefox(FAILED), firefox(MISSING.id)])).toEqual([
      'line 1',
      'line 2',
    ]);
    expect(told([MISSING], [firefox(MISSING.id, other)])).toEqual(['line 1']);
    expect(compareConsole('firefox', [], [firefox(null)])).toEqual([
      {
        witness: 'console',
        at: 'line 1',
        expected: 'no line',
        observed: `unidentified: the text of null about ${URL_A}`,
      },
    ]);
  });

  test('an optional line may be there or not', () => {
    const warning: ExpectedLine = {
      id: 'CORSAllowHeaderFromPreflightDeprecation',
      url: URL_A,
      optional: true,
    };
    expect(compareConsole('firefox', [warning, MISSING], [firefox(MISSING.id)])).toEqual([]);
    const both = [firefox(warning.id), firefox(MISSING.id)];
    expect(compareConsole('firefox', [warning, MISSING], both)).toEqual([]);
    expect(compareConsole('firefox', [MISSING, warning], both)).toHaveLength(2);
  });

  test('Chromium: the code counts where there is one; companions and the deprecation do not', () => {
    const expected = [
      { id: 'kMissingAllowOriginHeader', code: 'MissingAllowOriginHeader', url: URL_A },
    ];
    const line = record('chromium', 'kMissingAllowOriginHeader', {
      code: 'MissingAllowOriginHeader',
      url: URL_A,
    });
    const beside = [
      record('chromium', 'failed-to-load', { url: URL_A }),
      record('chromium', 'auth-wildcard-deprecation', { code: 'AuthorizationCoveredByWildcard' }),
    ];
    expect(compareConsole('chromium', expected, [line, ...beside])).toEqual([]);
    // A frame with a process of its own can lose the issue.
    const withoutIssue = record('chromium', 'kMissingAllowOriginHeader');
    expect(compareConsole('chromium', expected, [withoutIssue])).toEqual([]);
    const otherCode = { ...line, code: 'AllowOriginMismatch' };
    expect(compareConsole('chromium', expected, [otherCode])).toHaveLength(1);
    expect(compareConsole('chromium', expected, beside)).toHaveLength(1);
  });

  test('WebKit: page and network say their lines in either order, each by its own URL', () => {
    const expected = [
      { id: 'CompanionFetch', url: URL_A },
      { id: 'FailedToLoad/OriginNotAllowed', url: URL_A },
    ];
    const page = record('webkit', 'CompanionFetch', {
      parameters: { url: URL_A },
      url: 'http://127.0.0.1:40000/client/perform.js',
    });
    const network = record('webkit', 'FailedToLoad/OriginNotAllowed', { url: URL_A });
    const reason = record('webkit', 'OriginNotAllowed');
    expect(compareConsole('webkit', expected, [reason, network, page])).toEqual([]);
    expect(compareConsole('webkit', expected, [reason, network])).toHaveLength(1);
    const otherReason = record('webkit', 'FailedToLoad/MoreThanOneOrigin', { url: URL_A });
    expect(compareConsole('webkit', expected, [otherReason, page])).toEqual([
      {
        witness: 'console',
        at: 'line 2',
        expected: `FailedToLoad/OriginNotAllowed about ${URL_A}`,
        observed: `FailedToLoad/MoreThanOneOrigin about ${URL_A}`,
      },
    ]);
  });
});
