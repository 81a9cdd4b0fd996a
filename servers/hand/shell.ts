/** What every page by hand has around it, and the policies they are served under. */
import { html, type Html } from './html.ts';

const COMMON = [
  "script-src 'self'",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** Content-Security-Policy of a page that only shows. */
export const READING_POLICY = ["default-src 'none'", 'img-src data:', ...COMMON].join('; ');

/**
 * Content-Security-Policy of a page that acts out. It says nothing of what may be asked: with a
 * `connect-src` (or `default-src`) the browser would refuse by that policy what it is to refuse by
 * CORS, and say so in the console. For the same reason such a page has no referrer policy:
 * `no-referrer` turns the Origin of some requests into `null`
 * (https://fetch.spec.whatwg.org/#append-a-request-origin-header).
 */
export const ACTING_POLICY = COMMON.join('; ');

export interface Shell {
  readonly title: string;
  /** Names of files in `client/`, loaded after the page is parsed. */
  readonly scripts?: readonly string[];
  readonly body: Html;
}

/** A whole document. The empty icon keeps browsers from asking for /favicon.ico. */
export const documentOf = ({ title, scripts = [], body }: Shell): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/hand/hand.css" />
        ${scripts.map((script) => html`<script src="${script}" defer></script>`)}
      </head>
      <body>
        ${body}
      </body>
    </html> `.markup;

/** A page that says in one sentence why there is nothing here, and where to go on. */
export const sentencePage = (title: string, sentence: string): string =>
  documentOf({
    title,
    body: html`<main>
      <h1>${title}</h1>
      <p class="lead">${sentence}</p>
      <p><a href="/">All scenarios</a></p>
    </main>`,
  });
