/** Stories for the table: who asks, what is answered, and what came of it in short lines. */
import type {
  ApiRequest,
  Environment,
  HeaderList,
  NetworkRequest,
  Outcome,
  ServerAnswer,
  ServerResponse,
  StepOutcome,
} from '../../oracle/types.ts';
import type { Rules } from '../../oracle/rules.ts';
import type { Oracle, OracleCase } from './types.ts';

export const PAGE = 'http://page.test';
export const API = 'http://api.test';
/** A third site, to which the API may redirect. */
export const OTHER = 'http://other.test';

/** A response, with its header lines as `Name: value`. */
export const response = (status: number, ...lines: readonly string[]): ServerResponse => ({
  status,
  statusText: `words of ${status}`,
  headers: headersOf(lines),
  body: '',
});

const headersOf = (lines: readonly string[]): HeaderList =>
  lines.map((line) => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });

export const allowOrigin = (origin = PAGE): string => `Access-Control-Allow-Origin: ${origin}`;
export const ALLOW_CREDENTIALS = 'Access-Control-Allow-Credentials: true';
export const allowMethods = (value: string): string => `Access-Control-Allow-Methods: ${value}`;
export const allowHeaders = (value: string): string => `Access-Control-Allow-Headers: ${value}`;
export const maxAge = (value: string): string => `Access-Control-Max-Age: ${value}`;
export const location = (url: string): string => `Location: ${url}`;

/** A call, where it differs from `fetch('http://api.test/a')` by a page of `http://page.test`. */
export interface Call extends Partial<Omit<ApiRequest, 'headers'>> {
  /** `Name: value` */
  readonly lines?: readonly string[];
  readonly origin?: string;
  readonly topLevelOrigin?: string;
  readonly secure?: true;
  readonly at?: number;
}

export const apiRequest = ({ lines = [], ...call }: Call): ApiRequest => ({
  api: call.api ?? 'fetch',
  url: call.url ?? `${API}/a`,
  method: call.method ?? 'GET',
  headers: headersOf(lines),
  body: call.body ?? null,
  mode: call.mode ?? 'cors',
  credentials: call.credentials ?? 'same-origin',
  redirect: call.redirect ?? 'follow',
  ...(call.refusedOption !== undefined && { refusedOption: call.refusedOption }),
  ...(call.uploadListener && { uploadListener: true }),
});

export const environment = ({ origin = PAGE, topLevelOrigin, secure }: Call): Environment => ({
  origin,
  prohibitsMixedContent: secure ?? false,
  ...(topLevelOrigin !== undefined && { topLevelOrigin }),
});

/** By `METHOD URL`; a list answers the first, second, … request, the last one repeats. */
export type Answers = Readonly<Record<string, ServerAnswer | readonly ServerAnswer[]>>;

const answererFor = (answers: Answers) => () => {
  const asked = new Map<string, number>();
  return ({ method, url }: NetworkRequest): ServerAnswer => {
    const key = `${method} ${url}`;
    const count = asked.get(key) ?? 0;
    asked.set(key, count + 1);
    const list = [answers[key] ?? []].flat();
    const answer = list[Math.min(count, list.length - 1)];
    if (answer === undefined) throw new Error(`No answer is declared for ${key}.`);
    return answer;
  };
};

/** All outcomes of a story. */
export const outcomes = (
  oracle: Oracle,
  calls: readonly Call[],
  answers: Answers,
  rules: Rules = oracle.STANDARD,
): readonly Outcome[] =>
  oracle.outcomesOf(
    {
      requests: calls.map((call) => ({
        environment: environment(call),
        request: apiRequest(call),
        ...(call.at !== undefined && { at: call.at }),
      })),
      answerer: answererFor(answers),
    },
    rules,
  );

/** `blocked cors-check (other-origin) by 200 http://api.test/a`; `allowed cors 200 http://api.test/a` */
export function stepLine({
  verdict,
  stage,
  clause,
  refusedHeaders,
  decidedBy,
  response: seen,
}: StepOutcome): string {
  return [
    verdict,
    ...(verdict === 'blocked' || stage !== 'none' ? [stage] : []),
    ...(clause ? [`(${clause})`] : []),
    ...(refusedHeaders ? [`[${refusedHeaders.join(' ')}]`] : []),
    ...(decidedBy ? [`by ${decidedBy.response.status} ${decidedBy.url}`] : []),
    ...(seen ? [seen.type, seen.status, seen.url || 'no URL'] : []),
    ...(seen?.redirected ? ['redirected'] : []),
  ].join(' ');
}

/** `PUT http://api.test/a from http://page.test with credentials {X-A: 1} "body"` */
export function wireLine(request: NetworkRequest): string {
  const { method, url, origin, accessControlRequestMethod, accessControlRequestHeaders } = request;
  return [
    method,
    url,
    ...(origin === null ? [] : [`from ${origin}`]),
    ...(accessControlRequestMethod === null ? [] : [`asks ${accessControlRequestMethod}`]),
    ...(accessControlRequestHeaders === null ? [] : [`asks ${accessControlRequestHeaders}`]),
    ...(request.includeCredentials ? ['with credentials'] : []),
    ...request.headers.map(([name, value]) => `{${name}: ${value}}`),
    ...(request.body === null ? [] : [JSON.stringify(request.body)]),
  ].join(' ');
}

/** The wire's lines, then the steps' lines; outcomes parted by `or`. */
export const told = (all: readonly Outcome[]): readonly string[] =>
  all.flatMap(({ wire, steps }, index) => [
    ...(index > 0 ? ['or'] : []),
    ...wire.map(wireLine),
    ...steps.map(stepLine),
  ]);

interface StoryRow {
  readonly anchor: string;
  readonly name: string;
  /** One call, or those of a story. */
  readonly calls: Call | readonly Call[];
  readonly answers?: Answers;
  readonly expected: readonly string[];
}

/** A row about all that comes of a story. */
export const storyCase = ({
  anchor,
  name,
  calls,
  answers = {},
  expected,
}: StoryRow): OracleCase => ({
  anchor,
  name,
  run: (oracle) => told(outcomes(oracle, [calls].flat() as readonly Call[], answers)),
  expected,
});

/** Lines that many rows end or begin with. */
export const OK = response(200, allowOrigin());
export const allowed = (url = `${API}/a`): string => `allowed cors 200 ${url}`;
export const sent = (method = 'GET', url = `${API}/a`, ...more: readonly string[]): string =>
  [method, url, `from ${PAGE}`, ...more].join(' ');
export const asked = (...names: readonly string[]): string =>
  [sent('OPTIONS'), ...names.map((name) => `asks ${name}`)].join(' ');
