/** What page or wire tell: mutants that were caught in browsers, and that no rule may call equivalent. */
import { expect, test } from '@playwright/test';
import type { Engine } from '../messages/types.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { EQUIVALENTS } from '../scripts/trust/mutation/equivalent.ts';
import { placeOf } from '../scripts/trust/mutation/score.ts';
import type { ActName, OperatorName } from '../scripts/trust/mutation/types.ts';

type Case = readonly [
  /** A rule that holds for it; null: none may, since a witness tells. */
  rule: string | null,
  engine: Engine,
  scenario: string,
  act: ActName,
  route: string,
  what: string,
  /** The place of the answer among those of its route. */
  answer?: number,
];

// prettier-ignore
const CASES: readonly Case[] = [
  // Chromium plays 200 and 206; Firefox blocks an opaque 201.
  [null, 'chromium', 'video-taints-canvas', 'cured', 'GET /frame.webm', '201 in place of 200'],
  [null, 'firefox', 'video-taints-canvas', 'refused', 'GET /frame.webm', '201 in place of 200'],
  ['load-of-any-ok-status', 'firefox', 'video-taints-canvas', 'cured', 'GET /frame.webm', '201 in place of 200'],
  ['load-of-any-ok-status', 'firefox', 'service-worker-opaque-video', 'refused', 'GET /elsewhere', '201 in place of 200'],
  ['load-of-any-ok-status', 'webkit', 'video-taints-canvas', 'refused', 'GET /frame.webm', '201 in place of 200'],
  [null, 'firefox', 'audio-track-silent', 'refused', 'GET /tone.wav', '201 in place of 200'],
  [null, 'webkit', 'connect-src-refuses', 'cured', 'GET /resource', '201 in place of 200'],
  // What loads asks whether a status is ok.
  [null, 'webkit', 'stylesheet-applies-unread', 'refused', 'GET /sheet.css', '500 in place of 200'],
  [null, 'chromium', 'script-runs-muted', 'refused', 'GET /code.js', '500 in place of 200'],
  [null, 'webkit', 'audio-node-silent', 'refused', 'GET /tone.wav', '500 in place of 200'],
  [null, 'webkit', 'track-of-own-origin', 'refused', 'GET /captions.vtt', '500 in place of 200'],
  ['captions-of-any-status', 'firefox', 'track-of-own-origin', 'refused', 'GET /captions.vtt', '500 in place of 200'],
  [null, 'chromium', 'preload-font-refused', 'cured', 'GET /code.js', '500 in place of 200'],
  ['preload-of-any-status', 'chromium', 'preload-fetch-refused', 'cured', 'GET /code.js', '500 in place of 200'],
  [null, 'firefox', 'resource-policy-and-image', 'cured', 'GET /shape.svg', '500 in place of 200'],
  ['image-of-any-status', 'chromium', 'resource-policy-and-image', 'cured', 'GET /shape.svg', '500 in place of 200'],
  // So does a preflight, and what imports.
  [null, 'webkit', 'patch-in-lower-case', 'refused', 'OPTIONS /resource', '504 in place of 204'],
  [null, 'firefox', 'import-of-own-module-refused', 'refused', 'GET /main.js', '500 in place of 200'],
  ['status-of-a-refused-response', 'firefox', 'import-of-own-module-refused', 'refused', 'GET /code.js', '500 in place of 200'],
  // Caches and challenges ask which status it is.
  [null, 'firefox', 'image-then-fetch', 'refused', 'GET /shape.svg', '201 in place of 200'],
  [null, 'firefox', 'image-then-fetch', 'cured', 'GET /shape.svg', '500 in place of 200'],
  ['status-that-image-and-refusal-hide', 'firefox', 'image-then-fetch', 'cured', 'GET /shape.svg', '201 in place of 200'],
  ['status-that-image-and-refusal-hide', 'chromium', 'image-then-fetch', 'refused', 'GET /shape.svg', '500 in place of 200'],
  [null, 'chromium', 'remembered-password-and-no-leave', 'refused', 'GET /secret', '402 in place of 401'],
  [null, 'webkit', 'remembered-password-and-no-leave', 'refused', 'GET /secret', '500 in place of 200', 1],
  [null, 'webkit', 'remembered-password-omit', 'refused', 'GET /secret', 'without WWW-Authenticate: Basic realm="{token}"'],
  // A cookie that its attribute keeps back is sent where the attribute is misspelled.
  [null, 'chromium', 'cookie-none-without-secure', 'refused', 'GET /login', 'Set-Cookie: id=1; SameSite=None with another last byte'],
  ['cookie-for-the-other-act', 'chromium', 'cookie-none-without-secure', 'refused', 'GET /login', 'without Set-Cookie: id=1; SameSite=None'],
  ['cookie-for-the-other-act', 'chromium', 'cookie-none-without-secure-of-another-site', 'refused', 'GET /login', 'Set-Cookie: id=1; SameSite=None with another last byte'],
  [null, 'firefox', 'cookie-lax-of-another-site', 'refused', 'GET /login', 'Set-Cookie: id=1; SameSite=Lax with another last byte'],
  ['cookie-that-is-shown-elsewhere', 'chromium', 'cookie-lax-of-another-site', 'refused', 'GET /login', 'Set-Cookie: id=1; SameSite=Lax with another last byte'],
  [null, 'webkit', 'cookie-secure-over-loopback-http', 'refused', 'GET /login', 'Set-Cookie: id=1; Secure with another last byte'],
  // Engines take a redirect without Location for an answer, and two that say the same for one.
  [null, 'chromium', 'redirect-mode-error', 'refused', 'GET /resource', 'without Location: {api:/moved}'],
  ['same-by-the-standard', 'firefox', 'redirect-mode-error', 'refused', 'GET /resource', 'without Location: {api:/moved}'],
  ['refused-all-the-same', 'chromium', 'redirect-mode-error-without-leave', 'refused', 'GET /resource', 'without Location: {api:/moved}'],
  [null, 'webkit', 'redirect-mode-manual', 'refused', 'GET /resource', 'without Location: {api:/moved}'],
  [null, 'chromium', 'two-locations', 'refused', 'GET /resource', 'Location: #a with another last byte'],
  ['same-by-the-standard', 'chromium', 'two-locations', 'refused', 'GET /resource', 'Location: #b with another last byte'],
  [null, 'webkit', 'redirect-there-and-back', 'refused', 'GET /resource', 'without Access-Control-Allow-Credentials: true'],
  [null, 'firefox', 'service-worker-script-redirected', 'refused', 'GET /start.js', 'without Location: {page:/worker.js}'],
  [null, 'chromium', 'service-worker-script-redirected', 'refused', 'GET /start.js', '202 in place of 302'],
  ['worker-script-that-is-no-redirect', 'firefox', 'service-worker-script-redirected', 'refused', 'GET /start.js', '202 in place of 302'],
  // A service worker asks in a mode of its own.
  [null, 'webkit', 'service-worker-answers-image-by-cors', 'refused', 'GET /elsewhere', 'without Access-Control-Allow-Origin: {page}'],
];

const operatorOf = (what: string): OperatorName => {
  if (what.startsWith('without ')) return 'drop-header';
  return what.endsWith('with another last byte') ? 'change-value' : 'change-status';
};

for (const [rule, engine, id, act, route, what, answer = 0] of CASES) {
  test(`${engine} ${id}, ${act}, ${route}: ${what}: ${rule ?? 'none'}`, () => {
    const operator = operatorOf(what);
    const header =
      operator === 'change-status'
        ? null
        : (what.replace('without ', '').split(':')[0]?.toLowerCase() ?? null);
    const place = placeOf(
      { scenario: id, act, operator, route, answer, header, what, engine, caughtBy: [] },
      SCENARIOS.find((scenario) => scenario.id === id),
    );
    if (place === null) throw new Error('no such place');
    const holding = EQUIVALENTS.filter(({ matches }) => matches(place)).map((one) => one.id);
    if (rule === null) expect(holding).toEqual([]);
    else expect(holding).toContain(rule);
  });
}
