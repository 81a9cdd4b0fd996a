/** MIME types. https://mimesniff.spec.whatwg.org/#understanding-mime-types */
import { TOKEN, byteLowercase } from './bytes.ts';

export interface MimeType {
  /** Lower case. */
  readonly type: string;
  /** Lower case. */
  readonly subtype: string;
  /** https://mimesniff.spec.whatwg.org/#mime-type-essence */
  readonly essence: string;
}

const WHITESPACE = '[\\t\\n\\r ]*';
const BEFORE_PARAMETERS = new RegExp(
  `^${WHITESPACE}(?<type>${TOKEN})/(?<subtype>${TOKEN})${WHITESPACE}(?:;|$)`,
);

/**
 * Without the parameters: from the first `;` on (step 11) nothing can fail, and nothing changes what
 * stands before it, however broken or quoted the parameters are.
 * https://mimesniff.spec.whatwg.org/#parse-a-mime-type
 */
export function parseMimeType(input: string): MimeType | 'failure' {
  const parts = BEFORE_PARAMETERS.exec(input);
  if (!parts) return 'failure';
  const { type, subtype } = parts.groups as { type: string; subtype: string };
  return {
    type: byteLowercase(type),
    subtype: byteLowercase(subtype),
    essence: byteLowercase(`${type}/${subtype}`),
  };
}
