/** On which side a test must be when the browser's own protection is off. */
import { expect, test } from '@playwright/test';
import type { Engine } from '../messages/types.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { STAGES } from '../scenarios/stages.ts';
import type { PageSetting, Stage, Step, Verdict, WireRequest } from '../scenarios/types.ts';
import { answer } from '../scenarios/vocabulary.ts';
import { claimOf, curedClaimOf } from '../fixtures/judge/claim.ts';
import { placeOf } from '../scripts/unprotected/lists.ts';
import { sideOf, type Claimed, type Ruling } from '../scripts/unprotected/side.ts';

const API: Step = { do: 'fetch', url: '{api:/resource}' };
const SAME_ORIGIN: Step = { do: 'fetch', url: '{page:/resource}' };

const claimed = (
  verdict: Verdict,
  stage: Stage,
  steps: readonly [Step, ...Step[]] = [API],
  more: Partial<Claimed['play'] & Claimed['expect']> = {},
): Claimed => {
  const { sees, wire, ...play } = more;
  return {
    play: { steps, ...play },
    expect: { verdict, stage, ...(sees && { sees }), ...(wire && { wire }) },
  };
};

const blocked = (stage: Stage): Claimed => claimed('blocked', stage);
const ALLOWED = claimed('allowed', 'none');

test.describe('chromium and webkit: policy allows everything, the network nothing more', () => {
  for (const stage of Object.keys(STAGES) as Stage[]) {
    if (stage === 'none') continue;
    const side = STAGES[stage].policy || stage === 'preflight-network' ? 'fails' : 'holds';
    test(`blocked by ${stage}: ${side}`, () => {
      // Each switch undoes one more.
      expect(sideOf('chromium', blocked(stage), ALLOWED).side).toBe(
        stage === 'local-network' ? 'fails' : side,
      );
      expect(sideOf('webkit', blocked(stage), ALLOWED).side).toBe(
        stage === 'resource-policy' ? 'fails' : side,
      );
    });
  }

  test('a file that reads a file is refused by policy', () => {
    for (const url of ['file:///etc/hosts', '{file:/data.json}']) {
      const refused = claimed('blocked', 'scheme', [{ do: 'fetch', url }]);
      expect(sideOf('chromium', refused, null).side).toBe('fails');
    }
  });

  test('a frame that is refused tells no verdict in Chromium, as its error page can be read', () => {
    const frame: Step = { do: 'frame', url: '{page}/frame', own: true };
    const refused = claimed('blocked', 'service-worker', [frame]);
    expect(sideOf('chromium', refused, null).side).toBe('open');
    expect(sideOf('webkit', refused, null).side).toBe('holds');
  });

  test('quirks mode forgives a sheet of the own origin, and in WebKit every sheet is one then', () => {
    const sheet: Step = { do: 'stylesheet', url: '{api:/sheet.css}' };
    const refused = (realm?: 'blank-document') =>
      claimed('blocked', 'response-type', [sheet], realm && { page: { realm } });
    expect(sideOf('webkit', refused('blank-document'), null).side).toBe('fails');
    expect(sideOf('webkit', refused(), null).side).toBe('holds');
    expect(sideOf('chromium', refused('blank-document'), null).side).toBe('holds');
  });

  test('of what the page never learns only a refusal by policy is judged', () => {
    const beacon = (stage: Stage) =>
      claimed('blocked', stage, [{ do: 'beacon', url: '{api:/resource}' }]);
    for (const engine of ['chromium', 'webkit'] as const) {
      expect(sideOf(engine, beacon('resource-policy'), null).side).toBe('open');
      expect(sideOf(engine, beacon('cors-check'), null).side).toBe('fails');
    }
  });

  test('nor is what the page never learns if the wire tells that nothing was asked before', () => {
    const asked = { method: 'OPTIONS', url: '{api:/resource}', accessControlRequestMethod: 'POST' };
    const sent = { method: 'POST', url: '{api:/resource}' };
    const beacon = (wire: readonly WireRequest[]) =>
      claimed('allowed', 'none', [{ do: 'beacon', url: '{api:/resource}' }], { wire });
    for (const engine of ['chromium', 'webkit'] as const) {
      expect(sideOf(engine, beacon([asked, sent]), null).side).toBe('fails');
      expect(sideOf(engine, beacon([sent]), null).side).toBe('holds');
    }
  });

  test('register() compares origins by itself in WebKit', () => {
    const register = claimed('blocked', 'mode', [
      { do: 'register-service-worker', url: '{api:/worker.js}' },
    ]);
    expect(sideOf('webkit', register, null).side).toBe('holds');
  });

  test('what another origin answered is refused for its type, which is policy', () => {
    const answers = (serviceWorker: string, step: Step = API) =>
      claimed('blocked', 'service-worker', [step], {
        page: { realm: 'controlled-frame', serviceWorker },
      });
    const sides = (engine: 'chromium' | 'webkit', answer: string, step?: Step) =>
      sideOf(engine, answers(answer, step), null).side;
    const opaque = "fetch(event.request.url, { mode: 'no-cors' })";
    const beacon: Step = { do: 'beacon', url: '{api:/resource}' };
    for (const answer of [opaque, "fetch('{api:/elsewhere}')"]) {
      expect(sides('chromium', answer), answer).toBe('fails');
      expect(sides('chromium', answer, beacon), answer).toBe('open');
      // WebKit's switch does not reach service workers.
      expect(sides('webkit', answer), answer).toBe('holds');
    }
    for (const answer of ['Response.error()', "fetch('{page:/start}')"]) {
      expect(sides('chromium', answer), answer).toBe('holds');
      expect(sides('webkit', answer), answer).toBe('holds');
    }
  });

  test('what shared and service workers ask for WebKit refuses without its protection, too', () => {
    const within = (page: PageSetting) => claimed('blocked', 'cors-check', [API], { page });
    for (const [page, side] of [
      [{ realm: 'shared-worker' }, 'holds'],
      [{ realm: 'service-worker' }, 'holds'],
      [{ realm: 'controlled-frame', serviceWorker: 'fetch(event.request)' }, 'holds'],
      // It leaves the page's requests alone.
      [{ realm: 'controlled-frame' }, 'fails'],
      [{ realm: 'dedicated-worker' }, 'fails'],
    ] as const) {
      expect(sideOf('webkit', within(page), null).side, page.realm).toBe(side);
      expect(sideOf('chromium', within(page), null).side, page.realm).toBe('fails');
    }
  });

  test('where the browser would ask the user for a password nothing is judged, and nobody waits', () => {
    const challenge = answer(401, ['WWW-Authenticate', 'Basic realm="staff"']);
    const asked = (step: Step, given = challenge) =>
      claimed('allowed', 'none', [step], { routes: { 'GET /resource': given } });
    const included: Step = { ...API, do: 'fetch', credentials: 'include' };
    const ruling = sideOf('webkit', asked(included), null);
    expect(ruling.side).toBe('open');
    expect(placeOf({ status: 'not-applicable' }, ruling, 'allowed')).toEqual([
      'open',
      ruling.because,
    ]);
    expect(sideOf('webkit', asked({ ...API, do: 'fetch' }), null).side).toBe('holds');
    expect(sideOf('webkit', asked(included, answer(401)), null).side).toBe('holds');
    const url = 'http://alice:secret@{api.host}/resource';
    expect(sideOf('webkit', asked({ ...included, url }), null).side).toBe('holds');
    // Chromium asks with its protection as well: there it is not applicable.
    expect(sideOf('chromium', asked(included), null).side).toBe('holds');
  });

  test('what is allowed stays allowed, what is opaque is not judged', () => {
    expect(sideOf('chromium', ALLOWED, null).side).toBe('holds');
    expect(sideOf('webkit', claimed('opaque', 'none'), ALLOWED).side).toBe('open');
    const sees = [{ verdict: 'blocked' }, { verdict: 'allowed' }] as const;
    const story = claimed('allowed', 'none', [API, API], { sees });
    expect(sideOf('webkit', story, null).side).toBe('open');
  });
});

test.describe('firefox: no cors-mode load is allowed', () => {
  const rows: readonly (readonly [string, Claimed, Claimed | null, Ruling['side']])[] = [
    ['an allowed load', ALLOWED, null, 'fails'],
    ['a refusal whose cure is allowed', blocked('network'), ALLOWED, 'fails'],
    ['a refusal with no cure', blocked('cors-check'), null, 'holds'],
    ['no-cors', claimed('opaque', 'none', [{ ...API, mode: 'no-cors' }]), null, 'holds'],
    ['a load of the page’s own origin', claimed('allowed', 'none', [SAME_ORIGIN]), null, 'holds'],
    [
      'an image without crossorigin',
      claimed('opaque', 'none', [{ do: 'img', url: '{api:/pixel.png}' }]),
      null,
      'holds',
    ],
    [
      'an image with crossorigin',
      claimed('allowed', 'none', [
        { do: 'img', url: '{api:/pixel.png}', crossorigin: 'anonymous' },
      ]),
      null,
      'fails',
    ],
    [
      'a WebSocket',
      claimed('allowed', 'none', [{ do: 'web-socket', url: '{api:/socket}' }]),
      null,
      'holds',
    ],
    [
      'a load of the page’s own origin that is redirected elsewhere',
      claimed('allowed', 'none', [SAME_ORIGIN], {
        wire: [
          { method: 'GET', url: '{page:/resource}' },
          { method: 'GET', url: '{api:/resource}' },
        ],
      }),
      null,
      'fails',
    ],
    [
      'a redirect of another origin that is not followed',
      claimed('opaque', 'none', [{ ...API, redirect: 'manual' } as Step]),
      null,
      'fails',
    ],
    [
      'the page’s own origin, of another page',
      claimed('allowed', 'none', [{ ...API, from: 'api' }]),
      null,
      'holds',
    ],
    [
      'the page’s own origin, from a sandbox that has none',
      claimed('allowed', 'none', [SAME_ORIGIN], { page: { realm: 'sandboxed-frame' } }),
      null,
      'fails',
    ],
    [
      'an image that is a data: URL',
      claimed('allowed', 'none', [
        { do: 'img', url: 'data:image/png;base64,AA==', crossorigin: 'anonymous' },
      ]),
      null,
      'holds',
    ],
    [
      'a story whose last step is redirected elsewhere',
      claimed('allowed', 'none', [SAME_ORIGIN, SAME_ORIGIN], {
        wire: [
          { method: 'GET', url: '{page:/resource}' },
          { method: 'GET', url: '{page:/resource}' },
          { method: 'GET', url: '{api:/resource}' },
        ],
      }),
      null,
      'fails',
    ],
    [
      'a service worker that answers with what it asks of another origin',
      claimed('allowed', 'none', [SAME_ORIGIN], {
        page: { realm: 'controlled-frame', serviceWorker: "fetch('{api:/elsewhere}')" },
      }),
      null,
      'fails',
    ],
    [
      'one that asks in mode no-cors',
      claimed('opaque', 'none', [{ do: 'img', url: '{page:/resource}' }], {
        page: {
          realm: 'controlled-frame',
          serviceWorker: "fetch('{api:/elsewhere}', { mode: 'no-cors' })",
        },
      }),
      null,
      'holds',
    ],
    [
      'a refused beacon of JSON',
      claimed('blocked', 'service-worker', [
        { do: 'beacon', url: '{api:/resource}', body: '{}', type: 'application/json' } as Step,
      ]),
      null,
      'open',
    ],
    [
      'a request by a server',
      claimed('allowed', 'none', [{ ...API, do: 'server-fetch' } as Step]),
      null,
      'holds',
    ],
    [
      'a story with one allowed step',
      claimed('blocked', 'cors-check', [{ do: 'xhr', url: '{api:/login}' }, API]),
      null,
      'fails',
    ],
    [
      'a story whose steps are all refused',
      claimed('blocked', 'cors-check', [API, API], {
        sees: [{ verdict: 'blocked' }, { verdict: 'blocked' }],
      }),
      null,
      'holds',
    ],
  ];
  for (const [title, refused, cured, side] of rows) {
    test(`${title}: ${side}`, () => {
      expect(sideOf('firefox', refused, cured).side).toBe(side);
    });
  }
});

test.describe('a refusal that must fail must turn: red for another reason is no proof', () => {
  const fetching = (url: string, more: object = {}): Step => ({ do: 'fetch', url, ...more });
  const rows: readonly (readonly [string, Claimed, 'both' | 'chromium' | 'none'])[] = [
    ['by the CORS check', blocked('cors-check'), 'none'],
    ['by a preflight’s answer', blocked('preflight-status'), 'none'],
    ['of a preflight’s connection', blocked('preflight-network'), 'both'],
    ['of a file', claimed('blocked', 'scheme', [fetching('file:///report.csv')]), 'both'],
    [
      'of a file by a file',
      claimed('blocked', 'scheme', [fetching('file:///a')], { page: { realm: 'file' } }),
      'none',
    ],
    [
      'of any redirect',
      claimed('blocked', 'redirect-cors-check', [fetching('{api:/a}', { redirect: 'error' })]),
      'both',
    ],
    ['of a redirect', blocked('redirect-cors-check'), 'none'],
    ['of a redirect with a password', blocked('redirect-credentials'), 'chromium'],
    [
      'of a worker’s script',
      claimed('blocked', 'mode', [{ do: 'shared-worker', url: '{api:/worker.js}' }]),
      'chromium',
    ],
    ['in mode same-origin', blocked('mode'), 'none'],
  ];
  for (const [title, refused, but] of rows)
    test(`${title}: something else may refuse it in ${but}`, () => {
      const of = (engine: Engine) => sideOf(engine, refused, ALLOWED).refusedAlsoBy;
      const words = expect.stringMatching(/\w/);
      expect({ chromium: of('chromium'), webkit: of('webkit'), firefox: of('firefox') }).toEqual({
        chromium: but === 'none' ? null : words,
        webkit: but === 'both' ? words : null,
        firefox: undefined,
      });
    });

  test('of what the page never learns, and of what is allowed, nothing is asked', () => {
    const beacon = claimed('blocked', 'cors-check', [{ do: 'beacon', url: '{api:/resource}' }]);
    expect(sideOf('chromium', beacon, null)).toEqual({
      side: 'fails',
      because: expect.any(String),
    });
    expect(sideOf('webkit', ALLOWED, null)).not.toHaveProperty('refusedAlsoBy');
  });
});

test("an extension's own rights are not CORS: Firefox without CORS changes nothing there", () => {
  const scenario = SCENARIOS.find(({ id }) => id === 'extension-without-permission');
  if (!scenario?.cure) throw new Error('the catalogue has no extension scenario');
  const [refused, cured] = [
    claimOf(scenario, 'firefox'),
    curedClaimOf(scenario, scenario.cure, 'firefox'),
  ];
  expect(sideOf('firefox', refused, cured).side).toBe('holds');
});
