/** The Fetch Standard's own small algorithms, and how to exchange one of them. */
import { corsCheck } from './cors-check.ts';
import { STANDARD_FLOW } from './flow-rules.ts';
import { extractHeaderListValues } from './header-values.ts';
import { getHeader } from './headers.ts';
import { isCorsSafelistedMethod, isForbiddenMethod, normalizeMethod } from './methods.ts';
import {
  corsUnsafeRequestHeaderNames,
  isCorsNonWildcardRequestHeaderName,
  isCorsSafelistedRequestHeader,
  isForbiddenRequestHeader,
  isNoCorsSafelistedRequestHeader,
} from './request-headers.ts';
import {
  isCorsSafelistedResponseHeaderName,
  isForbiddenResponseHeaderName,
} from './response-headers.ts';
import { STANDARD_NETWORK } from './network-rules.ts';
import type { Rules } from './rules.ts';
import { isOkStatus, isRedirectStatus } from './statuses.ts';

/** As the Standard has them. */
export const STANDARD: Rules = {
  normalizeMethod,
  isForbiddenMethod,
  isCorsSafelistedMethod,
  isForbiddenRequestHeader,
  isCorsSafelistedRequestHeader,
  corsUnsafeRequestHeaderNames,
  isNoCorsSafelistedRequestHeader,
  isCorsNonWildcardRequestHeaderName,
  isForbiddenResponseHeaderName,
  isCorsSafelistedResponseHeaderName,
  getHeader,
  extractHeaderListValues,
  corsCheck,
  isOkStatus,
  isRedirectStatus,
  ...STANDARD_FLOW,
  ...STANDARD_NETWORK,
};

/**
 * The Standard with some algorithms exchanged. Those that call an exchanged one call the new one,
 * unless they are exchanged themselves: another `getHeader` makes another `corsCheck`.
 */
export function rulesWith(exchanged: Partial<Rules>): Rules {
  const rules: Rules = { ...STANDARD, ...exchanged };
  return {
    ...rules,
    isForbiddenRequestHeader: (name, value) =>
      isForbiddenRequestHeader(name, value, rules.isForbiddenMethod),
    corsUnsafeRequestHeaderNames: (headers) =>
      corsUnsafeRequestHeaderNames(headers, rules.isCorsSafelistedRequestHeader),
    isNoCorsSafelistedRequestHeader: (name, value) =>
      isNoCorsSafelistedRequestHeader(name, value, rules.isCorsSafelistedRequestHeader),
    isCorsSafelistedResponseHeaderName: (name, exposedNames) =>
      isCorsSafelistedResponseHeaderName(name, exposedNames, rules.isForbiddenResponseHeaderName),
    corsCheck: (request, headers) => corsCheck(request, headers, rules.getHeader),
    ...exchanged,
  };
}
