/** WebKit's console: page errors rejoined, repeats written out, the barrier's lines told apart. */
import { expect, test } from '@playwright/test';
import {
  findBarrier as findWebKitBarrier,
  inspectorLines,
  rejoinPageError,
  type WebKitLine,
} from '../fixtures/console/webkit.ts';
import { printMessage } from '../messages/index.ts';
import { API, BARRIER, PAGE } from './console-fixtures.ts';

test.describe("WebKit's console", () => {
  const channel = 'webkit-inspector';
  const refusal = (status: string, port = '4000'): WebKitLine => ({
    source: 'security',
    level: 'error',
    text: printMessage('webkit', 'OriginNotAllowed', {
      origin: `http://127.0.0.1:${port}`,
      status,
    }),
    channel,
  });
  const script = (url: string): WebKitLine => ({
    source: 'javascript',
    level: 'error',
    text: printMessage('webkit', 'CompanionFetch', { url }),
    channel,
  });
  const failed = (url: string, status: string): WebKitLine => ({
    source: 'network',
    level: 'error',
    text: `Failed to load resource: ${refusal(status).text}`,
    url,
    channel,
  });

  test('should put a split page error together again, exactly', () => {
    /** As Playwright splits, playwright-core's splitErrorMessage. */
    const split = (text: string) => {
      const at = text.indexOf(':');
      if (at < 0) return { name: '', message: text };
      const message = at + 2 <= text.length ? text.slice(at + 2) : text;
      return { name: text.slice(0, at), message };
    };
    for (const text of [
      script(`${API}/a?b=c:d`).text,
      script('https://api.test/').text,
      'TypeError: undefined is not an object',
      'Cross-origin script load denied by Cross-Origin Resource Sharing policy.',
      'TypeError: /a regular expression/ is not a function',
      'Ends with a colon:',
    ]) {
      const { name, message } = split(text);
      const stack = `${text}\n    at global code (${PAGE}/:1:2)`;
      expect(rejoinPageError({ name, message, stack })).toBe(text);
      expect(rejoinPageError({ name, message, stack: `${text}\n` })).toBe(text);
      // Without a stack, a message that begins with a slash is taken for a URL's.
      if (!message.startsWith('/a regular')) {
        expect(rejoinPageError({ name, message, stack: '' })).toBe(text);
      }
    }
    const odd = script('about:blank').text;
    expect(rejoinPageError({ ...split(odd), stack: `${odd}\n    at x` })).toBe(odd);
  });

  test('should write counted repeats out as lines, each stream by itself', () => {
    const linesOf = inspectorLines();
    const added = (text: string, stream: string) =>
      linesOf({
        method: 'Console.messageAdded',
        params: { message: { source: 'javascript', level: 'error', text, repeatCount: 1 } },
        stream,
      }).length;
    const counted = (count: number, stream: string) =>
      linesOf({ method: 'Console.messageRepeatCountUpdated', params: { count }, stream }).map(
        ({ text }) => text,
      );
    expect(added('a', 'page-1')).toBe(1);
    expect(added('b', 'page-1 worker:1')).toBe(1);
    expect(counted(2, 'page-1 worker:1')).toEqual(['b']);
    expect(counted(4, 'page-1 worker:1')).toEqual(['b', 'b']);
    expect(counted(2, 'page-1')).toEqual(['a']);
    expect(counted(2, 'page-9')).toEqual([]);
  });

  test('should find the barrier complete with both lines that name it, in either order', () => {
    const look = (lines: WebKitLine[], protection: 'on' | 'off' = 'on') => {
      const { complete, own } = findWebKitBarrier(lines, BARRIER, { protection });
      return [complete, lines.filter((line) => !own.has(line))];
    };
    const [reason, named, last] = [refusal('499'), script(BARRIER), failed(BARRIER, '499')];
    const before = refusal('200');
    expect(look([before, reason, named])[0]).toBe(false);
    expect(look([before, reason, last])[0]).toBe(false);
    expect(look([before, reason, named, last])).toEqual([true, [before]]);
    expect(look([before, reason, last, named])).toEqual([true, [before]]);
    const readable = { ...last, text: 'Failed to load resource: … 499 …' };
    expect(look([readable], 'off')).toEqual([true, []]);
  });

  test("should not take a line for the barrier's because of its port", () => {
    const lines = [refusal('200', '4990'), refusal('200', '49913')];
    const barrier = [refusal('499', '49913'), script(BARRIER), failed(BARRIER, '499')];
    const { own } = findWebKitBarrier([...lines, ...barrier], BARRIER, { protection: 'on' });
    expect([...own]).toEqual(expect.arrayContaining(barrier));
    expect(own.size).toBe(3);
  });
});
