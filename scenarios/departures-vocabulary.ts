/** What scenarios about departures are written with. */
import type { EngineNote, Header } from './types.ts';
import { allowOrigin, answer } from './vocabulary.ts';

export const CHROMIUM_SOURCE = 'https://source.chromium.org/chromium/chromium/src/+/main:';
export const FIREFOX_SOURCE = 'https://searchfox.org/mozilla-central/source/';
export const WEBKIT_SOURCE = 'https://github.com/WebKit/WebKit/blob/main/Source/';

/** A note on an engine that does something else than the Standard says. */
export const departs = (
  because: string,
  url: string,
  expect: EngineNote['expect'],
): EngineNote => ({ kind: 'deviation', because, url, expect });

export const topic = 'Departures';

export const LOAD_CHECKER = `${WEBKIT_SOURCE}WebKit/NetworkProcess/NetworkLoadChecker.cpp`;
export const SOUP_TASK = `${WEBKIT_SOURCE}WebKit/NetworkProcess/soup/NetworkDataTaskSoup.cpp`;
export const CORS_LISTENER = `${FIREFOX_SOURCE}netwerk/protocol/http/nsCORSListenerProxy.cpp`;

/** Of the page's own origin, which redirects elsewhere. */
export const START = '{page:/start}';
export const MOVED = '{api:/moved}';
export const WITH_PASSWORD = 'http://user:secret@{api.host}/{token}/resource';

/** To the page itself; without an Origin, as GET goes. */
export const started = (method = 'GET') => ({ method, url: START });

/** Shared with the page. */
export const ok = answer(200, allowOrigin());
export const token: Header = ['Authorization', 'Bearer t'];
