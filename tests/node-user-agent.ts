/** The network of the oracle, in Node: sends what it asks for to origins that run, keeps cookies. */
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Header, NetworkRequest, ServerAnswer } from '../oracle/types.ts';
import type { Act } from '../servers/types.ts';

export interface NodeUserAgent {
  readonly send: (request: NetworkRequest) => Promise<ServerAnswer>;
  /** Of each request that left, in order: the Cookie header, null where it had none. */
  readonly cookies: readonly (string | null)[];
}

interface Options {
  readonly act: Act;
  /** The one certificate that is trusted, PEM. */
  readonly ca: string;
}

/** A user agent without cookies and without a page. An answer that hangs is given up. */
export function nodeUserAgent({ act, ca }: Options): NodeUserAgent {
  /** `name=value` by name, by host: cookies know no ports. */
  const jar = new Map<string, Map<string, string>>();
  const cookies: (string | null)[] = [];
  const send = async (asked: NetworkRequest): Promise<ServerAnswer> => {
    const { hostname } = new URL(asked.url);
    const kept = jar.get(hostname) ?? new Map<string, string>();
    const cookie = asked.includeCredentials && kept.size > 0 ? [...kept.values()].join('; ') : null;
    const answer = await exchange(asked, cookie, act, ca);
    if (!('unsent' in answer)) cookies.push(cookie);
    if (asked.includeCredentials && 'headers' in answer) {
      for (const [name, value] of answer.headers) {
        const [pair = ''] = value.split(';');
        if (name.toLowerCase() === 'set-cookie') kept.set(pair.split('=')[0] ?? '', pair);
      }
      jar.set(hostname, kept);
    }
    return answer;
  };
  return { send, cookies };
}

const linesOf = (asked: NetworkRequest, cookie: string | null): readonly Header[] => [
  ['Host', new URL(asked.url).host],
  ['Connection', 'keep-alive'],
  ...(asked.origin === null ? [] : [['Origin', asked.origin] as const]),
  ...(asked.accessControlRequestMethod === null
    ? []
    : [['Access-Control-Request-Method', asked.accessControlRequestMethod] as const]),
  ...(asked.accessControlRequestHeaders === null
    ? []
    : [['Access-Control-Request-Headers', asked.accessControlRequestHeaders] as const]),
  ...(cookie === null ? [] : [['Cookie', cookie] as const]),
  ...asked.headers,
  ...(asked.body === null ? [] : [['Content-Length', `${Buffer.byteLength(asked.body)}`] as const]),
];

function exchange(
  asked: NetworkRequest,
  cookie: string | null,
  act: Act,
  ca: string,
): Promise<ServerAnswer> {
  const before = act.exchanges().length;
  return new Promise((resolve) => {
    const url = new URL(asked.url);

    const request =
      url.protocol === 'https:'
        ? requestHttps(url, { ca, agent: false })
        : requestHttp(url, { agent: false });
    for (const [name, value] of linesOf(asked, cookie)) request.setHeader(name, value);
    // Node would put it in upper case.
    request.method = asked.method;
    request.on('response', (response) => resolve(read(response)));
    request.on('error', (error) => resolve(failureOf(error)));
    request.end(asked.body ?? undefined);
    const giveUpWhatHangs = async () => {
      await act.arrived(before + 1);
      await act.settled();
      if (act.exchanges().at(-1)?.end === 'acted') request.destroy();
    };
    // What never arrived ends with the act, if not by itself.
    giveUpWhatHangs().catch(() => {});
  });
}

async function read(response: IncomingMessage): Promise<ServerAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { rawHeaders } = response;
  return {
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? '',
    headers: rawHeaders.flatMap((name, index): Header[] =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
    ),
    body: Buffer.concat(chunks).toString('latin1'),
  };
}

/** Before there was a connection nothing was sent. */
function failureOf({ code = '', syscall }: NodeJS.ErrnoException): ServerAnswer {
  if (code.includes('CERT')) return { failure: 'certificate', unsent: true };
  return syscall === 'connect' || syscall === 'getaddrinfo'
    ? { failure: 'connection', unsent: true }
    : { failure: 'connection' };
}
