/** What the origins answer to a play, told without starting them: an answerer for the oracle. */
import type { HeaderList, NetworkRequest, ServerAnswer } from '../oracle/types.ts';
import { ORIGINS, type OriginName } from '../scenarios/origins.ts';
import { expandAll, type Bindings } from '../scenarios/placeholders.ts';
import type { Answer, Play } from '../scenarios/types.ts';
import {
  connectionLines,
  isAppAnswer,
  isConnectionAct,
  isRawAnswer,
  isWebSocketAnswer,
  reasonOf,
  textAnswer,
  writtenFor,
  type Written,
} from '../servers/answers.ts';
import { isParsedMethod } from '../servers/connection.ts';
import { nextAnswer, NO_ACT_SENTENCE, noRouteSentence, Routing } from '../servers/routing.ts';
import { parseRawAnswer } from './raw-answer.ts';

type Server = (typeof ORIGINS)[OriginName]['server'];

/** The name of the origin that a request arrives at; none: nobody listens there, under that name. */
export function originAt(url: string, { origins }: Bindings): OriginName | undefined {
  const { origin } = new URL(url);
  return (Object.keys(ORIGINS) as OriginName[]).find((name) => origins[name] === origin);
}

/**
 * Makes an answerer for each exploration: answers depend on what was asked before. Those throw one line where an application would answer, or a page
 * origin's own documents: those are known to the running origins only.
 */
export function answerersFor(
  { routes }: Play,
  bindings: Bindings,
): () => (request: NetworkRequest) => ServerAnswer {
  const expanded = expandAll(routes, bindings);
  const known = new Map<Answer, Map<string, ServerAnswer>>();
  const told = (answer: Answer, method: string, ends: boolean): ServerAnswer => {
    const byRequest = known.get(answer) ?? new Map<string, ServerAnswer>();
    known.set(answer, byRequest);
    const key = `${method} ${ends}`;
    const response = byRequest.get(key) ?? declaredAnswer(answer, method, ends);
    byRequest.set(key, response);
    return response;
  };
  return () => answererOf(new Routing(expanded, (answer) => answer), bindings, told);
}

function answererOf(
  routing: Routing<Answer>,
  bindings: Bindings,
  told: typeof declaredAnswer,
): (request: NetworkRequest) => ServerAnswer {
  return (request) => {
    const name = originAt(request.url, bindings);
    const server: Server = name === undefined ? 'none' : ORIGINS[name].server;
    if (server === 'none') return { failure: 'connection', unsent: true };
    if (server === 'untrusted') return { failure: 'certificate', unsent: true };
    const ends = server === 'fresh' || !isParsedMethod(request.method);
    const path = pathInAct(request.url, bindings.token);
    if (path === null) {
      if (server === 'page' || server === 'neighbour') {
        throw new Error(
          `What a page origin answers to ${request.url} is not predicted: ask a route of the play.`,
        );
      }
      return httpResponse(textAnswer(404, NO_ACT_SENTENCE), request.method, ends);
    }
    const route = routing.routeOf(request.method, path);
    const answer = route && nextAnswer(route);
    if (answer === undefined) {
      const sentence = noRouteSentence(request.method, path);
      return httpResponse(textAnswer(404, sentence), request.method, ends);
    }
    return told(answer, request.method, ends);
  };
}

/** Path and query behind the token; null: the URL is none of the act's. */
function pathInAct(url: string, token: string): string | null {
  const { pathname, search } = new URL(url);
  const rest = pathname.startsWith(`/${token}`) ? pathname.slice(token.length + 1) : null;
  if (rest === null || (rest !== '' && !rest.startsWith('/'))) return null;
  return rest === '' ? `/${search}` : rest + search;
}

function declaredAnswer(answer: Answer, method: string, ends: boolean): ServerAnswer {
  if (isRawAnswer(answer)) return parseRawAnswer(answer.raw, method);
  if (isWebSocketAnswer(answer)) {
    throw new Error('The handshake of a WebSocket is not predicted: it is under no CORS protocol.');
  }
  // A connection that hangs is given up in the end, by a timeout of the page's or of the browser's.
  if (isConnectionAct(answer)) return { failure: 'connection' };
  if (isAppAnswer(answer)) {
    throw new Error(
      `What the app "${answer.app}" answers is not predicted: drive the oracle against running origins.`,
    );
  }
  return httpResponse(writtenFor(answer, method), method, ends);
}

/** A response as it arrives; of one to HEAD, only the head. */
function httpResponse(written: Written, method: string, ends: boolean): ServerAnswer {
  const { status, lines, body } = written;
  return {
    status,
    statusText: reasonOf(status),
    headers: [...pairsOf(lines), ...connectionLines(written, ends)].map(([name, value]) => [
      name,
      // What surrounds a value is not part of it: https://www.rfc-editor.org/rfc/rfc9112#section-5.1
      value.replace(/^[\t ]+|[\t ]+$/g, ''),
    ]),
    body: method === 'HEAD' || body === null ? '' : body.toString('latin1'),
  };
}

function pairsOf(lines: readonly string[]): HeaderList {
  return lines.flatMap((name, index): HeaderList =>
    index % 2 === 0 ? [[name, lines[index + 1] ?? '']] : [],
  );
}
