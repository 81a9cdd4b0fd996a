/** The frame of a history's pages: a policy that loads nothing but the history's own style sheet. */
import { element, sourceHash } from './page.ts';
import { html, trusted, type Html } from './escape.ts';
import { styleOf } from './styles.ts';

/** By this a later history knows the pages of an earlier one. */
export const GENERATOR = 'cors-conformance history';

/** The style sheet of all pages of a history. `columnRules`: those that depend on its columns. */
export const historyStyle = (columnRules = ''): string => styleOf('history', columnRules);

export interface Document {
  readonly title: string;
  readonly body: Html;
  /** In the page itself; else from the file of this name beside it. */
  readonly style: { readonly source: string } | { readonly file: string };
  readonly script?: string;
}

/** A whole page. It may run no script but `script`, and load nothing but the style sheet's file. */
export function historyDocument({ title, body, style, script }: Document): string {
  const policy = [
    "default-src 'none'",
    // Opened from disk a page has no origin that 'self' could mean.
    `style-src ${'source' in style ? sourceHash(style.source) : "'self' file:"}`,
    ...(script === undefined ? [] : [`script-src ${sourceHash(script)}`]),
    // For the empty icon: else a browser asks the server of a published report for one.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="generator" content="${GENERATOR}" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        ${
          'source' in style
            ? element('style', style.source)
            : html`<link rel="stylesheet" href="${style.file}" />`
        }
      </head>
      <body>
        ${body} ${script !== undefined && element('script', script)}
      </body>
    </html> `.markup;
}
