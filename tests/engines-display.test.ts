/** Whether a display can be used is asked of its server, not read from its name. */
import { expect, test } from '@playwright/test';
import { displayAnswers } from '../fixtures/engines/display.ts';

test('should not take a display for usable that nobody serves', async () => {
  expect(await displayAnswers(':9999')).toBe(false);
  expect(await displayAnswers('nonsense')).toBe(false);
});
