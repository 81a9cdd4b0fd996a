/** WebKit's console: page errors rejoined, repeats written out, the barrier's lines told apart. */
import { expect, test } from '@playwright/test';
import {
  findBarrier as findWebKitBarrier,
  inspectorLines,
  observeInspector,
  rejoinPageError,
  type WebKitLine,
} from '../fixtures/console/webkit.ts';
import type {
  InspectorEvent,
  InspectorTransport,
} from '../fixtures/engines/inspector-transport.ts';
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

  test.describe('of a page whose beacon is under way', () => {
    const STREAM = 'page-8';
    const line = (text: string, url = '', networkRequestId?: string): InspectorEvent => ({
      method: 'Console.messageAdded',
      params: { message: { source: 'network', level: 'error', text, url, networkRequestId } },
      stream: STREAM,
    });
    const network = (event: string, requestId: string, more: object = {}): InspectorEvent => ({
      method: `Network.${event}`,
      params: { requestId, ...more },
      stream: STREAM,
    });
    const sent = (type: string) => network('requestWillBeSent', '0.18', { type });
    const barrierLines = [
      line(script(BARRIER).text),
      network('loadingFailed', '0.31', { canceled: false }),
      line(failed(BARRIER, '499').text, BARRIER, '0.31'),
    ];

    /** Hands the events out one by one, and says behind which of them the reading ended. */
    async function endsBehind(...events: readonly InspectorEvent[]): Promise<number | null> {
      const listeners: ((event: InspectorEvent) => void)[] = [];
      const transport = {
        listen: (listener: (event: InspectorEvent) => void) => listeners.push(listener),
        expect: () => () => {},
        closed: new Promise<void>(() => {}),
      } as unknown as InspectorTransport;
      let ended = false;
      const observer = observeInspector(transport, { protection: 'on' });
      void observer.recordsUntil(BARRIER).then(() => (ended = true));
      for (const [index, event] of events.entries()) {
        for (const listener of listeners) listener(event);
        await new Promise((resolve) => setImmediate(resolve));
        if (ended) return index;
      }
      return null;
    }

    test('should end with the barrier where nothing else is under way', async () => {
      expect(await endsBehind(...barrierLines)).toBe(2);
      // Its end comes to the page, which asks for the barrier behind it; or it never ends.
      expect(await endsBehind(sent('Fetch'), ...barrierLines)).toBe(3);
    });

    test('should wait for the end of a beacon that its server has answered', async () => {
      const finished = network('loadingFinished', '0.18');
      expect(await endsBehind(sent('Beacon'), ...barrierLines)).toBeNull();
      expect(await endsBehind(sent('Beacon'), ...barrierLines, finished)).toBe(4);
      expect(await endsBehind(sent('Beacon'), finished, ...barrierLines)).toBe(4);
    });

    test('should wait for the line of a beacon that failed, which comes behind its end', async () => {
      const lost = network('loadingFailed', '0.18', { canceled: false });
      const told = line('Failed to load resource: away', 'mailto:log@site.example', '0.18');
      expect(await endsBehind(sent('Beacon'), ...barrierLines, lost, told)).toBe(5);
      // The status of its answer is told before its end.
      expect(await endsBehind(sent('Beacon'), told, ...barrierLines, lost)).toBeNull();
      const cancelled = network('loadingFailed', '0.18', { canceled: true });
      expect(await endsBehind(sent('Beacon'), ...barrierLines, cancelled)).toBe(4);
    });
  });
});
