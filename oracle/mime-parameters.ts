/** Parameters of a MIME type. https://mimesniff.spec.whatwg.org/#parsing-a-mime-type */
import { byteLowercase, isByteCaseInsensitiveMatch, isToken } from './bytes.ts';
import { parseMimeType } from './mime-type.ts';

type Parameters = ReadonlyMap<string, string>;

const HTTP_QUOTED_STRING_TOKENS = /^[\t\x20-\x7E\x80-\xFF]*$/;

/** `;name=value` or `;name="value"junk`; a quoted string ends at its quote or at the end. */
const PARAMETER = /;[\t\n\r ]*([^;=]*)(?:=(?:"((?:[^"\\]|\\[^]?)*)"?[^;]*|([^;]*)))?/g;

/** Step 11 of "parse a MIME type", of the whole input: before the first `;` there is no parameter. */
function parseParameters(input: string): Parameters {
  const parameters = new Map<string, string>();
  for (const [, rawName = '', quoted, plain] of input.matchAll(PARAMETER)) {
    const name = byteLowercase(rawName);
    const value = quoted?.replace(/\\([^])/g, '$1') ?? plain?.replace(/[\t\n\r ]+$/, '');
    if (value === undefined || (quoted === undefined && value === '')) continue;
    if (!isToken(name) || !HTTP_QUOTED_STRING_TOKENS.test(value)) continue;
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

/** https://mimesniff.spec.whatwg.org/#serialize-a-mime-type */
function serializeMimeType(essence: string, parameters: Parameters): string {
  const written = [...parameters].map(([name, value]) =>
    isToken(value) ? `;${name}=${value}` : `;${name}="${value.replace(/["\\]/g, '\\$&')}"`,
  );
  return essence + written.join('');
}

/**
 * A type whose charset is not UTF-8 says so from now on, serialized anew; any other is left as it
 * stands. https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send step 4.5
 */
export function withCharsetUtf8(contentType: string): string {
  const mimeType = parseMimeType(contentType);
  if (mimeType === 'failure') return contentType;
  const parameters = parseParameters(contentType);
  const charset = parameters.get('charset');
  if (charset === undefined || isByteCaseInsensitiveMatch(charset, 'UTF-8')) return contentType;
  return serializeMimeType(mimeType.essence, new Map([...parameters, ['charset', 'UTF-8']]));
}
