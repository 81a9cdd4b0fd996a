/** CORSMethodNotFound: the preflight's answer does not list the method. */
import type { Header, Scenario } from './types.ts';
import {
  RESOURCE,
  allowCredentials,
  allowMethods,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'CORSMethodNotFound';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly method: string;
  readonly credentials?: 'include';
  /** What the preflight's answer carries beside the origin. */
  readonly lines: readonly Header[];
  readonly requirement: string;
  readonly cause: string;
  readonly words: string;
  readonly cured: readonly Header[];
}

const ROWS: readonly Row[] = [
  {
    id: 'allow-methods-missing',
    title: 'PUT needs to be named: it is no safelisted method',
    method: 'PUT',
    lines: [],
    requirement: 'A method that is not CORS-safelisted must be in Access-Control-Allow-Methods.',
    cause: 'The answer to OPTIONS allows the origin and nothing else.',
    words: 'List the method in Access-Control-Allow-Methods.',
    cured: [allowMethods('PUT')],
  },
  {
    id: 'allow-methods-lists-others',
    title: 'A list without DELETE does not allow DELETE',
    method: 'DELETE',
    lines: [allowMethods('GET, POST, PUT')],
    requirement: 'A method that is not CORS-safelisted must be in Access-Control-Allow-Methods.',
    cause: 'The list was written before the API learned to delete.',
    words: 'Add DELETE to the list.',
    cured: [allowMethods('GET, POST, PUT, DELETE')],
  },
  {
    id: 'allow-methods-empty',
    title: 'An empty list allows no method',
    method: 'PUT',
    lines: [allowMethods('')],
    requirement: 'An empty Access-Control-Allow-Methods is a list of no methods.',
    cause: 'The list of methods was never filled.',
    words: 'List the method.',
    cured: [allowMethods('PUT')],
  },
  {
    id: 'allow-methods-lower-case-patch',
    title: 'fetch does not upper-case "patch", and "patch" is not PATCH',
    method: 'patch',
    lines: [allowMethods('PATCH')],
    requirement: 'Only DELETE, GET, HEAD, OPTIONS, POST and PUT are normalized to upper case.',
    cause: 'Six methods are upper-cased by fetch; PATCH is not one of them.',
    words: 'Write the method in upper case on the page (here the list is widened instead).',
    cured: [allowMethods('PATCH, patch')],
  },
  {
    id: 'allow-methods-lower-case-list',
    title: 'The list is compared as it stands: "put" does not allow PUT',
    method: 'PUT',
    lines: [allowMethods('put')],
    requirement: 'Methods are case-sensitive.',
    cause: 'The list is written in lower case.',
    words: 'Write methods in upper case.',
    cured: [allowMethods('PUT')],
  },
  {
    id: 'allow-methods-wildcard-with-credentials',
    title: 'With credentials, "*" is a method called "*"',
    method: 'PUT',
    credentials: 'include',
    lines: [allowCredentials(), allowMethods('*')],
    requirement: 'The wildcard counts only when the credentials mode is not "include".',
    cause: 'The wildcard is used together with credentials.',
    words: 'List the methods by name.',
    cured: [allowCredentials(), allowMethods('PUT')],
  },
];

export const CORS_METHOD_NOT_FOUND: readonly Scenario[] = ROWS.map((row): Scenario => {
  const { id, title, method, credentials, lines, requirement, cause, words, cured } = row;
  const actual = answer(200, allowOrigin(), allowCredentials());
  return {
    id,
    title,
    topic,
    tags: credentials ? ['@preflight', '@credentials'] : ['@preflight'],
    spec: { anchor: 'cors-preflight-fetch-0', requirement },
    steps: [{ do: 'fetch', url: RESOURCE, method, ...(credentials && { credentials }) }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), ...lines),
      [`${method} /resource`]: actual,
    },
    expect: { verdict: 'blocked', stage: 'preflight-method', wire: [preflight(method)] },
    console: {
      chromium: [['kMethodDisallowedByPreflightResponse', { method }]],
      firefox: ['CORSMethodNotFound', 'CORSDidNotSucceed2'],
      webkit: [['MethodNotAllowed', { method }]],
    },
    cause,
    cure: {
      words,
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), ...cured),
        [`${method} /resource`]: actual,
      },
      wire: [preflight(method), sent(method)],
    },
  };
});
