/** What is so of the places where a page's script can run. */
import type { Realm } from './types.ts';

/**
 * Those of an opaque origin, which serializes to `null`.
 * https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque
 */
export const OPAQUE_REALMS: ReadonlySet<Realm | undefined> = new Set<Realm>([
  'sandboxed-frame',
  'data-document',
  'data-worker',
  'data-shared-worker',
  'file',
]);
