/** Subresource Integrity: checked only where the bytes may be read. */
import {
  ANONYMOUS,
  PLAIN,
  EMPTY_HASH,
  heard,
  INTEGRITY,
  script,
  SCRIPT,
  WRONG_INTEGRITY,
} from './script-words.ts';
import type { Scenario } from './types.ts';
import { allowOrigin, sent } from './vocabulary.ts';

const topic = 'Scripts';

const asked = sent('GET', { url: SCRIPT });
/** In mode no-cors, a GET names no origin. */
const askedPlainly = { method: 'GET', url: SCRIPT };
const readable = [{ verdict: 'allowed', told: heard(SCRIPT) }] as const;

const NOT_THE_PROTOCOL = 'Subresource Integrity decides, which the oracle does not know.';

export const INTEGRITIES: readonly Scenario[] = [
  {
    id: 'script-integrity-without-crossorigin',
    title: 'A script of another origin can’t be checked without crossorigin',
    topic,
    tags: ['@script', '@integrity'],
    spec: {
      anchor: 'concept-main-fetch',
      requirement: 'Integrity metadata of an opaque response, whose body is null, never match.',
      wpt: ['subresource-integrity/subresource-integrity.html'],
      notPredicted: NOT_THE_PROTOCOL,
    },
    steps: [{ ...PLAIN, integrity: INTEGRITY }],
    routes: { 'GET /code.js': script(allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'integrity-unreadable', wire: [askedPlainly] },
    console: {
      chromium: ['sri-no-cors'],
      firefox: ['IneligibleResource'],
      webkit: [
        ['SRI', { kind: 'script', contentLength: '99', expectedLength: '99', hash: INTEGRITY }],
      ],
    },
    cause: 'The hash is right, but a hash would tell about bytes that the page may not read.',
    cure: {
      words: 'Write crossorigin beside integrity.',
      steps: [{ ...ANONYMOUS, integrity: INTEGRITY }],
      wire: [asked],
      sees: readable,
    },
  },
  {
    id: 'script-integrity-mismatch',
    title: 'A script with other bytes than its integrity says is not run',
    topic,
    tags: ['@script', '@integrity'],
    spec: {
      anchor: 'concept-main-fetch',
      requirement: 'Bytes that do not match the integrity metadata are a network error.',
      wpt: ['subresource-integrity/subresource-integrity.html'],
      notPredicted: NOT_THE_PROTOCOL,
    },
    steps: [{ ...ANONYMOUS, integrity: WRONG_INTEGRITY }],
    routes: { 'GET /code.js': script(allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'integrity', wire: [asked] },
    console: {
      chromium: [['sri-mismatch', { hash: INTEGRITY.replace('sha256-', '') }]],
      firefox: [
        ['IntegrityMismatch3', { algorithm: 'sha256', hash: INTEGRITY.replace('sha256-', '') }],
      ],
      webkit: [
        [
          'SRI',
          { kind: 'script', contentLength: '99', expectedLength: '99', hash: WRONG_INTEGRITY },
        ],
      ],
    },
    cause: 'The script was updated, its hash in the page was not.',
    cure: {
      words: 'Compute the hash anew, from what the server sends.',
      steps: [{ ...ANONYMOUS, integrity: INTEGRITY }],
      routes: { 'GET /code.js': script(allowOrigin('*')) },
      wire: [asked],
      sees: readable,
    },
  },
  {
    id: 'script-integrity-and-no-cors-headers',
    title: 'The CORS check comes before the check of integrity',
    topic,
    tags: ['@script', '@integrity'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: 'A response that fails the CORS check is gone before its bytes are looked at.',
    },
    steps: [{ ...ANONYMOUS, integrity: INTEGRITY }],
    routes: { 'GET /code.js': script() },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [asked] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [
        ['CORSMissingAllowOrigin2', { status: '200' }],
        ['IntegrityMismatch3', { algorithm: 'sha256', hash: EMPTY_HASH }],
      ],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause:
      'Both attributes are there and the header is not; Firefox adds that the hash is wrong, which is that of no bytes.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the script.',
      routes: { 'GET /code.js': script(allowOrigin()) },
      wire: [asked],
      sees: readable,
    },
  },
  {
    id: 'fetch-integrity-mismatch',
    title: 'fetch() with integrity keeps other bytes from the script',
    topic,
    tags: ['@integrity'],
    spec: {
      anchor: 'concept-main-fetch',
      requirement: 'Bytes that do not match the integrity metadata are a network error.',
      notPredicted: NOT_THE_PROTOCOL,
    },
    steps: [{ do: 'fetch', url: SCRIPT, extraOptions: { integrity: WRONG_INTEGRITY } }],
    routes: { 'GET /code.js': script(allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'integrity', wire: [asked] },
    console: {
      chromium: [['sri-mismatch', { hash: INTEGRITY.replace('sha256-', '') }], 'fetch-sri'],
      firefox: [
        ['IntegrityMismatch3', { algorithm: 'sha256', hash: INTEGRITY.replace('sha256-', '') }],
      ],
      webkit: [
        ['SRIFetch', { contentLength: '99', expectedLength: '99', hash: WRONG_INTEGRITY }],
        'CompanionFetch',
      ],
    },
    cause: 'The file was updated, its hash was not; WebKit speaks of access control all the same.',
    cure: {
      words: 'Compute the hash anew, from what the server sends.',
      steps: [{ do: 'fetch', url: SCRIPT, extraOptions: { integrity: INTEGRITY } }],
      wire: [asked],
      notPredicted: NOT_THE_PROTOCOL,
    },
  },
  {
    id: 'fetch-no-cors-integrity',
    title: 'fetch() can’t check the integrity of what it may not read',
    topic,
    tags: ['@integrity'],
    spec: {
      anchor: 'concept-main-fetch',
      requirement: 'Integrity metadata of an opaque response, whose body is null, never match.',
      notPredicted: NOT_THE_PROTOCOL,
    },
    steps: [{ do: 'fetch', url: SCRIPT, mode: 'no-cors', extraOptions: { integrity: INTEGRITY } }],
    routes: { 'GET /code.js': script(allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'integrity-unreadable', wire: [askedPlainly] },
    console: {
      chromium: ['sri-not-eligible', 'fetch-sri'],
      firefox: ['IneligibleResource'],
      webkit: [
        ['SRIFetch', { contentLength: '99', expectedLength: '99', hash: INTEGRITY }],
        'CompanionFetch',
      ],
    },
    cause: 'no-cors was added against a CORS error, and the hash stayed.',
    cure: {
      words: 'Ask in mode cors, as the server allows it.',
      steps: [{ do: 'fetch', url: SCRIPT, extraOptions: { integrity: INTEGRITY } }],
      wire: [asked],
      notPredicted: NOT_THE_PROTOCOL,
    },
  },
];
