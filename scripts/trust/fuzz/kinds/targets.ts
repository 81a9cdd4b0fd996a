/** Targets that lead out of the folder that is served, or that no parser agrees on. */
import fc from 'fast-check';
import type { FuzzCase, Target } from '../case.ts';
import { hand, host, mark, method, open, percent, plain, requestText, visible } from './parts.ts';

/** Files are served by the page origin alone. */
const SERVING = fc.constantFrom<Target[]>('page', 'page', 'page', 'page', 'api', 'pageSecure');

/** "One folder up" in every spelling that some server has once understood. */
const UP = fc.constantFrom(
  ...[
    '..',
    '%2e%2e',
    '.%2e',
    '%2E.',
    '%252e%252e',
    '%c0%ae%c0%ae',
    '%uff0e%uff0e',
    '..%00',
    '....',
  ],
  ...[
    '..;',
    '..;a=b',
    '%2e%2e%3b',
    '.\\.',
    '%e0%80%ae%e0%80%ae',
    '.\u00b7',
    '..%20',
    '\u00ae\u00ae',
  ],
);

const SLASH = fc.constantFrom(
  ...[
    '/',
    '//',
    '%2f',
    '%2F',
    '\\',
    '%5c',
    '%5C',
    '%252f',
    '%255c',
    '%c0%af',
    '/./',
    '/%2e/',
    '%u2215',
  ],
);

/** Where a served folder begins, and some that begin nowhere. */
const FOLDER = fc.constantFrom(
  ...[
    '/client',
    '/hand',
    '/vendor',
    '/client/actions',
    '',
    '/scenario',
    `/${open}/app`,
    '/client%2factions',
  ],
  ...['/CLIENT', '/client%00', '/client.js', '//client', '/./client', '/hand/client', '/client\\'],
);

/** What must not be had: beside the folder, above it, and far from it. */
export const PRIZES = [
  ...['client-scripts.ts', 'index.ts', 'page-script.ts', 'seen.ts', 'stage.html', 'data.json'],
  ...['package.json', 'package-lock.json', 'README.md', '.git/config', '.git/HEAD', 'LICENSE'],
  ...['node_modules/express/index.js', 'node_modules/axios/dist/axios.js', 'etc/passwd'],
  ...['etc/hosts', 'proc/self/environ', 'proc/self/cmdline', 'servers/certificate.ts'],
  ...['servers/hand/index.ts', 'scripts/lint/plugin.mjs', 'reports/out/trust/canary.js'],
  ...['reports/out/trust/canary.txt', 'canary.js', '.', ''],
] as const;

const ENDING = fc.constantFrom(
  '',
  '',
  '',
  '.js',
  '%00.js',
  '%23.js',
  '?.js',
  ';.js',
  '/',
  '/.js',
  '#.js',
);

const traversal = fc
  .record({
    folder: FOLDER,
    ups: fc.array(fc.tuple(SLASH, UP), { maxLength: 9 }),
    slash: SLASH,
    prize: fc.constantFrom(...PRIZES),
    encoded: fc.constantFrom('none', 'none', 'once', 'twice'),
    ending: ENDING,
  })
  .map(({ folder, ups, slash, prize, encoded, ending }) => {
    const spelled =
      encoded === 'none'
        ? prize
        : encoded === 'once'
          ? percent(prize)
          : percent(prize).replaceAll('%', '%25');
    return `${folder}${ups.map((pair) => pair.join('')).join('')}${slash}${spelled}${ending}`;
  });

/** The same up at each step, as deep as needed: the spelling that a random walk rarely keeps up. */
const steadyTraversal = fc
  .record({
    folder: FOLDER,
    up: UP,
    slash: SLASH,
    depth: fc.integer({ min: 1, max: 9 }),
    prize: fc.constantFrom(...PRIZES),
    ending: ENDING,
  })
  .map(
    ({ folder, up, slash, depth, prize, ending }) =>
      `${folder}${`${slash}${up}`.repeat(depth)}${slash}${prize}${ending}`,
  );

const FORMS = fc.constantFrom(
  (path: string) => path,
  (path: string) => path,
  (path: string) => `http://${host}${path}`,
  (path: string) => `http://evil.invalid${path}`,
  (path: string) => `https://${host}/..${path}`,
  (path: string) => `file://${path}`,
  (path: string) => `//evil.invalid${path}`,
  (path: string) => `/\\evil.invalid${path}`,
  (path: string) => path.slice(1) || '*',
  (path: string) => `${path}?x=${mark}`,
  (path: string) => `${path}#${mark}`,
);

export const traversals: fc.Arbitrary<FuzzCase> = plain(
  fc
    .record({ path: fc.oneof(traversal, steadyTraversal), form: FORMS, method })
    .map(({ path, form, method: name }) =>
      requestText(/^(?:GET|HEAD|POST)$/.test(name) ? name : 'GET', form(path)),
    ),
  {},
  SERVING,
);

/** Escapes that end too soon, are no digits, or are no UTF-8. */
const ESCAPE = fc.constantFrom(
  ...[
    '%',
    '%2',
    '%zz',
    '%ff',
    '%c3',
    '%c3%28',
    '%00',
    '%0d%0a',
    '%u0041',
    '%%',
    '%25',
    '%ed%a0%80',
  ],
  ...['%f4%90%80%80', '%e2%80%ae', '%3cscript%3e', '%EF%BB%BF', '%2525252e', '%c0%80', '+', '%20'],
);

const BEFORE = fc.constantFrom(
  ...[
    '/',
    '/client/',
    '/hand/',
    '/scenario/',
    '/acts/',
    `/acts/${hand}/`,
    `/${open}/`,
    `/${open}/app/`,
  ],
  ...['/stage', '/vendor/', '/barrier/', '/scenario/allow-origin-missing', '/%', '//'],
);

export const escapes: fc.Arbitrary<FuzzCase> = plain(
  fc
    .record({
      before: BEFORE,
      parts: fc.array(fc.oneof(ESCAPE, ESCAPE, visible(6)), { minLength: 1, maxLength: 6 }),
      method,
    })
    .map(({ before, parts, method: name }) => requestText(name, `${before}${parts.join('')}`)),
  {},
  SERVING,
);
