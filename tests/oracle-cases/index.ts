/** The oracle's own table: what each algorithm must give, by subject. */
import { BYTES_CASES } from './bytes.ts';
import { CORS_CHECK_CASES } from './cors-check.ts';
import { FLOW_CACHE_CASES } from './flow-cache.ts';
import { FLOW_DEPARTURE_RULES_CASES } from './flow-departure-rules.ts';
import { FLOW_FETCH_API_CASES } from './flow-fetch-api.ts';
import { FLOW_HOOKS_CASES } from './flow-hooks.ts';
import { FLOW_MAIN_FETCH_CASES } from './flow-main-fetch.ts';
import { FLOW_NETWORK_CASES } from './flow-network.ts';
import { FLOW_PREFLIGHT_CASES } from './flow-preflight.ts';
import { FLOW_REDIRECT_CASES } from './flow-redirect.ts';
import { HEADER_VALUES_CASES } from './header-values.ts';
import { HEADERS_CASES } from './headers.ts';
import { METHODS_CASES } from './methods.ts';
import { MIME_TYPE_CASES } from './mime-type.ts';
import { ORIGINS_CASES } from './origins.ts';
import { RANGE_CASES } from './range.ts';
import { REQUEST_HEADERS_CASES } from './request-headers.ts';
import { RESPONSE_HEADERS_CASES } from './response-headers.ts';
import { SHARPER_CASES } from './sharper.ts';
import { STANDARD_CASES } from './standard.ts';
import { STATUSES_CASES } from './statuses.ts';
import type { OracleCase } from './types.ts';

export const ORACLE_CASES = {
  bytes: BYTES_CASES,
  methods: METHODS_CASES,
  statuses: STATUSES_CASES,
  headers: HEADERS_CASES,
  'mime-type': MIME_TYPE_CASES,
  range: RANGE_CASES,
  'request-headers': REQUEST_HEADERS_CASES,
  'response-headers': RESPONSE_HEADERS_CASES,
  'header-values': HEADER_VALUES_CASES,
  origins: ORIGINS_CASES,
  'cors-check': CORS_CHECK_CASES,
  standard: STANDARD_CASES,
  'flow-fetch-api': FLOW_FETCH_API_CASES,
  'flow-main-fetch': FLOW_MAIN_FETCH_CASES,
  'flow-redirect': FLOW_REDIRECT_CASES,
  'flow-preflight': FLOW_PREFLIGHT_CASES,
  'flow-cache': FLOW_CACHE_CASES,
  'flow-network': FLOW_NETWORK_CASES,
  'flow-departure-rules': FLOW_DEPARTURE_RULES_CASES,
  'flow-hooks': FLOW_HOOKS_CASES,
  sharper: SHARPER_CASES,
} satisfies Readonly<Record<string, readonly OracleCase[]>>;
