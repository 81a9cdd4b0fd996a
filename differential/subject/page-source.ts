/** Where a subject's pages come from, and who may end their browser. */
import type { Play } from '../../scenarios/types.ts';
import type { Origins } from '../../servers/types.ts';
import { BrowserPool, type LentPage } from '../../fixtures/browser-pool.ts';
import type { EngineBuild } from '../../fixtures/engines/types.ts';

/**
 * The play that a pool has to lend a subject's page for: a context of its own, since the page's
 * cookie must reach nobody else, and a launch that trusts the suite's certificate, since a case may
 * ask a secure origin.
 */
export const SUBJECT_PLAY: Play = {
  freshContext: true,
  steps: [{ do: 'fetch', url: '{apiSecure:/}' }],
  routes: {},
};

export interface PageSource {
  /** A new page in a context of its own. */
  open(): Promise<LentPage>;
  /** Ends the browser; the next page comes from a new one. Absent: the browser is another's. */
  readonly restart?: () => Promise<void>;
}

/** Pages of a browser that belongs to the subject. */
export function ownPages(build: EngineBuild, origins: Origins): Required<PageSource> {
  const pool = new BrowserPool(build, origins, 'on');
  return { open: () => pool.lend(SUBJECT_PLAY), restart: () => pool.close() };
}
