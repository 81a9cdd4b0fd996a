/** The rules of caches, cookies, passwords and policies: the mutant each is for, and its neighbour. */
import { expect, test } from '@playwright/test';
import { SCENARIOS } from '../scenarios/index.ts';
import { RULES_OF_STATE } from '../scripts/trust/mutation/rules-of-state.ts';
import { placeOf } from '../scripts/trust/mutation/score.ts';
import type { OperatorName, Outcome } from '../scripts/trust/mutation/types.ts';

type Made = Pick<Outcome, 'scenario' | 'route' | 'what'> & Partial<Outcome>;

/** `without Vary: Origin`: the operator and the header are said by the words. */
const readOff = (what: string): { operator: OperatorName; header: string | null } => {
  if (/^\d{3} in place of/.test(what)) return { operator: 'change-status', header: null };
  if (what.startsWith('cors() ')) return { operator: 'drop-option', header: null };
  const [, dropped, changed] = /^(?:without ([\w-]+): .*|([\w-]+): .* byte)$/.exec(what) ?? [];
  const header = (dropped ?? changed ?? '').toLowerCase();
  return { operator: dropped === undefined ? 'change-value' : 'drop-header', header };
};

function rulesFor(made: Made): readonly string[] {
  const outcome: Outcome = {
    act: 'refused',
    answer: 0,
    engine: 'chromium',
    caughtBy: [],
    ...readOff(made.what),
    ...made,
  };
  const place = placeOf(
    outcome,
    SCENARIOS.find(({ id }) => id === outcome.scenario),
  );
  if (!place?.answer) throw new Error(`no answer ${made.scenario} ${made.route}`);
  return RULES_OF_STATE.filter(({ matches }) => matches(place)).map(({ id }) => id);
}

const RESOURCE = 'GET /resource';
const ANY_BYTE = 'with another last byte';

type Case = readonly [
  /** The rule that explains it; null: no rule may, since a witness tells. */
  rule: string | null,
  scenario: string,
  route: string,
  what: string,
  more?: Partial<Outcome>,
];

const CASES: readonly Case[] = [
  [
    'option-at-its-default',
    'login-wildcard-with-credentials-fetch',
    'ALL /app',
    'cors() without origin',
  ],
  [
    'credentials-beside-a-wildcard',
    'login-wildcard-with-credentials-fetch',
    'ALL /app',
    'cors() without credentials',
  ],
  [
    null,
    'login-wildcard-with-credentials-fetch',
    'ALL /app',
    'cors() without credentials',
    { act: 'cured' },
  ],
  [
    'login-asked-without-credentials',
    'login-client-without-credentials-axios',
    'ALL /app',
    'cors() without credentials',
  ],
  [
    null,
    'login-client-without-credentials-axios',
    'ALL /app',
    'cors() without credentials',
    { act: 'cured' },
  ],
  ['status-that-image-and-refusal-hide', 'cached-refusal', RESOURCE, '500 in place of 200'],
  [
    'status-that-image-and-refusal-hide',
    'image-then-fetch',
    'GET /shape.svg',
    '500 in place of 200',
  ],
  [null, 'cached-refusal', RESOURCE, '500 in place of 200', { answer: 1 }],
  [null, 'preflight-cache-by-origin', 'PUT /resource', '201 in place of 200'],
  [
    'lifetime-that-force-cache-does-not-ask-for',
    'image-then-fetch-force-cache',
    'GET /shape.svg',
    'without Cache-Control: max-age=600',
  ],
  [null, 'image-then-fetch', 'GET /shape.svg', 'without Cache-Control: max-age=600'],
  [
    'vary-among-requests-alike',
    'cached-without-credentials',
    RESOURCE,
    'without Vary: Origin',
    { act: 'cured' },
  ],
  [null, 'image-then-fetch', 'GET /shape.svg', 'without Vary: Origin', { act: 'cured' }],
  [
    'no-lifetime-to-withhold',
    'not-modified-without-header',
    RESOURCE,
    'without Cache-Control: no-cache',
  ],
  [
    'header-that-the-stored-response-has',
    'not-modified-for-another-origin',
    RESOURCE,
    'without Access-Control-Allow-Origin: {page}',
    { act: 'cured', answer: 1 },
  ],
  [
    null,
    'not-modified-for-another-origin',
    RESOURCE,
    'without Access-Control-Allow-Origin: {foreign}',
    { answer: 1 },
  ],
  [
    'preflight-cache-of-chance',
    'preflight-cache-age-zero',
    'OPTIONS /resource',
    'without Access-Control-Max-Age: 0',
    { engine: 'firefox' },
  ],
  [null, 'preflight-cache-age-zero', 'OPTIONS /resource', 'without Access-Control-Max-Age: 0'],
  [
    'preflight-of-any-ok-status',
    'remembered-password-and-preflight',
    'OPTIONS /secret',
    '205 in place of 204',
  ],
  [null, 'remembered-password-and-preflight', 'OPTIONS /secret', '504 in place of 204'],
  [
    'cookie-attribute-that-only-limits',
    'cookie-lax-of-the-same-site',
    'GET /login',
    `Set-Cookie: id=1; SameSite=Lax ${ANY_BYTE}`,
  ],
  [null, 'cookie-lax-of-the-same-site', 'GET /login', 'without Set-Cookie: id=1; SameSite=Lax'],
  [
    'partition-that-this-engine-makes-anyway',
    'cookie-partitioned-of-another-site',
    'GET /login',
    `Set-Cookie: id=1; SameSite=None; Secure; Partitioned ${ANY_BYTE}`,
    { engine: 'firefox' },
  ],
  [
    null,
    'cookie-partitioned-of-another-site',
    'GET /login',
    `Set-Cookie: id=1; SameSite=None; Secure; Partitioned ${ANY_BYTE}`,
  ],
  [
    'none-that-this-engine-asks-nothing-of',
    'cookie-none-of-another-site',
    'GET /login',
    `Set-Cookie: id=1; SameSite=None; Secure ${ANY_BYTE}`,
    { act: 'cured', engine: 'webkit' },
  ],
  [
    null,
    'cookie-none-of-another-site',
    'GET /login',
    `Set-Cookie: id=1; SameSite=None; Secure ${ANY_BYTE}`,
    { act: 'cured' },
  ],
  [
    'cookie-of-a-third-party-in-webkit',
    'cookie-none-without-secure-of-another-site',
    'GET /login',
    'without Set-Cookie: id=1; SameSite=None',
    { engine: 'webkit' },
  ],
  [
    null,
    'cookie-none-of-another-site',
    'GET /login',
    'without Set-Cookie: id=1; SameSite=None; Secure',
    { act: 'cured', engine: 'webkit' },
  ],
  [
    'challenge-that-is-answered',
    'password-in-the-url-across-origins',
    RESOURCE,
    'without Access-Control-Allow-Origin: {page}',
    { engine: 'firefox' },
  ],
  [
    null,
    'password-in-the-url-across-origins',
    RESOURCE,
    'without Access-Control-Allow-Origin: {page}',
  ],
  [
    'challenge-across-origins',
    'password-in-the-url-across-origins',
    RESOURCE,
    'without WWW-Authenticate: Basic realm="{token}"',
  ],
  [
    null,
    'remembered-password-omit',
    'GET /secret',
    'without WWW-Authenticate: Basic realm="{token}"',
  ],
  [
    'allow-credentials-for-a-request-without',
    'remembered-password-omit',
    'GET /secret',
    'without Access-Control-Allow-Credentials: true',
    { answer: 2 },
  ],
  [
    null,
    'remembered-password-same-origin',
    'GET /secret',
    'without Access-Control-Allow-Credentials: true',
    { act: 'cured', answer: 2 },
  ],
  [
    'timing-allowed-to-others',
    'timing-allowed-to-another-origin',
    RESOURCE,
    'without Timing-Allow-Origin: {neighbour}',
  ],
  [
    null,
    'timing-allowed-to-another-origin',
    RESOURCE,
    'without Timing-Allow-Origin: {page}',
    { act: 'cured' },
  ],
  [
    'status-of-a-response-kept-by-policy',
    'resource-policy-same-site',
    RESOURCE,
    '500 in place of 200',
  ],
  [
    'resource-policy-that-refuses-nothing',
    'resource-policy-misspelled',
    RESOURCE,
    'without Cross-Origin-Resource-Policy: Same-Origin',
  ],
  [
    null,
    'resource-policy-same-origin',
    RESOURCE,
    'without Cross-Origin-Resource-Policy: same-origin',
  ],
  [
    'embedder-policy-in-mode-cors',
    'embedder-policy-require-corp',
    'GET /frame-that-embeds',
    'without Cross-Origin-Embedder-Policy: require-corp',
    { act: 'cured' },
  ],
  [
    null,
    'embedder-policy-require-corp',
    'GET /frame-that-embeds',
    'without Cross-Origin-Embedder-Policy: require-corp',
  ],
  [
    'document-that-only-asks',
    'embedder-policy-require-corp',
    'GET /frame-that-embeds',
    'without Content-Type: text/html',
  ],
  [
    'redirect-that-the-policy-refuses-anyway',
    'connect-src-refuses-redirect',
    RESOURCE,
    'without Access-Control-Allow-Origin: {page}',
  ],
  [null, 'connect-src-refuses-redirect', RESOURCE, 'without Location: {apiCrossSite:/moved}'],
  [
    'leave-kept-by-default',
    'preflight-cache-by-top-level-site',
    'OPTIONS /resource',
    'without Access-Control-Max-Age: 600',
  ],
  [
    null,
    'preflight-cache-by-top-level-site',
    'OPTIONS /resource',
    'without Access-Control-Allow-Methods: PUT',
  ],
  [
    'policy-that-refuses-nothing-here',
    'service-worker-bound-by-its-own-policy',
    'GET /worker.js',
    "without Content-Security-Policy: connect-src 'self' {api}",
    { act: 'cured' },
  ],
  [
    null,
    'service-worker-bound-by-its-own-policy',
    'GET /worker.js',
    "without Content-Security-Policy: connect-src 'self'",
  ],
  [
    'policy-that-refuses-all-the-same',
    'service-worker-bound-by-its-own-policy',
    'GET /worker.js',
    "Content-Security-Policy: connect-src 'self' with another last byte",
    { engine: 'webkit' },
  ],
  [
    'answer-that-an-installation-ignores',
    'service-worker-bound-by-its-own-policy',
    RESOURCE,
    '500 in place of 200',
    { act: 'cured' },
  ],
  [
    'redirect-that-keeps-the-method',
    'connect-src-refuses-redirected-beacon',
    'POST /resource',
    '308 in place of 307',
  ],
];

for (const [rule, scenario, route, what, more = {}] of CASES) {
  const { act = 'refused', engine = 'chromium', answer = 0 } = more;
  const title = `${rule ?? 'no rule'}: ${engine} ${scenario}, ${act}, ${route}: ${what}`;
  test(`${title}${answer > 0 ? ` (answer ${answer + 1})` : ''}`, () => {
    expect(rulesFor({ scenario, route, what, ...more })).toEqual(rule === null ? [] : [rule]);
  });
}

test('each rule has a mutant here', () => {
  const shown = new Set(CASES.flatMap(([rule]) => rule ?? []));
  expect(RULES_OF_STATE.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
});
