/**
 * The web platform tests beside the catalogue: which of their files say what which scenarios say,
 * which are about something else, and which are still open. `npm run wpt-parity` writes it down.
 *
 * There are two places that name these files. A scenario's `spec.wpt` names the one file that it was
 * written beside. But one file is often a matrix, which ten scenarios cover together; that is said
 * here once, and not ten times there. A file is listed here even where only scenarios speak of it:
 * the list is what shows that none was forgotten.
 */
import { CORS } from './web-platform-tests/cors.ts';
import { EVENT_SOURCE_TESTS } from './web-platform-tests/eventsource.ts';
import { FETCH_CORS, FETCH_CREDENTIALS, FETCH_REDIRECT } from './web-platform-tests/fetch.ts';
import { HTML } from './web-platform-tests/html.ts';
import { SERVICE_WORKER_TESTS } from './web-platform-tests/service-workers.ts';
import type { Area } from './web-platform-tests/types.ts';
import { XHR } from './web-platform-tests/xhr.ts';

export type * from './web-platform-tests/types.ts';

/** When and from where the lists of files were taken. */
export const LISTED = {
  when: 'August 2025',
  from: 'https://github.com/web-platform-tests/wpt',
} as const;

export const WEB_PLATFORM_TESTS: readonly Area[] = [
  CORS,
  FETCH_CORS,
  FETCH_CREDENTIALS,
  FETCH_REDIRECT,
  XHR,
  EVENT_SOURCE_TESTS,
  SERVICE_WORKER_TESTS,
  HTML,
];
