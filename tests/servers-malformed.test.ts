/** What is no proper request gets a 4xx with a sentence, and the servers live on. */
import { BODY_LIMIT } from '../servers/acting.ts';
import { expect, test } from './origins-fixture.ts';
import { exchangeRaw, requestText } from './raw-client.ts';

const MALFORMED: readonly {
  readonly what: string;
  readonly bytes: string;
  readonly status: number;
  readonly says: RegExp;
}[] = [
  { what: 'no HTTP', bytes: 'hello\r\n\r\n', status: 400, says: /not a well-formed HTTP\/1\.1 request/ },
  { what: 'bytes of no text', bytes: '\u0016\u0003\u0001\u00ff\u0000', status: 400, says: /not a well-formed/ },
  { what: 'a version that is none', bytes: 'GET / HTTQ/1.1\r\nHost: a\r\n\r\n', status: 400, says: /not a well-formed/ },
  { what: 'HTTP/2 without a handshake', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', status: 400, says: /not a well-formed/ },
  { what: 'a header name that is no token', bytes: 'GET / HTTP/1.1\r\nHost: a\r\nA B: 1\r\n\r\n', status: 400, says: /HPE_INVALID_HEADER_TOKEN/ },
  { what: 'a length that is no number', bytes: 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n', status: 400, says: /HPE_INVALID_CONTENT_LENGTH/ },
  { what: 'two framings at once', bytes: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', status: 400, says: /not a well-formed/ },
  { what: 'a method that is no token', bytes: 'G(T / HTTP/1.1\r\nHost: a\r\n\r\n', status: 400, says: /HPE_INVALID_METHOD/ },
  { what: 'an unknown method and a broken header', bytes: 'patch / HTTP/1.1\r\nHost: a\r\nA B: 1\r\n\r\n', status: 400, says: /HPE_INVALID_HEADER_TOKEN/ },
  { what: 'a huge header', bytes: `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(2_000_000)}\r\n\r\n`, status: 431, says: /over 16 KiB: send less/ },
  { what: 'a huge URL', bytes: `GET /${'x'.repeat(200_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, status: 431, says: /over 16 KiB: send less/ },
  { what: 'no Host', bytes: 'GET /stage HTTP/1.1\r\nConnection: close\r\n\r\n', status: 400, says: /has no Host header/ },
  { what: 'a broken escape', bytes: requestText('GET', '/%zz'), status: 404, says: /No scenario|has no GET/ },
  { what: 'a broken escape in a folder', bytes: requestText('GET', '/client/%zz.js'), status: 404, says: /No scenario|has no GET/ },
  { what: 'a NUL in a path', bytes: requestText('GET', '/client/%00.js'), status: 404, says: /No scenario|has no GET/ },
  { what: 'the asterisk form', bytes: requestText('OPTIONS', '*'), status: 404, says: /No scenario|has no OPTIONS/ },
  { what: 'an absolute URL', bytes: requestText('GET', 'http://a/none'), status: 404, says: /No scenario|has no GET/ },
  { what: 'slashes only', bytes: requestText('GET', '//////'), status: 404, says: /No scenario|has no GET/ },
]; // prettier-ignore

for (const { what, bytes, status, says } of MALFORMED) {
  test(`${what}: ${status}`, async ({ act, ask, at }) => {
    for (const name of ['page', 'api'] as const) {
      const { text } = await exchangeRaw(at(name), bytes);
      expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(text.slice(text.indexOf('\r\n\r\n') + 4)).toMatch(says);
      expect(text).toMatch(/[^\n]+\n$/);
    }
    const acting = act({ 'GET /resource': { status: 200, headers: [] } });
    expect((await ask(acting, 'GET', '/resource')).text).toContain('200 OK');
  });
}

test('a body over the limit: 413', async ({ act, ask }) => {
  const acting = act({ 'ALL /resource': { status: 200, headers: [] } });
  const fits = await ask(acting, 'POST', '/resource', { body: 'x'.repeat(BODY_LIMIT) });
  expect(fits.text).toContain('200 OK');
  const { text } = await ask(acting, 'POST', '/resource', { body: 'x'.repeat(BODY_LIMIT + 1) });
  expect(text).toMatch(/^HTTP\/1\.1 413 [^]*is over 1048576 bytes: send less\.\n$/);
  expect(acting.discrepancies()).toEqual([
    'Request 2, POST /resource: the body is over 1048576 bytes, answered 413.',
  ]);
});

test('no HTTP at an https port, and no TLS at an http port, harm nothing', async ({
  at,
  origins,
}) => {
  expect((await exchangeRaw(at('apiSecure'), requestText('GET', '/'))).text).not.toContain('HTTP');
  const tls = { rejectUnauthorized: false };
  expect((await exchangeRaw({ ...at('api'), tls }, requestText('GET', '/'))).error).not.toBeNull();
  const trusting = { ...at('apiSecure'), tls: { ca: origins.certificate.pem } };
  expect((await exchangeRaw(trusting, requestText('GET', '/'))).text).toContain('404');
});

test('upgrades and CONNECT harm nothing', async ({ at }) => {
  const headers = ['Upgrade: websocket', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='];
  await exchangeRaw(at('api'), requestText('GET', '/', { headers }));
  await exchangeRaw(at('api'), requestText('CONNECT', 'a:443'));
  expect((await exchangeRaw(at('api'), requestText('GET', '/'))).text).toContain('404');
});
