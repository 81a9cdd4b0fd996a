/** Every known departure, in the order in which they are tried as an explanation. */
import { CHROMIUM_DEPARTURES } from './chromium.ts';
import { FIREFOX_DEPARTURES } from './firefox.ts';
import { SHARED_DEPARTURES } from './shared.ts';
import type { Departure } from './types.ts';
import { WEBKIT_DEPARTURES } from './webkit.ts';

export const DEPARTURES: readonly Departure[] = [
  ...SHARED_DEPARTURES,
  ...CHROMIUM_DEPARTURES,
  ...FIREFOX_DEPARTURES,
  ...WEBKIT_DEPARTURES,
];
