/** The client of Firefox's DevTools server and the console log, without a browser. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { ConsoleLog, isInternal, recordOfPageError } from '../fixtures/console/firefox.ts';
import {
  DevToolsError,
  encodePacket,
  FirefoxDevTools,
  PacketDecoder,
  type Packet,
  type PageError,
} from '../fixtures/console/firefox-devtools.ts';
import {
  preferencesExpression,
  profilePreferences,
} from '../fixtures/engines/firefox-preferences.ts';
import { printMessage } from '../messages/index.ts';

test.describe('framing', () => {
  test('counts bytes, not characters', () => {
    expect(encodePacket({ to: '‘ü’' }).toString('utf8')).toBe('17:{"to":"‘ü’"}');
  });

  test('reads packets cut at every byte', () => {
    const packets = [{ a: '‘ü’' }, { b: 'x'.repeat(200) }, { c: 1 }];
    const stream = Buffer.concat(packets.map(encodePacket));
    for (const size of [1, 2, 3, 7, stream.length]) {
      const decoder = new PacketDecoder();
      const read: Packet[] = [];
      for (let at = 0; at < stream.length; at += size)
        read.push(...decoder.push(stream.subarray(at, at + size)));
      expect(read).toEqual(packets);
    }
  });

  for (const bytes of ['HTTP/1.1 400 Bad Request\r\n', ':{}', '2:[]', '3:{x}', '9'.repeat(21)]) {
    test(`refuses ${JSON.stringify(bytes)}`, () => {
      expect(() => new PacketDecoder().push(Buffer.from(bytes))).toThrow(DevToolsError);
    });
  }
});

const CONSOLE = 'console1';

/**
 * A server that greets and answers as Firefox does, and hands each further request to `answer`;
 * null hangs up.
 */
const fakeFirefox = async (answer: (request: Packet) => readonly Packet[] | null) => {
  const sockets: Socket[] = [];
  const handshake: Record<string, Packet> = {
    getProcess: { from: 'root', processDescriptor: { actor: 'process1' } },
    getTarget: { from: 'process1', process: { consoleActor: CONSOLE } },
    startListeners: { from: CONSOLE, startedListeners: ['PageError'] },
  };
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    const decoder = new PacketDecoder();
    socket.write(encodePacket({ from: 'root', applicationType: 'browser' }));
    socket.on('data', (chunk) => {
      for (const request of decoder.push(chunk)) {
        const known = handshake[String(request['type'])];
        // One write, so that a reply and what follows it come in the same chunk.
        const replies = known ? [known] : answer(request);
        if (replies) socket.write(Buffer.concat(replies.map(encodePacket)));
        else socket.end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = await FirefoxDevTools.connect({ port: (server.address() as AddressInfo).port });
  return {
    client,
    say: (packet: Packet) => sockets[0]?.write(encodePacket(packet)),
    async end() {
      client.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const pageErrorPacket = (errorMessage: unknown): Packet => ({
  from: CONSOLE,
  type: 'pageError',
  pageError: { errorMessage, category: 'CORSDisabled', error: true, sourceName: '' },
});

test.describe('client', () => {
  test('a result in the same chunk as its number is not lost', async () => {
    const firefox = await fakeFirefox(() => [
      { from: CONSOLE, resultID: '1' },
      { from: CONSOLE, type: 'evaluationResult', resultID: '1', result: '{"value":[1,"‘"]}' },
    ]);
    await expect(firefox.client.evaluateInParent('x')).resolves.toEqual([1, '‘']);
    await firefox.end();
  });

  test('a thrown error and a syntax error say what Firefox said', async () => {
    const results: Packet[] = [
      { result: '{"error":"TypeError: x"}' },
      { hasException: true, exceptionMessage: 'SyntaxError: y' },
    ];
    const firefox = await fakeFirefox(() => [
      { from: CONSOLE, resultID: '1' },
      { from: CONSOLE, type: 'evaluationResult', resultID: '1', ...results.shift() },
    ]);
    await expect(firefox.client.evaluateInParent('x')).rejects.toThrow('TypeError: x');
    await expect(firefox.client.evaluateInParent('y')).rejects.toThrow('SyntaxError: y');
    await firefox.end();
  });

  test('a refused request rejects, and the next reply is not taken for its own', async () => {
    const firefox = await fakeFirefox(({ type }) => [
      type === 'bad'
        ? { from: 'a', error: 'unknownMethod', message: 'no "bad"' }
        : { from: 'a', fine: true },
    ]);
    const [bad, good] = await Promise.allSettled([
      firefox.client.request('a', 'bad'),
      firefox.client.request('a', 'good'),
    ]);
    expect(bad).toMatchObject({ reason: { message: 'Firefox refused: unknownMethod: no "bad"' } });
    expect(good).toMatchObject({ value: { fine: true } });
    await firefox.end();
  });

  test('lines keep their order though a long one is fetched by a second request', async () => {
    const firefox = await fakeFirefox(() => [{ from: 'long1', substring: 'the whole first' }]);
    const texts: string[] = [];
    const both = new Promise<void>((resolve) => {
      firefox.client.onPageError(({ errorMessage }) => {
        texts.push(errorMessage);
        if (texts.length === 2) resolve();
      });
    });
    firefox.say(
      pageErrorPacket({ type: 'longString', actor: 'long1', length: 15, initial: 'the' }),
    );
    firefox.say(pageErrorPacket('second'));
    await both;
    expect(texts).toEqual(['the whole first', 'second']);
    await firefox.end();
  });

  test('whoever waits is told when Firefox hangs up', async () => {
    const firefox = await fakeFirefox(() => null);
    await expect(firefox.client.request('a', 'never')).rejects.toThrow(DevToolsError);
    await expect(firefox.client.request('a', 'later')).rejects.toThrow('ended or crashed');
    expect(await firefox.client.closed).toBeInstanceOf(DevToolsError);
    await firefox.end();
  });

  test('nobody listening is one clear line', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(FirefoxDevTools.connect({ port })).rejects.toThrow('ECONNREFUSED');
  });
});

const pageError = (change: Partial<PageError>): PageError => ({
  errorMessage: '',
  category: '',
  sourceName: '',
  error: true,
  warning: false,
  info: false,
  innerWindowID: 0,
  chromeContext: false,
  raw: {},
  ...change,
});

const URL_ = 'http://127.0.0.1:1/x';
const BARRIER = 'http://127.0.0.1:1/barrier?1';
const corsLine = (url: string): PageError => {
  const category = 'CORSMissingAllowOrigin2';
  const errorMessage = printMessage('firefox', category, { url, status: '499' });
  return pageError({ category, errorMessage });
};

test.describe('records', () => {
  test('identity from the category, parameters from the text', () => {
    expect(
      recordOfPageError({ ...corsLine(URL_), exceptionDocURL: 'https://mdn.example/' }),
    ).toEqual({
      engine: 'firefox',
      id: 'CORSMissingAllowOrigin2',
      group: 'cors',
      parameters: { url: URL_, status: '499' },
      text: corsLine(URL_).errorMessage,
      level: 'error',
      wording: 'recorded',
      code: 'CORSMissingAllowOrigin2',
      help: 'https://mdn.example/',
      channel: 'firefox-devtools',
    });
  });

  test('new words of a known category, and words of an unknown one', () => {
    expect(recordOfPageError({ ...corsLine(URL_), errorMessage: 'new words' })).toMatchObject({
      id: 'CORSMissingAllowOrigin2',
      parameters: {},
      wording: 'unrecorded',
    });
    expect(recordOfPageError(pageError({ category: 'CORSNew', errorMessage: 'x' }))).toMatchObject({
      id: null,
      group: null,
      wording: 'unidentified',
    });
    expect(recordOfPageError(pageError({ category: 'CSS Parser', errorMessage: 'x' }))).toBeNull();
  });

  test('lines about the browser itself are left out', () => {
    expect(isInternal(pageError({ category: 'chrome javascript' }))).toBe(true);
    expect(isInternal(pageError({ sourceName: 'resource://gre/modules/x.sys.mjs' }))).toBe(true);
    expect(isInternal(pageError({ chromeContext: true }))).toBe(true);
    expect(isInternal(corsLine(URL_))).toBe(false);
  });
});

test.describe('log', () => {
  const open = new AbortController().signal;
  const fill = (log: ConsoleLog, ...urls: string[]): void => {
    for (const url of urls) log.add(recordOfPageError(corsLine(url)), url);
  };
  const urlsOf = async (log: ConsoleLog, barrier: string) =>
    (await log.recordsUntil(barrier, open)).map(({ parameters }) => parameters['url']);

  test('ends at the barrier, without it, and keeps what comes later', async () => {
    const log = new ConsoleLog();
    const waiting = urlsOf(log, BARRIER);
    fill(log, URL_, `${BARRIER}0`, BARRIER, BARRIER, `${URL_}/later`);
    expect(await waiting).toEqual([URL_, `${BARRIER}0`]);
    expect(log.rawEvents()).toEqual([URL_, `${BARRIER}0`]);
    fill(log, BARRIER, `${BARRIER}2`);
    expect(await urlsOf(log, `${BARRIER}2`)).toEqual([`${URL_}/later`]);
  });

  test('finds the barrier in words that nobody recorded', async () => {
    const log = new ConsoleLog();
    const line = pageError({ category: 'CORSDisabled', errorMessage: `No: ${BARRIER}. Sorry.` });
    log.add(recordOfPageError(line), 0);
    expect(await urlsOf(log, BARRIER)).toEqual([]);
  });

  test('rejects when the channel or the page ends first', async () => {
    const log = new ConsoleLog();
    const page = new AbortController();
    const waiting = log.recordsUntil(BARRIER, page.signal);
    page.abort('page gone');
    await expect(waiting).rejects.toMatchObject({
      name: 'ConsoleChannelError',
      message: 'page gone',
    });
    const next = log.recordsUntil(BARRIER, open);
    log.end('browser gone');
    await expect(next).rejects.toThrow('browser gone');
    await expect(log.recordsUntil(`${BARRIER}${'0'.repeat(800)}`, open)).rejects.toThrow('at most');
  });
});

test('what a launch asks for wins over the shipped value', () => {
  const options = {
    protection: 'off',
    preferences: { 'network.cookie.cookieBehavior': 0 },
  } as const;
  expect(profilePreferences(options)).toMatchObject({
    'content.cors.disable': true,
    'network.cookie.cookieBehavior': 0,
    'security.fileuri.strict_origin_policy': true,
  });
  const expression = preferencesExpression(options, { fromDefaults: true });
  expect(expression).toContain('"network.cookie.cookieBehavior":0');
  expect(expression).not.toContain('"network.cookie.cookieBehavior",');
});

test('a setting that takes the place of another clears what only that one asked for', () => {
  const before = { protection: 'on', preferences: { 'content.cors.disable': true } } as const;
  const after = { protection: 'on', preferences: { 'network.lna.prompt.timeout': 1000 } } as const;
  const expression = preferencesExpression(after, { fromDefaults: true, before });
  expect(expression).toContain('["content.cors.disable",');
  expect(expression).toContain('{"network.lna.prompt.timeout":1000}');
});
