/** Which lines come down an engine's console as a stream of their own. */
import type { Engine } from './types.ts';

/**
 * Their ids: WebKit's network process logs failed loads beside the web process; in Chromium
 * a service worker's failed answer is told from the worker's side, the failed load from the page's;
 * Firefox tells which local address was reached, and that a redirect to data: is not followed, now
 * before, now behind the failed load, and so does its parent process, which follows redirects, tell
 * that a page may not link to a file.
 * https://searchfox.org/mozilla-central/source/caps/nsScriptSecurityManager.cpp : ReportError
 */
const STREAM_APART: Readonly<Partial<Record<Engine, RegExp>>> = {
  chromium: /^sw-fetchevent\//,
  firefox: /^(?:LocalNetworkAccessDetected|BlockRedirectToDataURI|CheckLoadURIError)$/,
  webkit: /^FailedToLoad/,
};

/** The lines in the order in which they can be compared: how two streams mingle is chance. */
export function byStream<T extends { readonly id: string | null }>(
  engine: Engine,
  lines: readonly T[],
): readonly T[] {
  const apart = STREAM_APART[engine];
  if (apart === undefined) return lines;
  const isApart = ({ id }: T) => id !== null && apart.test(id);
  return [...lines.filter((line) => !isApart(line)), ...lines.filter(isApart)];
}
