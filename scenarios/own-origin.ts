/** What two engines do with requests of mode cors within the page's own origin. */
import type { EngineNote } from './types.ts';

/** To be completed by the wire that comes of it. */
export const OWN_WITH_ORIGIN = {
  kind: 'deviation',
  because:
    'Origin is sent with every request of mode cors that an element or a font makes, even to the page’s own origin.',
  url: 'https://github.com/whatwg/fetch/issues/871',
} as const satisfies Omit<EngineNote, 'expect'>;
