/** Where the origins listen, behind which certificates, and where nothing listens. */
import { createServer } from 'node:http';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { startOrigins } from '../servers/index.ts';
import { listenOnLoopback } from '../servers/listen.ts';
import { ORIGINS, type OriginName } from '../scenarios/origins.ts';
import { expect, test } from './origins-fixture.ts';
import { exchangeRaw, requestText } from './raw-client.ts';

const handler = () => {};

/** Listens there, says what came of it, and stops. */
async function tryToListen(port: number, host: string): Promise<string> {
  const server = createTcpServer().listen(port, host);
  try {
    await once(server, 'listening');
    server.close();
    return 'listening';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

const hasIpv6Loopback = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1');

test('one port is bound in both address families, on loopback only', async () => {
  const listener = await listenOnLoopback({ name: 'page', handler });
  expect(listener.addresses.map(({ address }) => address)).toEqual(
    hasIpv6Loopback ? ['127.0.0.1', '::1'] : ['127.0.0.1'],
  );
  expect(new Set(listener.addresses.map(({ port }) => port))).toEqual(new Set([listener.port]));
  await listener.close();
});

test('both address families are answered', async ({ act, at }) => {
  test.skip(!hasIpv6Loopback, 'this system has no ::1');
  const acting = act({ 'GET /resource': { status: 200, headers: [] } });
  for (const host of ['127.0.0.1', '::1']) {
    const asked = requestText('GET', `/${acting.token}/resource`, { host: 'localhost' });
    expect((await exchangeRaw({ ...at('api'), host }, asked)).text).toContain('200 OK');
  }
  const { port } = at('api');
  expect(acting.exchanges().map(({ arrival }) => arrival.at)).toEqual(
    Array.from({ length: 2 }, () => `http://localhost:${port}`),
  );
});

test('no other address of this machine answers', async ({ at }) => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid);
  test.skip(others.length === 0, 'this machine has no other address');
  for (const { address } of others) {
    const { error } = await exchangeRaw({ ...at('api'), host: address }, 'GET / HTTP/1.1\r\n\r\n');
    expect(error).toBe('ECONNREFUSED');
  }
});

test('the table holds serialized origins', ({ origins }) => {
  for (const [name, { scheme, host }] of Object.entries(ORIGINS)) {
    const origin = origins.table[name as OriginName];
    if (scheme === 'file') expect(origin).toMatch(/^file:\/\/\/.+[^/]$/);
    else {
      expect(new URL(origin).origin).toBe(origin);
      expect(origin).toMatch(new RegExp(`^${scheme}://${host.replaceAll('.', '\\.')}:\\d+$`));
    }
  }
});

test("the run's certificate vouches for itself at every place named", async ({ origins }) => {
  const { pem, spkiSha256 } = origins.certificate;
  const certificate = new X509Certificate(pem);
  expect(certificate.ca).toBe(false);
  expect(certificate.subjectAltName).toBe(
    'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
  );
  expect(Buffer.from(spkiSha256, 'base64')).toHaveLength(32);
  const days = (new Date(certificate.validTo).getTime() - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(1);
  expect(days).toBeLessThan(8);
  expect(origins.trustedAt).toHaveLength(4);
  for (const { host, port } of origins.trustedAt) {
    const tls = { ca: pem, servername: host === 'localhost' ? host : '' };
    const { text } = await exchangeRaw({ port, host, tls }, requestText('GET', '/none'));
    expect(text).toContain('404 Not Found');
  }
});

test('nothing vouches for the untrusted origin, and it answers who asks all the same', async ({
  act,
  at,
  origins,
}) => {
  const acting = act({ 'GET /resource': { status: 200, headers: [] } });
  const asked = requestText('GET', `/${acting.token}/resource`);
  const trusting = { ...at('apiUntrusted'), tls: { ca: origins.certificate.pem } };
  expect(await exchangeRaw(trusting, asked)).toEqual({
    text: '',
    error: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  expect(acting.exchanges()).toEqual([]);
  const careless = { ...at('apiUntrusted'), tls: { rejectUnauthorized: false } };
  expect((await exchangeRaw(careless, asked)).text).toContain('200 OK');
  expect(acting.exchanges()[0]?.arrival.at).toBe(origins.table.apiUntrusted);
});

test('the refusing port refuses, and nobody else can have it', async ({ at }) => {
  const { port } = at('apiRefusing');
  const refused = () => exchangeRaw({ port }, 'GET / HTTP/1.1\r\n\r\n');
  expect(await refused()).toEqual({ text: '', error: 'ECONNREFUSED' });
  expect(await tryToListen(port, '127.0.0.1')).toBe('EADDRINUSE');
  expect(await tryToListen(port, '0.0.0.0')).toBe('EADDRINUSE');
  expect(await refused()).toEqual({ text: '', error: 'ECONNREFUSED' });
});

test.describe('fixed ports', () => {
  test('are had, and free again after close', async () => {
    const [first] = [await startOrigins()];
    const port = Number(new URL(first.table.api).port);
    await first.close();
    const second = await startOrigins({ ports: { api: port } });
    expect(second.table.api).toBe(`http://127.0.0.1:${port}`);
    expect(second.table.apiCrossSite).toBe(`http://localhost:${port}`);
    await second.close();
  });

  for (const host of hasIpv6Loopback ? ['127.0.0.1', '::1'] : ['127.0.0.1']) {
    test(`taken on ${host}: one line names the port and says what to do`, async () => {
      const other = createServer().listen(0, host);
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      await expect(startOrigins({ ports: { apiSecure: port } })).rejects.toThrow(
        `Port ${port} on ${host}, asked for as \`apiSecure\`, is taken: give another port, or end the program that listens there.`,
      );
      other.close();
    });
  }

  test('that browsers block are refused', async () => {
    await expect(startOrigins({ ports: { page: 6000 } })).rejects.toThrow(
      'Port 6000, asked for as `page`, is one that browsers never connect to: give another.',
    );
  });

  for (const port of [-1, 65_536, 1.5, Number.NaN]) {
    test(`${port} is no port`, async () => {
      await expect(startOrigins({ ports: { page: port } })).rejects.toThrow(
        `${port}, asked for as \`page\`, is no port: give a whole number from 1 to 65535.`,
      );
    });
  }
});

test('close ends every connection, hanging and idle ones too, and every act', async () => {
  const origins = await startOrigins();
  const acting = origins.act({ 'GET /hang': { connection: 'hang' } });
  const port = Number(new URL(origins.table.api).port);
  const tlsPort = Number(new URL(origins.table.apiSecure).port);
  const hanging = exchangeRaw({ port }, requestText('GET', `/${acting.token}/hang`));
  const inHandshake = exchangeRaw({ port: tlsPort }, '');
  await acting.arrived(1);
  await origins.close();
  expect((await hanging).text).toBe('');
  expect((await inHandshake).text).toBe('');
  await expect(acting.arrived(2)).rejects.toThrow('request 2 never came');
});
