/** Ordinary requests in between: whatever was sent before, they are answered rightly. */
import { TARGETS, type Target } from './case.ts';
import type { Server } from './server.ts';
import { headerOf } from './answers.ts';
import { PATIENCE, send, type Outcome } from './wire.ts';

const LINE = '\r\n';

export function request(
  server: Server,
  at: Target,
  method: string,
  path: string,
  body?: string,
): Promise<Outcome> {
  const { host } = new URL(server.ready.table[at]);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    ...(body === undefined
      ? []
      : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]),
    '',
    body ?? '',
  ];
  return send({
    port: server.portOf(at),
    tls: at.endsWith('Secure'),
    pieces: [Buffer.from(lines.join(LINE))],
    apart: false,
    after: 'wait',
    answers: 1,
    quiet: PATIENCE,
  });
}

/** An act opened by hand; the token, or a sentence about what was wrong. */
export async function openByHand(server: Server): Promise<{ token: string } | { wrong: string }> {
  const path = '/scenario/allow-origin-missing/acts';
  const { reading, text } = await request(server, 'page', 'POST', path, '{"act":"refused"}');
  const [answer] = reading.answers;
  const token = /"token":"([0-9a-f]{24})"/.exec(answer?.body ?? '')?.[1];
  return token === undefined || answer?.status !== 201
    ? { wrong: `POST ${path} was answered ${JSON.stringify(text.slice(0, 80))}` }
    : { token };
}

/** Asks each origin; sentences about what was wrong. */
export async function ordinary(server: Server, token: string): Promise<string[]> {
  const wrong: string[] = [];
  const expect = async (
    at: Target,
    path: string,
    holds: (outcome: Outcome) => boolean,
  ): Promise<void> => {
    const outcome = await request(server, at, 'GET', path);
    if (!holds(outcome))
      wrong.push(`GET ${path} at ${at} was answered ${JSON.stringify(outcome.text.slice(0, 120))}`);
  };
  const declared = `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: ${server.ready.table.page}\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n`;
  for (const at of TARGETS) {
    await expect(at, `/${token}/resource`, ({ text }) => text === declared);
  }
  for (const at of ['page', 'pageSecure'] as const) {
    for (const path of ['/stage', '/client/perform.js', '/scenario/allow-origin-missing']) {
      await expect(at, path, ({ reading: { answers }, end }) => {
        const [answer] = answers;
        return end === 'closed' && answer?.status === 200 && answer.body.length > 100;
      });
    }
  }
  await expect('api', '/barrier/1', ({ reading: { answers } }) => answers[0]?.status === 499);
  await expect(
    'page',
    '/none',
    ({ reading: { answers } }) =>
      answers[0]?.status === 404 && headerOf(answers[0], 'content-type').length === 1,
  );
  return wrong;
}
