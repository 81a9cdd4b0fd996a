/** Range header values. https://fetch.spec.whatwg.org/#simple-range-header-value */

/** First and last byte; null where left out. */
export type Range = readonly [start: bigint | null, end: bigint | null];

const STRICT = /^bytes=(\d*)-(\d*)$/;
/** Nothing is skipped behind the last digit. */
const WITH_WHITESPACE = /^bytes[\t ]*=[\t ]*(\d*)[\t ]*-[\t ]*(\d*)$/;

/**
 * "Parse a single range header value". Big integers, because the Standard sets no limit to the
 * digits, and 2^53 + 1 must stay greater than 2^53.
 */
export function parseSingleRangeHeaderValue(
  value: string,
  allowWhitespace: boolean,
): Range | 'failure' {
  const parts = (allowWhitespace ? WITH_WHITESPACE : STRICT).exec(value);
  if (!parts) return 'failure';
  const [start, end] = [numberOf(parts[1]), numberOf(parts[2])];
  if (start === null) return end === null ? 'failure' : [start, end];
  return end !== null && start > end ? 'failure' : [start, end];
}

const numberOf = (digits: string | undefined): bigint | null => (digits ? BigInt(digits) : null);
