/** The rules of documents, workers, beacons and departures: the mutant each is for, and a neighbour that is caught. */
import { expect, test } from '@playwright/test';
import type { Engine } from '../messages/types.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { RULES_OF_DEPARTURES } from '../scripts/trust/mutation/rules-of-departures.ts';
import { RULES_OF_DOCUMENTS } from '../scripts/trust/mutation/rules-of-documents.ts';
import { placeOf } from '../scripts/trust/mutation/score.ts';
import type { ActName, OperatorName, Outcome } from '../scripts/trust/mutation/types.ts';

const RULES = [...RULES_OF_DOCUMENTS, ...RULES_OF_DEPARTURES];

type Case = readonly [
  /** The rule that explains it; null: none may, since a witness tells. */
  rule: string | null,
  engine: Engine,
  scenario: string,
  act: ActName,
  route: string | null,
  what: string,
];

// prettier-ignore
const CASES: readonly Case[] = [
  ['document-of-any-status', 'chromium', 'form-post-elsewhere', 'refused', 'POST /resource', '201 in place of 200'],
  [null, 'chromium', 'asked-by-a-server', 'refused', 'GET /resource', '201 in place of 200'],
  ['cors-header-of-a-navigation', 'chromium', 'frame-of-another-origin-unread', 'refused', 'GET /frame', 'without Access-Control-Allow-Origin: {page}'],
  [null, 'chromium', 'fetch-in-srcdoc-document', 'refused', 'GET /resource', 'without Access-Control-Allow-Origin: null'],
  ['type-of-a-document-that-is-not-read', 'chromium', 'frame-of-another-origin-unread', 'refused', 'GET /frame', 'without Content-Type: text/html'],
  [null, 'chromium', 'frame-of-another-origin-unread', 'cured', 'GET /frame', 'without Content-Type: text/html'],
  ['preload-of-any-status', 'chromium', 'preload-image-refused', 'cured', 'GET /code.js', '500 in place of 200'],
  [null, 'firefox', 'preload-script-refused', 'refused', 'GET /code.js', '201 in place of 200'],
  ['type-of-what-is-preloaded', 'chromium', 'preload-script-refused', 'refused', 'GET /code.js', 'without Content-Type: text/javascript'],
  [null, 'chromium', 'module-script-refused', 'cured', 'GET /code.js', 'without Content-Type: text/javascript'],
  ['worker-script-that-is-no-redirect', 'chromium', 'worker-script-redirected-to-another-origin', 'refused', 'GET /start.js', 'without Location: {api:/worker.js}'],
  [null, 'chromium', 'worker-script-redirected-to-another-origin', 'cured', 'GET /start.js', 'without Location: {page:/worker.js}'],
  ['module-that-the-cors-check-refuses', 'chromium', 'module-worker-credentials-include', 'refused', 'GET /module.js', '500 in place of 200'],
  [null, 'chromium', 'module-worker-credentials-include', 'refused', 'GET /login', '201 in place of 200'],
  ['module-of-any-ok-status', 'chromium', 'module-worker-credentials-include', 'cured', 'GET /module.js', '201 in place of 200'],
  ['import-of-any-ok-status', 'chromium', 'service-worker-imports-with-cookies', 'refused', 'GET /library.js', '201 in place of 200'],
  [null, 'chromium', 'service-worker-imports-with-cookies', 'refused', 'GET /library.js', '500 in place of 200'],
  ['redirect-of-an-import-that-this-engine-refuses', 'chromium', 'service-worker-imports-redirected', 'refused', 'GET /moved.js', 'Location: {page:/library.js} with another last byte'],
  [null, 'firefox', 'service-worker-imports-redirected', 'refused', 'GET /moved.js', 'Location: {page:/library.js} with another last byte'],
  ['status-of-what-a-service-worker-may-not-answer', 'chromium', 'service-worker-answers-opaque', 'refused', 'GET /resource', '201 in place of 200'],
  [null, 'chromium', 'service-worker-answers-opaque', 'cured', 'GET /resource', '201 in place of 200'],
  ['location-of-a-redirect-that-nobody-follows', 'chromium', 'service-worker-answers-opaque-redirect', 'refused', 'GET /start', 'without Location: {page:/end}'],
  [null, 'chromium', 'service-worker-answers-opaque-redirect', 'cured', 'GET /start', 'without Location: {page:/end}'],
  ['status-of-what-is-another-file', 'chromium', 'script-integrity-mismatch', 'refused', 'GET /code.js', '201 in place of 200'],
  [null, 'chromium', 'script-integrity-mismatch', 'cured', 'GET /code.js', '500 in place of 200'],
  ['wrong-type-of-another-status', 'chromium', 'stylesheet-of-another-type', 'refused', 'GET /sheet.css', '201 in place of 200'],
  [null, 'chromium', 'stylesheet-of-another-type', 'cured', 'GET /sheet.css', '500 in place of 200'],
  ['module-of-another-failure', 'firefox', 'module-script-not-found', 'refused', 'GET /code.js', '405 in place of 404'],
  [null, 'firefox', 'module-script-not-found', 'refused', 'GET /code.js', '204 in place of 404'],
  ['wrong-type-of-another-origin', 'firefox', 'module-script-type-refused', 'refused', 'GET /code.js', 'without Access-Control-Allow-Origin: {page}'],
  [null, 'chromium', 'module-script-type-refused', 'cured', 'GET /code.js', 'without Access-Control-Allow-Origin: {page}'],
  ['event-source-that-is-none-anyway', 'chromium', 'event-source-of-another-type', 'refused', 'GET /resource', 'without Content-Type: text/plain'],
  [null, 'chromium', 'event-source-of-another-type', 'cured', 'GET /resource', 'without Content-Type: text/event-stream'],
  ['part-of-an-opaque-response', 'chromium', 'part-that-nobody-asked-for', 'refused', 'GET /resource', 'without Content-Range: bytes 0-2/9'],
  [null, 'chromium', 'content-range-not-exposed', 'cured', 'GET /resource', 'without Content-Range: bytes 0-2/9'],
  ['end-of-a-beacon-that-nobody-is-told', 'firefox', 'beacon-redirect-to-ftp', 'refused', 'POST /resource', '207 in place of 307'],
  [null, 'chromium', 'beacon-redirect-to-ftp', 'refused', 'POST /resource', '207 in place of 307'],
  [null, 'webkit', 'beacon-redirect-to-ftp', 'refused', 'POST /resource', '207 in place of 307'],
  ['header-that-only-other-engines-need', 'firefox', 'preflight-to-the-page-itself', 'cured', 'OPTIONS /start', 'without Access-Control-Allow-Origin: *'],
  [null, 'chromium', 'preflight-to-the-page-itself', 'cured', 'OPTIONS /start', 'without Access-Control-Allow-Origin: *'],
  ['option-that-this-engine-does-not-know', 'firefox', 'target-address-space-is-wrong', 'refused', null, 'the cure in its place'],
  [null, 'chromium', 'target-address-space-is-wrong', 'refused', null, 'the cure in its place'],
  ['rest-of-a-preflight-that-fails-its-check', 'firefox', 'tainted-preflight', 'refused', 'OPTIONS /moved', 'without Access-Control-Allow-Methods: PUT'],
  [null, 'chromium', 'tainted-preflight', 'refused', 'OPTIONS /resource', 'without Access-Control-Allow-Methods: PUT'],
  ['list-that-lacks-another-header', 'webkit', 'preflight-names-what-redirect-took', 'refused', 'OPTIONS /resource', 'without Access-Control-Allow-Headers: X-Trace'],
  [null, 'chromium', 'preflight-names-what-redirect-took', 'refused', 'OPTIONS /resource', 'without Access-Control-Allow-Headers: X-Trace'],
  ['font-that-webkit-asks-for-without-cors', 'webkit', 'font-without-cookies', 'refused', 'GET /square.ttf', 'without Access-Control-Allow-Origin: *'],
  [null, 'chromium', 'font-face-rule-refused', 'cured', 'GET /square.ttf', 'without Access-Control-Allow-Origin: *'],
  ['status-that-webkit-takes-for-a-redirect', 'webkit', 'redirect-308-of-post', 'refused', 'POST /resource', '309 in place of 308'],
  [null, 'chromium', 'redirect-308-of-post', 'refused', 'POST /resource', '309 in place of 308'],
  ['fragment-of-a-location', 'webkit', 'two-locations', 'refused', 'GET /resource', 'without Location: #a'],
  [null, 'chromium', 'two-locations', 'refused', 'GET /resource', 'without Location: #a'],
  ['cors-that-is-switched-off', 'firefox', 'cors-disabled', 'refused', 'GET /resource', 'without Access-Control-Allow-Origin: {page}'],
  [null, 'firefox', 'cors-disabled', 'cured', 'GET /resource', 'without Access-Control-Allow-Origin: {page}'],
  ['leave-that-an-extension-does-not-need', 'firefox', 'extension-without-permission', 'cured', 'GET /resource', 'without Access-Control-Allow-Origin: {page}'],
  [null, 'chromium', 'extension-without-permission', 'cured', 'GET /resource', 'without Access-Control-Allow-Origin: {page}'],
  ['part-without-its-range', 'firefox', 'video-in-parts-refused', 'refused', 'GET /frame.webm', 'without Content-Range: bytes 0-119/120'],
  [null, 'chromium', 'video-in-parts-refused', 'cured', 'GET /frame.webm', 'without Content-Range: bytes 0-119/120'],
  ['type-of-a-worker-script-in-chromium', 'chromium', 'worker-script-of-another-origin', 'cured', 'GET /worker.js', 'without Content-Type: text/javascript'],
  [null, 'firefox', 'worker-script-of-another-origin', 'cured', 'GET /worker.js', 'without Content-Type: text/javascript'],
  ['type-of-a-module-worker-in-webkit', 'webkit', 'module-worker-import-refused', 'refused', 'GET /worker.js', 'without Content-Type: text/javascript'],
  [null, 'chromium', 'module-worker-import-refused', 'refused', 'GET /worker.js', 'without Content-Type: text/javascript'],
  ['redirect-that-this-engine-refuses-anyway', 'chromium', 'password-in-redirect-of-the-page', 'refused', 'GET /start', 'Location: http://user:secret@{page.host}/{token}/made with another last byte'],
  [null, 'chromium', 'password-in-redirect-of-the-page', 'cured', 'GET /start', 'Location: {page:/made} with another last byte'],
  ['two-locations-of-any-status', 'chromium', 'two-locations', 'refused', 'GET /resource', '303 in place of 302'],
  [null, 'chromium', 'two-locations', 'cured', 'GET /resource', '202 in place of 302'],
  ['empty-location-that-counts-for-none', 'chromium', 'empty-location', 'refused', 'GET /resource', 'without Location: '],
  [null, 'firefox', 'empty-location', 'refused', 'GET /resource', 'without Location: '],
];

/** `without Vary: Origin`: the operator and the header are said by the words. */
function readOff(what: string): { operator: OperatorName; header: string | null } {
  if (what.endsWith(' in its place')) return { operator: 'other-act', header: null };
  if (/^\d{3} in place of/.test(what)) return { operator: 'change-status', header: null };
  const [, dropped, changed] = /^(?:without ([\w-]+): .*|([\w-]+): .* byte)$/.exec(what) ?? [];
  const header = (dropped ?? changed ?? '').toLowerCase();
  return { operator: dropped === undefined ? 'change-value' : 'drop-header', header };
}

for (const [rule, engine, scenario, act, route, what] of CASES) {
  const named = `${engine} ${scenario}, ${act}${route === null ? '' : `, ${route}`}: ${what}`;
  test(`${rule ?? 'no rule'} holds for ${named}`, () => {
    const made = { engine, scenario, act, route, what, ...readOff(what) };
    const outcome: Outcome = { ...made, answer: 0, caughtBy: [] };
    const place = placeOf(
      outcome,
      SCENARIOS.find(({ id }) => id === scenario),
    );
    if (!place || (route !== null && !place.answer)) throw new Error(`no such answer: ${named}`);
    const holding = RULES.filter(({ matches }) => matches(place)).map(({ id }) => id);
    expect(holding).toEqual(rule === null ? [] : [rule]);
  });
}

test('each rule is tried', () => {
  const tried = new Set(CASES.map(([rule]) => rule));
  expect(RULES.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
});
