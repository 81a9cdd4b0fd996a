/** A scenario's data as text that a developer reads at a glance: code, answers, wire. */
import { STATUS_CODES } from 'node:http';
import type {
  Answer,
  ConnectionAct,
  Header,
  LoadStep,
  Routes,
  Step,
  WireRequest,
} from '../../scenarios/types.ts';
import {
  answersOf,
  isAppAnswer,
  isConnectionAct,
  isHttpAnswer,
  isWebSocketAnswer,
} from '../answers.ts';
import type { Exchange } from '../types.ts';

type Option = readonly [name: string, value: unknown];

const given = (...options: readonly Option[]): readonly Option[] =>
  options.filter(([, value]) => value !== undefined);

/** A value as a person would write it in code. */
function code(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(code).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([name, one]) => `${JSON.stringify(name)}: ${code(one)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const objectCode = (options: readonly Option[]): string =>
  `{\n${options.map(([name, value]) => `  ${name}: ${code(value)},\n`).join('')}}`;

function fetchCode(step: Step): string {
  const { url, method, headers, body } = step;
  const own = step.do === 'fetch' ? step : undefined;
  const options = given(
    ['method', method],
    ['headers', headers],
    ['body', body],
    ['mode', own?.mode],
    ['credentials', own?.credentials],
    ['redirect', own?.redirect],
    ...Object.entries(own?.extraOptions ?? {}),
  );
  const init = options.length > 0 ? `, ${objectCode(options)}` : '';
  return `fetch(${JSON.stringify(url)}${init})`;
}

function xhrCode(step: Extract<Step, { do: 'xhr' }>): string {
  const { url, method = 'GET', headers = [], body, form, withCredentials, timeout } = step;
  return [
    'const xhr = new XMLHttpRequest()',
    `xhr.open(${JSON.stringify(method)}, ${JSON.stringify(url)}${step.async === false ? ', false' : ''})`,
    ...(step.uploadListener ? ["xhr.upload.addEventListener('load', uploaded)"] : []),
    ...given(['withCredentials', withCredentials], ['timeout', timeout]).map(
      ([name, value]) => `xhr.${name} = ${JSON.stringify(value)}`,
    ),
    ...headers.map(
      (header) => `xhr.setRequestHeader(${header.map((part) => JSON.stringify(part)).join(', ')})`,
    ),
    ...(form
      ? [
          'const form = new FormData()',
          ...form.map((field) => `form.append(${field.map(code).join(', ')})`),
        ]
      : []),
    `xhr.send(${form ? 'form' : body === undefined ? '' : JSON.stringify(body)})`,
  ].join('\n');
}

const axiosCode = (step: Extract<Step, { do: 'axios' }>): string =>
  `axios.request(${objectCode(
    given(
      ['url', step.url],
      ['method', step.method],
      ['headers', step.headers && Object.fromEntries(step.headers)],
      ['data', step.body],
      ['withCredentials', step.withCredentials],
      ...Object.entries(step.extraOptions ?? {}),
    ),
  )})`;

/** A load that is no call of script, by the name of its action and what it is given. */
function loadCode({ do: action, url, from: _from, read: _read, ...options }: LoadStep): string {
  const given = Object.entries(options);
  return `${action} ${url}${given.length > 0 ? ` ${objectCode(given)}` : ''}`;
}

function askingCode(step: Step): string {
  switch (step.do) {
    case 'xhr':
      return xhrCode(step);
    case 'axios':
      return axiosCode(step);
    case 'fetch':
    case 'extension-fetch':
    case 'server-fetch':
      return fetchCode(step);
    default:
      return loadCode(step);
  }
}

/** What the page, or who else asks, was told to do: as the code that does it. */
export function stepCode(step: Step): string {
  const asks = askingCode(step);
  return step.read === undefined ? asks : `${asks}\n// then reads ${step.read.join(', ')}`;
}

const ACTS: Readonly<Record<ConnectionAct['connection'], string>> = {
  reset: 'no answer: the connection is reset',
  close: 'no answer: the connection is closed without a byte',
  hang: 'no answer at all: the connection hangs',
};

const headerLines = (headers: readonly Header[]): string[] =>
  headers.map(([name, value]) => `${name}: ${value}`);

function answerText(answer: Answer): string {
  if (isHttpAnswer(answer)) {
    const { status, headers, asset } = answer;
    const body = asset === undefined ? answer.body : `(the file ${asset})`;
    return [
      `${status} ${STATUS_CODES[status] ?? ''}`.trim(),
      ...headerLines(headers),
      ...(body === undefined ? [] : ['', body]),
    ].join('\n');
  }
  if (isConnectionAct(answer)) return ACTS[answer.connection];
  if (isAppAnswer(answer)) {
    const middleware =
      answer.cors === null
        ? '// no cors middleware'
        : `app.use(cors(${objectCode(Object.entries(answer.cors))}))`;
    const cookie = answer.cookie ? `\n// session cookie: ${JSON.stringify(answer.cookie)}` : '';
    return `an Express app with cookie-parser: POST /session logs in, GET /me tells who is\n${middleware}${cookie}`;
  }
  if (isWebSocketAnswer(answer))
    return `101 Switching Protocols, the message "${answer.message}", and a close`;
  return `these bytes:\n${answer.raw}`;
}

/** One answer of a route, and for which of its requests. */
export interface RouteText {
  /** `GET /resource`, `GET /resource, 2nd time`. */
  readonly request: string;
  readonly answer: string;
}

const nth = (index: number, count: number): string => {
  if (count === 1) return '';
  return index === count - 1 ? `, request ${index + 1} and later` : `, request ${index + 1}`;
};

/** What the origins answer, route by route. */
export const routeTexts = (routes: Routes): RouteText[] =>
  Object.entries(routes).flatMap(([route, declared]) => {
    const answers = answersOf(declared);
    return answers.map((answer, index) => ({
      request: `${route.replace(/^ALL /, 'any method, ')}${nth(index, answers.length)}`,
      answer: answerText(answer),
    }));
  });

/** Header lines that every request of a browser carries, and none of which CORS looks at. */
const ORDINARY =
  /^(?:host|connection|user-agent|accept|accept-language|accept-encoding|referer|sec-[\w-]+|pragma|cache-control|te|priority|dnt|upgrade-insecure-requests|content-length|keep-alive|transfer-encoding|date)$/i;

const headName = (line: string): string => line.split(':', 1)[0] ?? '';

/** One request and its answer, as lines to read. */
export interface ExchangeText {
  readonly request: string;
  readonly requestHeaders: readonly string[];
  readonly answer: string;
  readonly answerHeaders: readonly string[];
}

/** What the wire record says. `token` is the act's. */
export const exchangeText = ({ arrival, sentHead, end }: Exchange, token: string): ExchangeText => {
  const [status = '', ...answerHeaders] = (sentHead ?? '').split(/\r?\n/).filter(Boolean);
  return {
    request: `${arrival.method} ${arrival.at}/${token}${arrival.path}`,
    requestHeaders: headerLines(arrival.headers),
    answer: sentHead === null ? `no answer (${end})` : status,
    answerHeaders,
  };
};

/** Whether a header line is worth reading: none that is ordinary, unless the steps set it. */
export function telling(steps: readonly Step[]): (line: string) => boolean {
  const set = new Set(
    steps.flatMap(({ headers = [] }) => headers.map(([name]) => name.toLowerCase())),
  );
  return (line) => !ORDINARY.test(headName(line)) || set.has(headName(line).toLowerCase());
}

/** `→` a request as it arrived, `←` its answer as it left, with the header lines that pass. */
export const transcript = (
  exchanges: readonly ExchangeText[],
  passes: (line: string) => boolean,
): string =>
  exchanges
    .map(({ request, requestHeaders, answer, answerHeaders }) =>
      [
        `→ ${request}`,
        ...requestHeaders.filter(passes).map((line) => `    ${line}`),
        `← ${answer}`,
        ...answerHeaders.filter(passes).map((line) => `    ${line}`),
      ].join('\n'),
    )
    .join('\n\n');

const WIRE_HEADERS = {
  origin: 'Origin',
  accessControlRequestMethod: 'Access-Control-Request-Method',
  accessControlRequestHeaders: 'Access-Control-Request-Headers',
  cookie: 'Cookie',
  authorization: 'Authorization',
} as const satisfies Partial<Record<Exclude<keyof WireRequest, 'headers'>, string>>;

/** Requests that must arrive, in the form of `transcript`. */
export const claimedWire = (wire: readonly WireRequest[]): string =>
  wire
    .map((request) =>
      [
        `→ ${request.method} ${request.url}`,
        ...Object.entries(WIRE_HEADERS).flatMap(([field, name]) => {
          const value = request[field as keyof typeof WIRE_HEADERS];
          return value === undefined ? [] : [`    ${name}: ${value}`];
        }),
        ...Object.entries(request.headers ?? {}).map(([name, value]) =>
          value === null ? `    (${name}: not the author’s)` : `    ${name}: ${value}`,
        ),
        ...(request.body === undefined
          ? []
          : [`    ${request.body === '' ? '(no body)' : request.body}`]),
      ].join('\n'),
    )
    .join('\n');
