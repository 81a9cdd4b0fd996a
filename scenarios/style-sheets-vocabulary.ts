/** What scenarios about style sheets are written with. */
import type { Header, HttpAnswer } from './types.ts';

/** A sheet of one rule, with these header lines. */
export const css = (...headers: readonly Header[]): HttpAnswer => ({
  status: 200,
  headers: [['Content-Type', 'text/css'], ...headers],
  body: '.styled { --sheet: applied }',
});

export const READ = {
  verdict: 'allowed',
  told: { applied: true, rules: 1, insertRule: 0 },
} as const;

/** Applied, and neither read nor added to. */
export const CLOSED = {
  verdict: 'opaque',
  told: {
    applied: true,
    rules: { throws: 'sheet-css-rules' },
    insertRule: { throws: 'sheet-insert-rule' },
  },
} as const;

export const UNSTYLED = { verdict: 'blocked', told: { applied: false } } as const;
