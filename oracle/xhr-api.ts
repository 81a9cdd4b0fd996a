/** What XMLHttpRequest makes of `open`, `setRequestHeader` and `send`. https://xhr.spec.whatwg.org/ */
import { STRING_BODY_TYPE } from './fetch-api.ts';
import {
  combineHeader,
  getHeader,
  isHeaderName,
  isHeaderValue,
  normalizeHeaderValue,
} from './headers.ts';
import { isByteString } from './headers-object.ts';
import { isMethod } from './methods.ts';
import type { Request } from './request.ts';
import type { Rules } from './rules.ts';
import type { ApiRequest, Environment, Header, HeaderList } from './types.ts';

/** Refused with a TypeError, a SyntaxError or a SecurityError: failure. https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send */
export function requestOfXhr(
  asked: ApiRequest,
  client: Environment,
  rules: Rules,
): Request | 'failure' {
  // https://xhr.spec.whatwg.org/#dom-xmlhttprequest-open steps 2 to 6
  if (!isMethod(asked.method)) return 'failure';
  if (rules.isForbiddenMethod(asked.method)) return 'failure';
  const method = rules.normalizeMethod(asked.method);
  if (!URL.canParse(asked.url)) return 'failure';
  let headers: HeaderList = [];
  for (const header of rules.authorHeaderList(asked.headers)) {
    const set = setRequestHeader(header, headers, rules);
    if (set === 'failure') return 'failure';
    headers = set;
  }
  // https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send step 3: not refused, as fetch would
  const body = method === 'GET' || method === 'HEAD' ? null : asked.body;
  return {
    method,
    headers: body === null ? headers : withContentType(headers, rules),
    // Without the type that the body alone gave.
    first: { method, headers },
    body,
    client,
    mode: 'cors',
    // Step 8: `withCredentials` or not
    credentials: asked.credentials === 'include' ? 'include' : 'same-origin',
    redirect: 'follow',
    initiatorType: 'xmlhttprequest',
    // Step 8: the upload listener flag
    useCorsPreflight: asked.uploadListener === true,
    urlList: [new URL(asked.url).href],
    redirectCount: 0,
    tainting: 'basic',
  };
}

/** https://xhr.spec.whatwg.org/#dom-xmlhttprequest-setrequestheader */
function setRequestHeader(
  [name, given]: Header,
  list: HeaderList,
  rules: Rules,
): HeaderList | 'failure' {
  if (!isByteString(given)) return 'failure';
  const value = normalizeHeaderValue(given);
  if (!isHeaderName(name) || !isHeaderValue(value)) return 'failure';
  return rules.isForbiddenRequestHeader(name, value) ? list : combineHeader([name, value], list);
}

/** The type of a string body. https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send steps 4.4 to 4.6 */
function withContentType(headers: HeaderList, rules: Rules): HeaderList {
  const author = getHeader('Content-Type', headers);
  if (author === null) return [...headers, ['Content-Type', STRING_BODY_TYPE]];
  const value = rules.withCharsetUtf8(author);
  return headers.map((header): Header =>
    header[0].toLowerCase() === 'content-type' ? [header[0], value] : header,
  );
}
