/** What is waited for where a page never learns how its request ended. */
import { expect, test } from '@playwright/test';
import { arrivalsOf } from '../fixtures/arrivals.ts';
import { ENGINES } from '../messages/types.ts';
import type { WireRequest } from '../scenarios/types.ts';

const ASKED: WireRequest = {
  method: 'OPTIONS',
  url: '{api:/resource}',
  accessControlRequestMethod: 'POST',
};
const SENT: WireRequest = { method: 'POST', url: '{api:/resource}' };

test('with the protection on all that is claimed', () => {
  for (const engine of ENGINES) {
    expect(arrivalsOf([ASKED, SENT], engine, 'on')).toBe(2);
    expect(arrivalsOf([], engine, 'on')).toBe(0);
  }
});

for (const [title, wire, allowed, refused] of [
  ['a request that is asked for', [ASKED, SENT], 1, 0],
  ['one whose preflight is refused is sent all the same', [ASKED], 1, 0],
  ['one that needs no preflight', [SENT], 1, 1],
  ['two of them', [SENT, SENT], 2, 2],
  ['nothing', [], 0, 0],
] as const) {
  test(`without it: ${title}`, () => {
    expect(arrivalsOf(wire, 'chromium', 'off')).toBe(allowed);
    expect(arrivalsOf(wire, 'webkit', 'off')).toBe(allowed);
    expect(arrivalsOf(wire, 'firefox', 'off')).toBe(refused);
  });
}
