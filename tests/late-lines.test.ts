/** A line is counted where it belongs, though it may come later. No browser needed. */
import { expect, test } from '@playwright/test';
import type { ConsoleRecord } from '../messages/types.ts';
import { ofThisAct } from '../fixtures/late-lines.ts';

const OWN = 'a'.repeat(24);
const EARLIER = 'b'.repeat(24);

const line = (group: 'cors' | 'companion', url?: string): ConsoleRecord => ({
  engine: 'chromium',
  id: group === 'cors' ? 'kMissingAllowOriginHeader' : 'failed-to-load',
  group,
  parameters: {},
  text: 'Planted.',
  level: 'error',
  wording: 'recorded',
  channel: 'planted',
  ...(url !== undefined && { url }),
});

const api = (token: string) => `http://127.0.0.1:1/${token}/resource`;

test('what accompanied an earlier acting-out is left out', () => {
  const own = line('companion', api(OWN));
  expect(ofThisAct([line('companion', api(EARLIER)), own], OWN)).toEqual([own]);
});

test('an accompanying line that names no acting-out is kept', () => {
  const lines = [line('companion'), line('companion', 'http://127.0.0.1:1/stage')];
  expect(ofThisAct(lines, OWN)).toEqual(lines);
});

test('a CORS line is kept, whatever it names', () => {
  const lines = [line('cors', api(EARLIER))];
  expect(ofThisAct(lines, OWN)).toEqual(lines);
});
