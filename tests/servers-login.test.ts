/** The login app, mounted in an act: cookies, JSON, and the `cors` middleware as declared. */
import type { AppAnswer } from '../scenarios/types.ts';
import { expect, test } from './origins-fixture.ts';

const app = (rest: Partial<AppAnswer> = {}): AppAnswer => ({ app: 'login', cors: null, ...rest });

const JSON_HEADER = 'Content-Type: application/json';

test('logs in by a cookie, and knows who is logged in', async ({ act, ask }) => {
  const acting = act({ 'ALL /app': app({ cookie: { sameSite: 'none', secure: true } }) });
  const before = await ask(acting, 'GET', '/app/me');
  expect(before.text).toMatch(/^HTTP\/1\.1 401 [^]*\{"error":"Nobody is logged in[^]*"\}$/);
  const login = await ask(acting, 'POST', '/app/session', {
    headers: [JSON_HEADER],
    body: '{"user":"alice"}',
  });
  expect(login.text).toMatch(/^HTTP\/1\.1 200 [^]*\{"user":"alice"\}$/);
  expect(login.text).toContain(
    `Set-Cookie: session=alice; Path=/${acting.token}/app; HttpOnly; Secure; SameSite=None\r\n`,
  );
  const after = await ask(acting, 'GET', '/app/me', { headers: ['Cookie: session=alice'] });
  expect(after.text).toMatch(/^HTTP\/1\.1 200 [^]*\{"user":"alice"\}$/);
  expect(after.text).not.toMatch(/\r\n(?:Date|X-Powered-By|ETag|Access-Control-[\w-]+):/);
  const exchanges = acting.exchanges();
  expect(exchanges.map(({ arrival, end }) => [arrival.path, arrival.body, end])).toEqual([
    ['/app/me', '', 'finished'],
    ['/app/session', '{"user":"alice"}', 'finished'],
    ['/app/me', '', 'finished'],
  ]);
  expect(exchanges[1]?.sentBody).toBe('{"user":"alice"}');
  expect(acting.discrepancies()).toEqual([]);
});

const OPTIONS = [
  { what: 'no middleware', cors: null, lines: [] },
  { what: 'no options', cors: {}, lines: ['Access-Control-Allow-Origin: *'] },
  {
    what: 'the page, with credentials',
    cors: { origin: '{page}', credentials: true },
    lines: [
      'Access-Control-Allow-Origin: {page}',
      'Vary: Origin',
      'Access-Control-Allow-Credentials: true',
    ],
  },
  {
    what: 'whoever asks',
    cors: { origin: true },
    lines: ['Access-Control-Allow-Origin: http://who.test', 'Vary: Origin'],
  },
] as const;

for (const { what, cors, lines } of OPTIONS) {
  test(`cors with ${what}`, async ({ act, ask, origins }) => {
    const acting = act({ 'ALL /': app({ cors }) });
    const { text } = await ask(acting, 'GET', '/me', { headers: ['Origin: http://who.test'] });
    expect(text.match(/^(?:Vary|Access-Control-[\w-]+): .*(?=\r)/gm) ?? []).toEqual(
      lines.map((line) => line.replace('{page}', origins.table.page)),
    );
  });
}

test('the middleware answers preflights', async ({ act, ask }) => {
  const acting = act({ 'ALL /app': app({ cors: { origin: true, credentials: true } }) });
  const { text } = await ask(acting, 'OPTIONS', '/app/session', {
    headers: [
      'Origin: http://who.test',
      'Access-Control-Request-Method: POST',
      'Access-Control-Request-Headers: content-type',
    ],
  });
  expect(text).toMatch(/^HTTP\/1\.1 204 /);
  expect(text).toContain('Access-Control-Allow-Headers: content-type\r\n');
});

for (const { what, body, status } of [
  { what: 'no JSON', body: '{', status: 400 },
  { what: 'too much JSON', body: `"${'x'.repeat(200_000)}"`, status: 413 },
]) {
  test(`${what}: ${status} with a sentence, and the app lives`, async ({ act, ask }) => {
    const acting = act({ 'ALL /app': app() });
    const headers = [JSON_HEADER];
    const { text } = await ask(acting, 'POST', '/app/session', { headers, body });
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(text).toMatch(/\{"error":"[^"]* send a JSON object\."\}$/);
    expect((await ask(acting, 'POST', '/app/session')).text).toContain('200 OK');
  });
}

for (const path of ['/app', '/app/', '/app/none', '/app/%zz', '/app?me']) {
  test(`${path} is the app's to refuse: 404`, async ({ act, ask }) => {
    const acting = act({ 'ALL /app': app() });
    expect((await ask(acting, 'GET', path)).text).toMatch(/^HTTP\/1\.1 404 /);
    expect(acting.exchanges()[0]?.end).toBe('finished');
  });
}

test('without the middleware Express answers OPTIONS, and no CORS header stands in it', async ({
  act,
  ask,
}) => {
  const acting = act({ 'ALL /app': app() });
  const { text } = await ask(acting, 'OPTIONS', '/app/session');
  expect(text).toMatch(/^HTTP\/1\.1 200 [^]*Allow: POST\r\n/);
  expect(text).not.toContain('Access-Control');
});

test("a path that only begins like the app's is not its own", async ({ act, ask }) => {
  const acting = act({ 'ALL /app': app() });
  await ask(acting, 'GET', '/apple/me');
  expect(acting.exchanges()[0]?.end).toBe('unknown-route');
});
