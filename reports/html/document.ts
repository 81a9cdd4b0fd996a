/** The frame of every page of the reports: a policy that loads nothing but the page's own. */
import { createHash } from 'node:crypto';
import { html, trusted, type Html } from './escape.ts';

const sourceHash = (source: string): string =>
  `'sha256-${createHash('sha256').update(source).digest('base64')}'`;

/** One piece: a space more inside the element, and its hash would not be the policy's. */
const element = (name: 'style' | 'script', source: string): Html =>
  trusted(`<${name}>${source}</${name}>`);

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  /** By which a later run knows its own pages. */
  readonly generator?: string;
  readonly body: Html;
  /** In the page itself; else from the file of this name beside it. */
  readonly style: { readonly source: string } | { readonly file: string };
  readonly script?: string;
}

/** A whole page. It may run no script but `script`, and load nothing but the style sheet's file. */
export function pageDocument({ title, generator, body, style, script }: PageParts): string {
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
        ${generator !== undefined && html`<meta name="generator" content="${generator}" />`}
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
