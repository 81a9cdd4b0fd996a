/** The runs of lines in which Firefox reports one refusal. */
import { expect, test } from '@playwright/test';
import {
  FIREFOX_SEQUENCES,
  FIREFOX_STAGES,
  firefoxSequence,
} from '../messages/firefox-sequences.ts';
import { findMessage, MESSAGES } from '../messages/index.ts';
import type { MessageEntry } from '../messages/types.ts';

test.describe('Firefox sequences', () => {
  test('name only CORS messages that exist', () => {
    for (const stage of FIREFOX_STAGES) {
      const { opens, follows } = FIREFOX_SEQUENCES[stage];
      for (const id of [...opens, ...follows]) {
        expect(findMessage('firefox', id)?.group, `${stage}: ${id}`).toBe('cors');
      }
      if (opens.length === 0) expect(follows, stage).toEqual([]);
    }
  });

  test('have a place for every CORS message', () => {
    const placed = new Set(FIREFOX_STAGES.flatMap((stage) => FIREFOX_SEQUENCES[stage].opens));
    const ids = Object.entries<MessageEntry>(MESSAGES.firefox)
      .filter(([, entry]) => entry.group === 'cors')
      .map(([id]) => id);
    expect([...placed].toSorted()).toEqual(ids.toSorted());
  });

  test('are spelled out from the stage and the first line', () => {
    expect(firefoxSequence('preflight-redirect')).toEqual([
      'CORSExternalRedirectNotAllowed',
      'CORSPreflightDidNotSucceed3',
      'CORSDidNotSucceed2',
    ]);
    expect(firefoxSequence('preflight-cors-check', 'CORSMissingAllowOrigin2')).toEqual([
      'CORSMissingAllowOrigin2',
      'CORSDidNotSucceed2',
    ]);
    expect(firefoxSequence('network-blocked-port')).toEqual([]);
  });

  test('refuse a first line that the stage does not have, or a choice not made', () => {
    expect(() => firefoxSequence('cors-check')).toThrow('can open in several ways');
    expect(() => firefoxSequence('scheme', 'CORSDisabled')).toThrow(
      'never opens with "CORSDisabled"',
    );
  });
});
