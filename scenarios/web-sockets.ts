/**
 * WebSocket: not under CORS. The handshake says who asks, and only the server looks at it.
 * https://websockets.spec.whatwg.org/#concept-websocket-establish
 */
import { COOKIE, LOGGED_IN, LOGIN } from './session-cookie.ts';
import type { Scenario, WebSocketAnswer } from './types.ts';
import type { WebSocketStep } from './initiators/streams.ts';
import { SILENT, allowOrigin, answer, location, sent } from './vocabulary.ts';

const topic = 'NotUnderCORS';
const tags = ['@websocket'] as const;
const anchor = 'https://websockets.spec.whatwg.org/#concept-websocket-establish';
const notPredicted =
  'A handshake is a request of mode websocket, of which the oracle knows nothing.';

const SOCKET = '{api:/socket}';
const MOVED = '{api:/moved}';
const connect: WebSocketStep = { do: 'web-socket', url: SOCKET };
const accepted: WebSocketAnswer = { webSocket: 'accepted', message: 'hello' };
const HEARD = { verdict: 'allowed', told: { data: 'hello', clean: true } } as const;
const FAILED = { verdict: 'blocked', told: { data: null, clean: false } } as const;
const shook = sent('GET', { url: SOCKET });

/** As the page wrote it. */
const url = 'ws://{api.host}/{token}/socket';
const failed = (status: string) =>
  ({
    chromium: [['websocket-failed', { url, status }]],
    firefox: [['EventSourceConnectionFailure', { url }]],
    webkit: [['WebSocketFailed', { url }]],
  }) as const;

export const WEB_SOCKETS: readonly Scenario[] = [
  {
    id: 'websocket-without-leave',
    title: 'A WebSocket is opened to any origin that accepts it, without a CORS header',
    topic,
    tags,
    spec: {
      anchor,
      requirement: 'The handshake names the origin; no CORS check is made of its answer.',
      wpt: ['websockets/opening-handshake/003-sets-origin.worker.js'],
      notPredicted,
    },
    steps: [connect],
    routes: { 'GET /socket': accepted },
    expect: { verdict: 'allowed', stage: 'none', wire: [shook], sees: [HEARD] },
    console: SILENT,
    cause: 'Servers were to look at Origin themselves: whoever does not is open to every page.',
  },
  {
    id: 'websocket-with-cookies',
    title: 'A WebSocket carries the cookies of the other origin, and nobody asks for leave',
    topic,
    tags: [...tags, '@cookies', '@credentials'],
    spec: {
      anchor,
      requirement: 'The credentials mode of a handshake is include.',
      notPredicted,
    },
    steps: [LOGIN, connect],
    routes: { 'GET /login': LOGGED_IN, 'GET /socket': accepted },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET', { url: LOGIN.url }), { ...shook, cookie: COOKIE }],
      sees: [{ verdict: 'allowed' }, HEARD],
    },
    console: SILENT,
    cause: 'So a page of another origin can speak in the user’s name: hence the check of Origin.',
  },
  {
    id: 'websocket-refused-by-its-server',
    title:
      'A server refuses the WebSocket of a page that it does not know, and CORS headers do not help',
    topic,
    tags,
    spec: {
      anchor,
      requirement: 'A handshake that is not answered with 101 fails, whatever its headers.',
      notPredicted,
    },
    steps: [connect],
    routes: { 'GET /socket': answer(403, allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'handshake', wire: [shook], sees: [FAILED] },
    console: failed('403'),
    cause: 'The server has a list of origins of its own, and the page’s is not on it.',
    cure: {
      words: 'Put the page’s origin on the server’s own list.',
      routes: { 'GET /socket': accepted },
      wire: [shook],
      sees: [HEARD],
      notPredicted,
    },
  },
  {
    id: 'websocket-redirected',
    title: 'The handshake of a WebSocket follows no redirect',
    topic,
    tags: [...tags, '@redirect'],
    spec: {
      anchor,
      requirement: 'The redirect mode of a handshake is error.',
      notPredicted,
    },
    steps: [connect],
    routes: { 'GET /socket': answer(302, location(MOVED)), 'GET /moved': accepted },
    expect: { verdict: 'blocked', stage: 'redirect-mode', wire: [shook], sees: [FAILED] },
    console: { ...failed('302'), webkit: [] },
    engines: {
      webkit: {
        kind: 'deviation',
        because: 'libsoup follows the redirect of a handshake, as of any other request.',
        url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebKit/NetworkProcess/soup/WebSocketTaskSoup.cpp',
        expect: {
          verdict: 'allowed',
          stage: 'none',
          wire: [shook, sent('GET', { url: MOVED })],
          sees: [HEARD],
        },
      },
    },
    cause: 'The load balancer redirects to a login, to https, or to another path.',
    cure: {
      words: 'Connect to where the redirect leads.',
      steps: [{ ...connect, url: MOVED }],
      wire: [sent('GET', { url: MOVED })],
      sees: [HEARD],
      notPredicted,
    },
  },
];
