/** What an act does beside answering: connections, undeclared requests, and the wire record. */
import { once } from 'node:events';
import { expect, test } from './origins-fixture.ts';
import { exchangeRaw, keptAlive, openRaw, requestText } from './raw-client.ts';

const TRANSPORTS = [
  { origin: 'api', secure: false },
  { origin: 'apiSecure', secure: true },
] as const;

for (const { origin, secure } of TRANSPORTS) {
  test.describe(`over ${origin}`, () => {
    test('reset: the connection ends by RST, without a byte', async ({ act, at, origins }) => {
      const acting = act({
        'GET /first': { status: 204, headers: [] },
        'POST /resource': { connection: 'reset' },
      });
      const tls = { ca: origins.certificate.pem };
      const { socket, ended } = openRaw({ ...at(origin), ...(secure && { tls }) });
      socket.write(keptAlive('GET', `/${acting.token}/first`), 'latin1');
      // A client of libuv takes an RST for an end in order where the session tickets, which follow
      // the handshake, come with it.
      await once(socket, 'data');
      socket.write(requestText('POST', `/${acting.token}/resource`, { body: 'kept' }), 'latin1');
      const { text, error } = await ended;
      expect(text).toMatch(/^HTTP\/1\.1 204 No Content\r\n[^]*\r\n\r\n$/);
      expect(error).toBe('ECONNRESET');
      await acting.settled();
      expect(acting.exchanges()).toMatchObject([
        { end: 'finished' },
        { sentHead: null, sentBody: '', end: 'acted', arrival: { body: 'kept' } },
      ]);
      expect(acting.discrepancies()).toEqual([]);
    });

    test('close: the connection ends in order, without a byte', async ({ act, at, origins }) => {
      const acting = act({ 'GET /resource': { connection: 'close' } });
      const tls = { ca: origins.certificate.pem };
      const asked = requestText('GET', `/${acting.token}/resource`);
      expect(await exchangeRaw({ ...at(origin), ...(secure && { tls }) }, asked)).toEqual({
        text: '',
        error: null,
      });
      await acting.settled();
      expect(acting.exchanges()).toMatchObject([{ sentHead: null, end: 'acted' }]);
      expect(acting.discrepancies()).toEqual([]);
    });

    test('hang: no byte until the act ends', async ({ act, at, origins }) => {
      const acting = act({ 'GET /resource': { connection: 'hang' } });
      const tls = { ca: origins.certificate.pem };
      const { socket, ended } = openRaw({ ...at(origin), ...(secure && { tls }) });
      socket.write(requestText('GET', `/${acting.token}/resource`));
      await acting.arrived(1);
      await acting.settled();
      expect(socket.bytesRead === 0 || secure).toBe(true);
      expect(acting.exchanges()).toMatchObject([{ sentHead: null, end: 'acted' }]);
      acting.end();
      expect((await ended).text).toBe('');
    });

    // https://fetch.spec.whatwg.org/#concept-method-normalize : these go out as they stand.
    for (const method of ['patch', 'CHICKEN', 'GETS', 'SETUP', "!#$%&'*+.^_`|~0aZ-"]) {
      test(`the method ${method} arrives as it was sent`, async ({ act, at, origins }) => {
        const acting = act({ [`${method} /resource` as const]: { status: 201, headers: [] } });
        const tls = { ca: origins.certificate.pem };
        const { text } = await exchangeRaw(
          { ...at(origin), ...(secure && { tls }) },
          requestText(method, `/${acting.token}/resource`, { body: 'sent' }),
        );
        expect(text).toMatch(/^HTTP\/1\.1 201 Created\r\n[^]*\r\n\r\nok\n$/);
        await acting.settled();
        expect(acting.exchanges()).toMatchObject([
          { arrival: { method, body: 'sent', at: origins.table[origin] }, end: 'finished' },
        ]);
        expect(acting.discrepancies()).toEqual([]);
      });
    }
  });
}

test('a method unknown to Node is served on a connection that was used before', async ({
  act,
  at,
}) => {
  const acting = act({ 'ALL /resource': { status: 200, headers: [] } });
  const { socket, ended } = openRaw(at('api'));
  socket.write(`OPTIONS /${acting.token}/resource HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  await once(socket, 'data');
  // As a browser does: the head in one write, the body in another.
  socket.write(
    `patch /${acting.token}/resource HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n`,
  );
  socket.write('late');
  const { text } = await ended;
  expect(text.match(/200 OK/g)).toHaveLength(2);
  expect(acting.exchanges().map(({ arrival: { method, body } }) => [method, body])).toEqual([
    ['OPTIONS', ''],
    ['patch', 'late'],
  ]);
});

test('the wire record keeps order, case, repeats and body', async ({ act, ask, origins }) => {
  const acting = act({ 'ALL /resource': { status: 200, headers: [] } });
  const host = new URL(origins.table.apiCrossSite).host;
  await ask(acting, 'PUT', '/resource?q=%20', {
    host,
    headers: ['oRIGIN: null', 'X-Twice: 1', 'x-twice: 2', 'X-Empty:', 'X-Latin: \u00e9'],
    body: Buffer.from('sn\u00f8').toString('latin1'),
  });
  await ask(acting, 'GET', '/resource', { host });
  const [first, second] = acting.exchanges();
  expect(first).toMatchObject({
    order: 0,
    arrival: {
      method: 'PUT',
      at: origins.table.apiCrossSite,
      path: '/resource?q=%20',
      httpVersion: '1.1',
      headers: [
        ['Host', host],
        ['oRIGIN', 'null'],
        ['X-Twice', '1'],
        ['x-twice', '2'],
        ['X-Empty', ''],
        ['X-Latin', '\u00e9'],
        ['Content-Length', '4'],
        ['Connection', 'close'],
      ],
      body: 'sn\u00f8',
    },
  });
  expect(second).toMatchObject({ order: 1, arrival: { method: 'GET', body: '' } });
});

test("`at` has the socket's port and the Host header's name", async ({ act, ask, at }) => {
  const acting = act({ 'ALL /resource': { status: 200, headers: [] } });
  const { port } = at('api');
  const hosts = ['api.cors.test:1', 'LOCALHOST', '[::1]:80', 'evil@host', 'a b', ''];
  for (const host of hosts) {
    expect((await ask(acting, 'GET', '/resource', { host })).text).toContain('200 OK');
  }
  expect(acting.exchanges().map(({ arrival }) => arrival.at)).toEqual(
    ['api.cors.test', 'localhost', '[::1]', '127.0.0.1', '127.0.0.1', '127.0.0.1'].map(
      (name) => `http://${name}:${port}`,
    ),
  );
});

test('a client that goes first is `aborted`', async ({ act, at }) => {
  const acting = act({ 'POST /resource': { status: 200, headers: [] } });
  const { socket } = openRaw(at('api'));
  socket.write(
    `POST /${acting.token}/resource HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\npart`,
  );
  const other = exchangeRaw(at('api'), requestText('POST', `/${acting.token}/resource`));
  await acting.arrived(1);
  await other;
  expect(
    acting
      .exchanges()
      .map(({ end }) => end)
      .toSorted(),
  ).toEqual(['finished', 'pending']);
  socket.destroy();
  await acting.arrived(2);
  await acting.settled();
  const broken = acting.exchanges().find(({ end }) => end === 'aborted');
  expect(broken).toMatchObject({ sentHead: null, arrival: { body: 'part' } });
  expect(acting.discrepancies()).toEqual([]);
});

test('an undeclared route is answered 404 without CORS headers, and recorded', async ({
  act,
  ask,
}) => {
  const acting = act({ 'GET /resource': { status: 200, headers: [] } });
  for (const [method, path] of [
    ['GET', '/other'],
    ['OPTIONS', '/resource'],
    ['GET', '/resource/below'],
    ['GET', '/%zz'],
    ['GET', '/'],
  ] as const) {
    const { text } = await ask(acting, method, path);
    expect(text).toMatch(/^HTTP\/1\.1 404 /);
    expect(text).toContain(`No route of this scenario answers ${method} ${path}.`);
    expect(text.toLowerCase()).not.toContain('access-control');
  }
  expect(acting.exchanges().map(({ end }) => end)).toEqual(
    Array.from({ length: 5 }, () => 'unknown-route'),
  );
  expect(acting.exchanges()[0]?.sentHead).toContain('404');
  expect(acting.discrepancies()).toEqual([]);
});

test('an unknown token, and one whose act has ended, is answered 404', async ({ act, at }) => {
  const acting = act({ 'GET /resource': { status: 200, headers: [] } });
  const ended = act({ 'GET /resource': { status: 200, headers: [] } });
  ended.end();
  for (const path of ['/', '/nobody/resource', `/${ended.token}/resource`, `/${acting.token}x/`]) {
    const { text } = await exchangeRaw(at('api'), requestText('GET', path));
    expect(text).toMatch(/^HTTP\/1\.1 404 [^]*No scenario is ready under this URL/);
    expect(text.toLowerCase()).not.toContain('access-control');
  }
  expect([...acting.exchanges(), ...ended.exchanges()]).toEqual([]);
});

test('acts share no token and no record', async ({ act, ask }) => {
  const routes = { 'GET /resource': { status: 200, headers: [] } } as const;
  const [one, other] = [act(routes), act(routes)];
  expect(one.token).toMatch(/^[0-9a-f]{24}$/);
  expect(one.token).not.toBe(other.token);
  await ask(one, 'GET', '/resource');
  expect(one.exchanges()).toHaveLength(1);
  expect(other.exchanges()).toHaveLength(0);
});

test('a page origin acts, too: a redirect may begin at home', async ({ act, at, origins }) => {
  const acting = act({
    'GET /moved': { status: 302, headers: [['Location', '{api:/resource}']] },
  });
  const { text } = await exchangeRaw(at('page'), requestText('GET', `/${acting.token}/moved`));
  expect(text).toContain(`Location: ${origins.table.api}/${acting.token}/resource\r\n`);
  expect(acting.exchanges()[0]?.arrival.at).toBe(origins.table.page);
  expect(acting.discrepancies()).toEqual([]);
});

for (const method of ['GET', 'OPTIONS', 'PUT', 'patch']) {
  test(`the barrier answers ${method} with 499 and no CORS header`, async ({ at, origins }) => {
    const url = new URL(origins.barrierUrl());
    expect(origins.barrierUrl()).not.toBe(url.href);
    const { text } = await exchangeRaw(
      at('api'),
      requestText(method, url.pathname, { headers: ['Origin: http://127.0.0.1'] }),
    );
    expect(text).toBe('HTTP/1.1 499 Barrier\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
}

test("the barrier stands at the API server's origins only", ({ origins }) => {
  expect(origins.barrierUrl('apiSecure')).toContain(`${origins.table.apiSecure}/barrier/`);
  expect(() => origins.barrierUrl('page')).toThrow(
    'No barrier stands at `page`: name an origin of the API server.',
  );
});
