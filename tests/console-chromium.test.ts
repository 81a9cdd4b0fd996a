/** Chromium's console: lines joined with their issues, and the barrier that ends a reading. */
import { expect, test } from '@playwright/test';
import {
  chromiumRecords,
  findBarrier as findChromiumBarrier,
  mentions,
  type ChromiumEvent,
} from '../fixtures/console/chromium-records.ts';
import { printMessage } from '../messages/index.ts';
import { API, BARRIER, PAGE } from './console-fixtures.ts';

test.describe("Chromium's console", () => {
  const refusal = (url: string) =>
    printMessage('chromium', 'kMissingAllowOriginHeader', { kind: 'fetch', url, origin: PAGE });
  const at = { session: 'page', realm: 'page' } as const;
  const issue = (url: string, code = 'MissingAllowOriginHeader'): ChromiumEvent => ({
    ...at,
    kind: 'cors-issue',
    code,
    url,
    isWarning: false,
  });
  const line = (url: string): ChromiumEvent => ({
    ...at,
    kind: 'line',
    entry: { source: 'javascript', level: 'error', text: refusal(url), url: PAGE },
  });
  const failed = (url: string): ChromiumEvent => ({
    ...at,
    kind: 'line',
    entry: {
      source: 'network',
      level: 'error',
      text: printMessage('chromium', 'failed-to-load', { error: 'ERR_FAILED' }),
      url,
    },
  });

  test('should know a line by its code and read its parameters from its text', () => {
    const url = `${API}/a`;
    expect(chromiumRecords([issue(url), line(url), failed(url)])).toMatchObject([
      {
        id: 'kMissingAllowOriginHeader',
        group: 'cors',
        code: 'MissingAllowOriginHeader',
        url,
        wording: 'recorded',
        parameters: { origin: PAGE },
      },
      { id: 'failed-to-load', group: 'companion', url },
    ]);
  });

  test('should give each of several lines the issue of its own URL, in order', () => {
    const [a, longer] = [`${API}/a`, `${API}/a/b`];
    const events = [issue(longer, 'InvalidResponse'), issue(a), issue(a), line(a), line(a)];
    const codes = chromiumRecords([...events, line(longer)]).map(({ code }) => code);
    expect(codes).toEqual([
      'MissingAllowOriginHeader',
      'MissingAllowOriginHeader',
      'InvalidResponse',
    ]);
  });

  test('should give a line with a password in its URL the issue, which has none', () => {
    const url = `${API}/a`;
    const named = url.replace('://', '://alice:secret@');
    const records = chromiumRecords([issue(url), line(named)]);
    expect(records).toMatchObject([{ id: 'kMissingAllowOriginHeader', code: expect.any(String) }]);
  });

  test('should believe the code when the words say otherwise or are new', () => {
    const url = `${API}/a`;
    const [other] = chromiumRecords([issue(url, 'AllowOriginMismatch'), line(url)]);
    expect(other).toMatchObject({
      id: 'kAllowOriginMismatch',
      wording: 'unrecorded',
      text: refusal(url),
    });
    const text = `Something new about '${url}' was said.`;
    const fresh = {
      ...at,
      kind: 'line',
      entry: { source: 'javascript', level: 'error', text },
    } as const;
    expect(chromiumRecords([issue(url), fresh])[0]).toMatchObject({
      id: 'kMissingAllowOriginHeader',
      wording: 'unrecorded',
    });
    expect(chromiumRecords([fresh])[0]).toMatchObject({ id: null, wording: 'unidentified' });
  });

  test('should make a record of an issue that has no line', () => {
    const records = chromiumRecords([
      { ...at, kind: 'deprecation', code: 'AuthorizationCoveredByWildcard' },
    ]);
    expect(records).toMatchObject([
      {
        code: 'AuthorizationCoveredByWildcard',
        text: 'AuthorizationCoveredByWildcard',
        channel: 'chromium-issue',
      },
    ]);
  });

  test('should find the barrier complete with its last line and its issue', () => {
    const complete = (events: ChromiumEvent[], protection: 'on' | 'off' = 'on') =>
      findChromiumBarrier(events, BARRIER, { protection }).complete;
    expect(complete([line(BARRIER), failed(BARRIER)])).toBe(false);
    expect(complete([issue(BARRIER), line(BARRIER)])).toBe(false);
    expect(complete([issue(BARRIER), line(BARRIER), failed(BARRIER)])).toBe(true);
    expect(complete([failed(BARRIER)], 'off')).toBe(true);
    expect(complete([issue(`${BARRIER}0`), line(`${BARRIER}0`), failed(`${BARRIER}0`)])).toBe(
      false,
    );
    const inWorker: ChromiumEvent = {
      ...at,
      kind: 'line',
      entry: { source: 'worker', level: 'error', text: refusal(BARRIER) },
    };
    expect(complete([issue(BARRIER), inWorker])).toBe(true);
  });

  test('should tell a URL from a longer one', () => {
    expect(mentions(`at '${API}/a' from`, `${API}/a`)).toBe(true);
    expect(mentions(`load ${API}/a. URL scheme`, `${API}/a`)).toBe(true);
    expect(mentions(`at '${API}/a.b' from '${API}/a'`, `${API}/a`)).toBe(true);
    expect(mentions(`at '${API}/a.b' from`, `${API}/a`)).toBe(false);
  });
});
