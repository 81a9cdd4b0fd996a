/** CORS check. https://fetch.spec.whatwg.org/#cors-check */
import { getHeader } from './headers.ts';
import type { CorsCheckRequest, Rules } from './rules.ts';
import type { CorsCheckResult, HeaderList } from './types.ts';

/**
 * `headers`: the response's header list, values normalized. Says which step failed, where one did.
 * https://fetch.spec.whatwg.org/#concept-cors-check
 */
export function corsCheck(
  request: CorsCheckRequest,
  headers: HeaderList,
  get: Rules['getHeader'] = getHeader,
): CorsCheckResult {
  const origin = get('Access-Control-Allow-Origin', headers);
  if (origin === null) return { ok: false, clause: 'no-allow-origin' };
  if (request.credentials !== 'include' && origin === '*') return { ok: true };
  // Also `*` with credentials: it is no origin then.
  if (request.serializedOrigin !== origin) return { ok: false, clause: 'other-origin' };
  if (request.credentials !== 'include') return { ok: true };
  // `True` is not `true`.
  if (get('Access-Control-Allow-Credentials', headers) === 'true') return { ok: true };
  return { ok: false, clause: 'no-allow-credentials' };
}
