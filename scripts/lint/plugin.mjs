/**
 * The project's own lint rules, for oxlint (`jsPlugins` in .oxlintrc.json). Plain JavaScript, as
 * oxlint loads it with the Node that runs it. Each message says why.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { wrongArrow } from './rooms.mjs';

/**
 * The part of ESLint's rule interface that is used here.
 * @typedef {any} Node
 * @typedef {{ filename: string, report(problem: { node: Node, message: string }): void }} Context
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** @param {Context} context */
const placeOf = ({ filename }) => path.relative(ROOT, filename).split(path.sep).join('/');

/** @param {Node} node @returns {string | undefined} The name of a property or of a key. */
const nameOf = (node) =>
  node?.type === 'Identifier' ? node.name : node?.type === 'Literal' ? node.value : undefined;

/** @param {Node} call @returns {string | undefined} `f` of `x.f()`. */
const methodOf = ({ callee }) => {
  const member = callee.type === 'ChainExpression' ? callee.expression : callee;
  return member.type === 'MemberExpression' ? nameOf(member.property) : undefined;
};

const roomArrows = {
  /** @param {Context} context */
  create(context) {
    const importer = placeOf(context);
    /** @param {Node} node */
    const check = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string') return;
      const imported = specifier.startsWith('.')
        ? path.posix.join(path.posix.dirname(importer), specifier)
        : specifier;
      const message = wrongArrow(importer, imported);
      if (message !== null) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

const INTERCEPTS =
  'Playwright then answers or repeats the request itself: in Chromium a PUT that is blocked without it goes through with no OPTIONS at all.';
const CREDENTIALS =
  'Playwright then adds it to every request, preflights included, below the page: no browser does that.';

/** Calls by which Playwright takes the browser’s place on the wire. */
const BENDING_CALLS = new Map([
  ['route', INTERCEPTS],
  ['routeFromHAR', INTERCEPTS],
  ['setExtraHTTPHeaders', CREDENTIALS],
  ['setHTTPCredentials', CREDENTIALS],
]);

/** Options that do the same. */
const BENDING_OPTIONS = new Map([
  ['extraHTTPHeaders', CREDENTIALS],
  ['httpCredentials', CREDENTIALS],
]);

const browserAsItIs = {
  /** @param {Context} context */
  create(context) {
    /** @param {Node} node @param {string} name @param {string | undefined} why */
    const tell = (node, name, why) => {
      if (why === undefined) return;
      const instead = 'Let an origin of servers/ answer instead.';
      context.report({ node, message: `${name} is not to be used here. ${why} ${instead}` });
    };
    return {
      /** @param {Node} node */
      CallExpression(node) {
        const method = methodOf(node);
        if (method !== undefined) tell(node, `${method}()`, BENDING_CALLS.get(method));
      },
      /** @param {Node} node */
      Property(node) {
        const name = nameOf(node.key);
        if (name !== undefined && !node.computed) tell(node, name, BENDING_OPTIONS.get(name));
      },
    };
  },
};

const noRetries = {
  /** @param {Context} context */
  create(context) {
    return {
      /** @param {Node} node */
      Property(node) {
        if (nameOf(node.key) !== 'retries' || node.computed) return;
        if (node.value.type === 'Literal' && node.value.value === 0) return;
        context.report({
          node,
          message:
            'retries stays 0: a test that passes at the second try has proven nothing. Find what it races with.',
        });
      },
    };
  },
};

const SLEEP =
  'A sleep is too short on a slow machine and too long on every other. Wait for the end of the load, then for the barrier (ConsoleObserver in fixtures/engines/types.ts).';

const TIMERS = new Set(['setTimeout', 'setInterval']);

/** @param {Node} callee */
const isTimer = (callee) =>
  callee.type === 'Identifier'
    ? TIMERS.has(callee.name)
    : callee.type === 'MemberExpression' &&
      ['globalThis', 'window', 'self'].includes(nameOf(callee.object) ?? '') &&
      TIMERS.has(nameOf(callee.property) ?? '');

const noSleep = {
  /** @param {Context} context */
  create(context) {
    return {
      /** @param {Node} node */
      CallExpression(node) {
        if (methodOf(node) === 'waitForTimeout')
          context.report({ node, message: `waitForTimeout() is not to be used here. ${SLEEP}` });
      },
    };
  },
};

const noTimers = {
  /** @param {Context} context */
  create(context) {
    const message = `Timers are not to be used here. ${SLEEP}`;
    /** @param {Node} node */
    const check = (node) => {
      if (/^(?:node:)?timers(?:\/promises)?$/.test(node.source?.value ?? ''))
        context.report({ node, message });
    };
    return {
      /** @param {Node} node */
      CallExpression(node) {
        if (isTimer(node.callee)) context.report({ node, message });
      },
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ImportExpression: check,
    };
  },
};

export default {
  meta: { name: 'project' },
  rules: {
    'room-arrows': roomArrows,
    'browser-as-it-is': browserAsItIs,
    'no-retries': noRetries,
    'no-sleep': noSleep,
    'no-timers': noTimers,
  },
};
