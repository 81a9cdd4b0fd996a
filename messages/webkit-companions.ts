/** The lines that follow a refusal in WebKit's console and add no verdict: of the caller, of the load. */
import { fromNowhere, mapTable, prefixKeys, type MessageRow } from './tables.ts';
import type { MessageEntry } from './types.ts';
import { QUOTABLE } from './webkit-refusals.ts';
import { companion, rewordedBy } from './webkit-vocabulary.ts';

const THREADABLE_LOADER = 'Source/WebCore/loader/ThreadableLoader.cpp';

export const WEBKIT_COMPANIONS = {
  ...cannotLoad('CompanionFetch', 'Fetch API cannot load', 'fetch()'),
  ...cannotLoad('CompanionXHR', 'XMLHttpRequest cannot load', 'XMLHttpRequest'),
  ...cannotLoad('CompanionEventSource', 'EventSource cannot load', 'EventSource'),
  ...cannotLoad('CompanionOther', 'Cannot load', 'any other load'),
  CompanionImage: companion({
    text: 'Cannot load image {url} due to access control checks.',
    trigger: 'An image was refused, by the CORS check or by Cross-Origin-Resource-Policy.',
    source: 'Source/WebCore/loader/ImageLoader.cpp',
  }),
  CompanionScript: companion({
    text: 'Cross-origin script load denied by Cross-Origin Resource Sharing policy.',
    trigger: 'A classic script with crossorigin was refused; also what import() rejects with.',
    source: 'Source/WebCore/dom/LoadableClassicScript.cpp',
  }),
  CompanionImport: companion({
    text: 'Importing a module script failed.',
    trigger: 'Last line where a module worker’s script, or what it imports, was refused.',
    source: 'Source/WebCore/bindings/js/ScriptModuleLoader.cpp',
  }),
  CompanionTrack: companion({
    text: 'Cross-origin text track load denied by Cross-Origin Resource Sharing policy.',
    trigger: 'A track of a media element with crossorigin was refused.',
    source: 'Source/WebCore/loader/TextTrackLoader.cpp',
  }),
  ...quoting('CompanionBeacon', 'Beacon API cannot load {url}. ', QUOTABLE, {
    // Response.error() has no URL.
    frames: { 'ServiceWorker/error': 'Beacon API cannot load . ' },
    trigger: 'sendBeacon() was refused or failed',
    source: 'Source/WebCore/Modules/beacon/NavigatorBeacon.cpp',
    unreachable: {
      MethodNotAllowed: 'a beacon is a POST, which needs no entry in the list of methods',
      UnsafeAttempt: 'the mode of a beacon is cors or no-cors, never same-origin',
      RedirectModeError: 'the redirect mode of a beacon is follow',
      'ServiceWorker/corsForSameOrigin':
        'the mode of a beacon is cors or no-cors, never same-origin',
      'ServiceWorker/redirected': 'the redirect mode of a beacon is follow',
      PreflightBlocked: 'a beacon that is redirected to a blocked port is let through to it',
    },
  }),
  ...quoting('FailedToLoad', 'Failed to load resource: ', QUOTABLE, {
    trigger: 'Last line of a failed load, only while an inspector is attached',
    source: 'Source/WebCore/inspector/agents/WebConsoleAgent.cpp',
  }),
  FailedToLoadStatus: companion({
    text: 'Failed to load resource: the server responded with a status of {status} ({statusText})',
    trigger:
      'A response that may be read has a status of 400 or more, while an inspector is attached.',
    source: 'Source/WebCore/inspector/agents/WebConsoleAgent.cpp',
  }),
} as const satisfies Record<string, MessageEntry>;

/** The line after a refusal; without "due to access control checks" for errors of other kinds. */
function cannotLoad<Id extends string>(
  id: Id,
  subject: string,
  initiator: string,
): Record<Id | `${Id}Only`, MessageEntry> {
  return {
    [id]: companion({
      text: `${subject} {url} due to access control checks.`,
      trigger: `Second line of a refusal of ${initiator}, outside workers; the URL is that of the failing hop.`,
      source: THREADABLE_LOADER,
    }),
    [`${id}Only`]: companion({
      text: `${subject} {url}.`,
      trigger: `${initiator} failed for a cause that is no access control: mode same-origin of fetch(), a service worker that rejected.`,
      source: THREADABLE_LOADER,
    }),
  } as Record<Id | `${Id}Only`, MessageEntry>;
}

/** A companion that quotes the error of the load: one entry for each message it can quote. */
function quoting<Id extends string, K extends string>(
  id: Id,
  frame: string,
  quoted: Readonly<Record<K, MessageEntry>>,
  row: Pick<MessageRow, 'trigger' | 'source'> & {
    /** Frames of those that are quoted in another one. */
    readonly frames?: Partial<Readonly<Record<K, string>>>;
    /** Why some of them are never quoted. */
    readonly unreachable?: Partial<Readonly<Record<K, string>>>;
  },
): Record<`${Id}/${K}`, MessageEntry> {
  const entries = mapTable(quoted, (inner: MessageEntry, key): MessageEntry => ({
    group: 'companion',
    level: 'error',
    reach: row.unreachable?.[key] ? fromNowhere(row.unreachable[key]) : inner.reach,
    source: row.source,
    trigger: `${row.trigger}; quotes ${key}.`,
    ...rewordedBy((text) => (row.frames?.[key] ?? frame) + text, inner),
  }));
  return prefixKeys(`${id}/`, entries);
}
