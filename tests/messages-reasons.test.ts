/** MDN's reasons: each is given by a message, or the engine is known not to have it. */
import { expect, test } from '@playwright/test';
import { MESSAGES } from '../messages/index.ts';
import { MDN_REASONS, type MdnReason } from '../messages/mdn.ts';
import type { Engine, MessageEntry } from '../messages/types.ts';

const reasonsOf = (engine: Engine): Set<MdnReason | undefined> =>
  new Set(
    Object.values<MessageEntry>(MESSAGES[engine])
      .filter((entry) => entry.group === 'cors')
      .map((entry) => entry.reason),
  );

test.describe('MDN reasons', () => {
  test('are all given by CORS messages of Firefox', () => {
    const given = reasonsOf('firefox');
    expect(Object.keys(MDN_REASONS).filter((reason) => !given.has(reason as MdnReason))).toEqual(
      [],
    );
  });

  test('are given by the other engines but for those they cannot have', () => {
    const missing = (engine: Engine): string[] => {
      const given = reasonsOf(engine);
      return Object.keys(MDN_REASONS).filter((reason) => !given.has(reason as MdnReason));
    };
    expect(missing('chromium')).toEqual([
      'CORSDisabled',
      'CORSDidNotSucceed',
      'CORSOriginHeaderNotAdded',
    ]);
    expect(missing('webkit')).toEqual([
      'CORSDisabled',
      'CORSOriginHeaderNotAdded',
      'CORSExternalRedirectNotAllowed',
      'CORSAllowOriginNotMatchingOrigin',
    ]);
  });
});
