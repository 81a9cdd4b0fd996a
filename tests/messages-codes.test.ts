/** The codes that Chromium and Firefox give their messages, both ways. */
import { expect, test } from '@playwright/test';
import {
  codeForMessageId,
  findMessage,
  messageIdForCode,
  messageIdsForCode,
  MESSAGES,
  type MessageId,
} from '../messages/index.ts';
import type { Engine, MessageEntry } from '../messages/types.ts';

test.describe('codes', () => {
  /** `Network.CorsError` of the DevTools protocol, as Chromium 156 has it. */
  const CORS_ERRORS = [
    'DisallowedByMode',
    'InvalidResponse',
    'WildcardOriginNotAllowed',
    'MissingAllowOriginHeader',
    'MultipleAllowOriginValues',
    'InvalidAllowOriginValue',
    'AllowOriginMismatch',
    'InvalidAllowCredentials',
    'CorsDisabledScheme',
    'PreflightInvalidStatus',
    'PreflightDisallowedRedirect',
    'PreflightWildcardOriginNotAllowed',
    'PreflightMissingAllowOriginHeader',
    'PreflightMultipleAllowOriginValues',
    'PreflightInvalidAllowOriginValue',
    'PreflightAllowOriginMismatch',
    'PreflightInvalidAllowCredentials',
    'InvalidAllowMethodsPreflightResponse',
    'InvalidAllowHeadersPreflightResponse',
    'MethodDisallowedByPreflightResponse',
    'HeaderDisallowedByPreflightResponse',
    'RedirectContainsCredentials',
    'InsecureLocalNetwork',
    'InvalidLocalNetworkAccess',
    'LocalNetworkAccessPermissionDenied',
    // A deprecation issue, not a CORS error: a type of its own, and no line.
    'AuthorizationCoveredByWildcard',
  ];
  const corsIds = (engine: Engine): string[] =>
    Object.entries<MessageEntry>(MESSAGES[engine])
      .filter(([, entry]) => entry.group === 'cors')
      .map(([id]) => id);

  test('of Chromium: one for each message in use, and none besides', () => {
    const inUse = corsIds('chromium').filter(
      (id) => findMessage('chromium', id)?.wordings[0].until === undefined,
    );
    expect(
      CORS_ERRORS.map((code) => String(messageIdForCode('chromium', code))).toSorted(),
    ).toEqual(inUse.toSorted());
  });

  for (const engine of ['chromium', 'firefox'] as const) {
    test(`of ${engine}: total for the CORS messages, both ways`, () => {
      for (const id of corsIds(engine) as MessageId<typeof engine>[]) {
        const code = codeForMessageId(engine, id);
        expect(code, id).not.toBeNull();
        expect(messageIdForCode(engine, code ?? ''), id).toBe(id);
      }
    });
  }

  test('that several messages share', () => {
    expect(messageIdsForCode('chromium', 'CorsDisabledScheme')).toEqual([
      'kCorsDisabledScheme',
      'fetch-scheme',
    ]);
    expect(messageIdForCode('chromium', 'NoCorsRedirectModeNotFollow')).toBe(
      'fetch-nocors-redirect',
    );
    expect(codeForMessageId('chromium', 'fetch-scheme')).toBe('CorsDisabledScheme');
  });

  test('that nobody has', () => {
    expect(messageIdForCode('chromium', 'kMissingAllowOriginHeader')).toBeNull();
    expect(messageIdForCode('chromium', 'toString')).toBeNull();
    expect(messageIdForCode('firefox', 'SOP')).toBeNull();
    expect(messageIdForCode('webkit', 'OriginNotAllowed')).toBeNull();
    expect(codeForMessageId('webkit', 'OriginNotAllowed')).toBeNull();
    expect(codeForMessageId('chromium', 'failed-to-load')).toBeNull();
  });
});
