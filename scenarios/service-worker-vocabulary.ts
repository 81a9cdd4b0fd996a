/** What scenarios about service workers are written with. */
import type { ExceptionId } from '../messages/exceptions.ts';
import type { EngineNote, WireRequest } from './types.ts';

export const topic = 'ServiceWorkers';
/** Where the web platform tests have theirs. */
export const TESTS = 'service-workers/service-worker';
export const ANSWERED = 'A service worker answers, of which the oracle knows nothing.';

export const servedBy = (serviceWorker?: string) =>
  ({ realm: 'controlled-frame', ...(serviceWorker !== undefined && { serviceWorker }) }) as const;

export const PASSES_ON = 'fetch(event.request)';

/** The Standard leaves the words of a TypeError open. */
export const rejectsInItsWords = (exception: ExceptionId): EngineNote => ({
  kind: 'habit',
  because: 'WebKit’s fetch() rejects with the words of what went wrong in the service worker.',
  url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebCore/workers/service/context/ServiceWorkerFetch.cpp',
  expect: { sees: [{ verdict: 'blocked', told: { error: { throws: exception } } }] },
});

export const got = (url: string): WireRequest => ({ method: 'GET', url });
