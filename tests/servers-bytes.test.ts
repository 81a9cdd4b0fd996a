/** What an origin sends is, byte for byte, what a scenario declares. */
import { ServerResponse } from 'node:http';
import { startOrigins } from '../servers/index.ts';
import { expect, test } from './origins-fixture.ts';
import { exchangeRaw, requestText } from './raw-client.ts';

const head = (text: string): string[] => text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n');
const body = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4);

test('header lines keep order, case, repetition, emptiness and every byte', async ({
  act,
  ask,
}) => {
  const acting = act({
    'GET /resource': {
      status: 200,
      headers: [
        ['access-CONTROL-allow-origin', '{page}'],
        ['Access-Control-Allow-Origin', '*'],
        ['Access-Control-Allow-Origin', ''],
        ['Access-Control-Allow-Methods', '(PUT), @'],
        ['Set-Cookie', 'a=1'],
        ['X-Latin', 'caf\u00e9 \u00a0\u00ff'],
        ['Set-Cookie', 'b=2'],
        ['Date', 'never'],
      ],
      body: 'caf\u00e9',
    },
  });
  const { text } = await ask(acting, 'GET', '/resource');
  const [{ sentHead, sentBody, end } = { sentHead: '' }] = acting.exchanges();
  expect(head(text)).toEqual([
    'HTTP/1.1 200 OK',
    expect.stringMatching(/^access-CONTROL-allow-origin: http:\/\/127\.0\.0\.1:\d+$/),
    'Access-Control-Allow-Origin: *',
    'Access-Control-Allow-Origin: ',
    'Access-Control-Allow-Methods: (PUT), @',
    'Set-Cookie: a=1',
    'X-Latin: caf\u00e9 \u00a0\u00ff',
    'Set-Cookie: b=2',
    'Date: never',
    'Content-Type: text/plain',
    'Content-Length: 5',
    'Connection: close',
  ]);
  expect(Buffer.from(body(text), 'latin1').toString('utf8')).toBe('caf\u00e9');
  expect(sentHead?.split('\r\n')).toEqual(head(text));
  expect({ sentBody, end }).toEqual({ sentBody: 'caf\u00e9', end: 'finished' });
  expect(acting.discrepancies()).toEqual([]);
});

const DEFAULTS = [
  { method: 'GET', status: 200, type: 'text/plain', text: 'ok\n' },
  { method: 'GET', status: 299, type: 'text/plain', text: 'ok\n' },
  { method: 'GET', status: 404, type: 'text/plain', text: 'Not Found' },
  { method: 'GET', status: 777, type: 'text/plain', text: 'status 777' },
  { method: 'GET', status: 204, type: null, text: '' },
  { method: 'GET', status: 205, type: null, text: '' },
  { method: 'GET', status: 304, type: null, text: '' },
  { method: 'HEAD', status: 200, type: null, text: '' },
] as const;

for (const { method, status, type, text: expected } of DEFAULTS) {
  test(`by default ${method} with ${status} has the body ${JSON.stringify(expected)}`, async ({
    act,
    ask,
  }) => {
    const acting = act({ [`${method} /resource` as const]: { status, headers: [] } });
    const { text } = await ask(acting, method, '/resource');
    const types = head(text).filter((line) => line.startsWith('Content-Type'));
    expect(types).toEqual(type === null ? [] : [`Content-Type: ${type}`]);
    expect(body(text)).toBe(expected);
    expect(text).not.toMatch(/\r\n(?:Date|X-Powered-By|ETag|Transfer-Encoding):/i);
    expect(acting.discrepancies()).toEqual([]);
  });
}

test('a declared Content-Type stands alone', async ({ act, ask }) => {
  const acting = act({
    'GET /resource': { status: 200, headers: [['content-type', 'application/json']], body: '{}' },
  });
  const { text } = await ask(acting, 'GET', '/resource');
  expect(text.match(/content-type/gi)).toHaveLength(1);
});

test('a declared length that is wrong ends the connection behind the body', async ({ act, at }) => {
  const acting = act({
    'GET /resource': { status: 200, headers: [['Content-Length', '10']], body: 'four' },
  });
  const asked = `GET /${acting.token}/resource HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const { text } = await exchangeRaw(at('api'), asked);
  expect(head(text)).toContain('Content-Length: 10');
  expect(body(text)).toBe('four');
});

test('connections are kept alive', async ({ act, at }) => {
  const acting = act({ 'GET /resource': { status: 200, headers: [] } });
  const first = `GET /${acting.token}/resource HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const { text } = await exchangeRaw(
    at('api'),
    first + requestText('GET', `/${acting.token}/resource`),
  );
  expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  expect(text).toContain('Connection: keep-alive');
  // Pipelined requests share a socket; each record holds its own answer only.
  expect(acting.exchanges().map(({ sentHead }) => sentHead?.match(/HTTP/g)?.length)).toEqual([
    1, 1,
  ]);
});

test('a raw answer is sent as it stands, and the connection ends', async ({ act, ask }) => {
  const raw = 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin : *\nX\u0000Y: \u00ff\n\nbo\u0000dy';
  const acting = act({ 'GET /resource': { raw } });
  expect(await ask(acting, 'GET', '/resource')).toEqual({ text: raw, error: null });
  await acting.settled();
  const [exchange] = acting.exchanges();
  expect(exchange).toMatchObject({ sentBody: 'bo\u0000dy', end: 'finished' });
  expect(exchange?.sentHead).toBe(raw.slice(0, raw.indexOf('\n\n')));
  expect(acting.discrepancies()).toEqual([]);
});

test('a redirect names this act at another origin', async ({ act, ask, origins }) => {
  const acting = act({
    'GET /moved': { status: 302, headers: [['Location', '{apiCrossSite:/resource?x=1}']] },
  });
  const { text } = await ask(acting, 'GET', '/moved');
  expect(head(text)).toContain(
    `Location: ${origins.table.apiCrossSite}/${acting.token}/resource?x=1`,
  );
});

test('the n-th request of a route is given its n-th answer, the last one repeats', async ({
  act,
  ask,
}) => {
  const acting = act({
    'GET /resource': [201, 202].map((status) => ({ status, headers: [] })),
    'ALL /resource': { status: 203, headers: [] },
  });
  const statuses: string[] = [];
  for (const method of ['GET', 'PUT', 'GET', 'GET', 'OPTIONS']) {
    statuses.push((await ask(acting, method, '/resource')).text.slice(9, 12));
  }
  expect(statuses).toEqual(['201', '203', '202', '202', '203']);
});

test('a route with a query goes before the same route without', async ({ act, ask }) => {
  const acting = act({
    'GET /resource': { status: 201, headers: [] },
    'GET /resource?x=1': { status: 202, headers: [] },
  });
  const statuses: string[] = [];
  for (const query of ['', '?x=1', '?x=2']) {
    statuses.push((await ask(acting, 'GET', `/resource${query}`)).text.slice(9, 12));
  }
  expect(statuses).toEqual(['201', '202', '201']);
});

const PLANTED: readonly {
  readonly what: string;
  readonly spoil: (lines: string[]) => string[];
  readonly found: RegExp;
}[] = [
  {
    what: 'a line left out',
    spoil: (lines) => lines.slice(2),
    found:
      /^Request 1, GET \/resource: header line 1 declared as "X-One: 1", sent as "X-Two: 2"\.$/,
  },
  {
    what: 'a line too many',
    spoil: (lines) => [...lines, 'X-Three', '3'],
    found: /sent the header line "X-Three: 3" undeclared\.$/,
  },
  {
    what: 'a second length',
    spoil: (lines) => [...lines, 'Content-Length', '4'],
    found: /sent the header line "Content-Length: 4" undeclared\.$/,
  },
  {
    what: 'another case',
    spoil: (lines) => lines.map((part) => part.toLowerCase()),
    found: /declared as "X-One: 1", sent as "x-one: 1"\.$/,
  },
];

test.describe('the self-check', () => {
  const routes = {
    'GET /resource': { status: 200, headers: [['X-One', '1'], ['X-Two', '2']] }, // prettier-ignore
  } as const;
  const writeHead = ServerResponse.prototype.writeHead as (
    status: number,
    lines: string[],
  ) => ServerResponse;

  test.afterEach(() => {
    ServerResponse.prototype.writeHead = writeHead as typeof ServerResponse.prototype.writeHead;
  });

  /** Breaks what the suite hands to Node, behind the suite's back. */
  const plant = (spoil: (lines: string[], status: number) => [number, string[]]) => {
    ServerResponse.prototype.writeHead = function spoilt(
      this: ServerResponse,
      status: number,
      lines: string[],
    ) {
      return writeHead.call(this, ...spoil(lines, status));
    } as typeof ServerResponse.prototype.writeHead;
  };

  for (const { what, spoil, found } of PLANTED) {
    test(`finds ${what}`, async ({ act, ask }) => {
      plant((lines, status) => [status, spoil(lines)]);
      const acting = act(routes);
      await ask(acting, 'GET', '/resource');
      expect(acting.discrepancies()[0]).toMatch(found);
    });
  }

  test('finds another status', async ({ act, ask }) => {
    plant((lines) => [201, lines]);
    const acting = act({ 'GET /resource': { status: 200, headers: [] } });
    await ask(acting, 'GET', '/resource');
    expect(acting.discrepancies()).toEqual([
      'Request 1, GET /resource: declared status 200, sent "HTTP/1.1 201 Created".',
    ]);
  });

  test('can be switched off', async () => {
    plant((lines, status) => [status, lines.slice(2)]);
    const origins = await startOrigins({ selfCheck: false });
    const acting = origins.act(routes);
    const port = Number(new URL(origins.table.api).port);
    await exchangeRaw({ port }, requestText('GET', `/${acting.token}/resource`));
    expect(acting.exchanges()).toHaveLength(1);
    expect(acting.discrepancies()).toEqual([]);
    await origins.close();
  });
});

const REFUSED = [
  {
    what: 'a key without a path',
    routes: { 'GET resource': { status: 200, headers: [] } },
    says: '"GET resource" is no route',
  },
  { what: 'an empty list', routes: { 'GET /r': [] }, says: 'Route "GET /r" has an empty list' },
  {
    what: 'a status below 200',
    routes: { 'GET /r': { status: 103, headers: [] } },
    says: 'declares status 103: give one from 200 to 999',
  },
  {
    what: 'a header name that is no token',
    routes: { 'GET /r': { status: 200, headers: [['A B', '1']] } },
    says: 'declares the header line "A B: 1": Node sends it only raw',
  },
  {
    what: 'a line break in a value',
    routes: { 'GET /r': { status: 200, headers: [['A', '1\r\n']] } },
    says: 'Node sends it only raw',
  },
  {
    what: 'a coding of the body',
    routes: { 'GET /r': { status: 200, headers: [['transfer-encoding', 'chunked']] } },
    says: 'give a raw answer',
  },
  {
    what: 'raw text that is no bytes',
    routes: { 'GET /r': { raw: '\u2026' } },
    says: 'character above U+00FF',
  },
  {
    what: 'an unknown placeholder',
    routes: { 'GET /r': { status: 200, headers: [['A', '{nobody}']] } },
    says: 'Unknown placeholder {nobody}',
  },
] as const;

for (const { what, routes, says } of REFUSED) {
  test(`${what} is refused in one line`, ({ act }) => {
    const attempt = () => act(routes as unknown as Parameters<typeof act>[0]);
    expect(attempt).toThrow(says);
    expect(attempt).toThrow(/^[^\n]+\.$/);
  });
}
