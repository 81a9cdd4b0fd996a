/**
 * The style sheets of the report's pages: a file for each part in `styles/`, joined in the order
 * in which they build on each other. The colours are in `styles/palette.css` alone.
 */
import { readFileSync } from 'node:fs';

/** What every page of the report and of its history has. */
const COMMON = ['palette', 'base', 'head', 'tables', 'filters', 'matrix', 'panel', 'reading'];

const PAGES = {
  /** One run. */
  matrix: ['situations', 'messages', 'beyond', 'drift'],
  /** Many runs, and the pages of their scenarios. */
  history: ['history', 'scenario'],
} as const;

/** `more`: rules that depend on what is shown. Throws where a file is missing. */
export const styleOf = (page: keyof typeof PAGES, more = ''): string =>
  [
    ...[...COMMON, ...PAGES[page]].map((name) =>
      readFileSync(new URL(`styles/${name}.css`, import.meta.url), 'utf8'),
    ),
    more,
  ].join('\n');
