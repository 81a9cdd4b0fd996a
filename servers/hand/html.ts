/**
 * The only way text becomes HTML here: the `html` tag escapes every value that is not its own work.
 * What a page shows of a request was written by whatever browser, or program, sent it.
 */

/** Markup that is safe to place between tags. Only `html` makes it. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Controls and format characters, which change how their neighbours are seen. */
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const named = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** For element content and quoted attribute values alike; invisible characters are named. */
export const escapeHtml = (text: string): string =>
  text.replace(INVISIBLE, named).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

function markupOf(value: Value): string {
  if (value instanceof Html) return value.markup;
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'object') return value.map(markupOf).join('');
  return escapeHtml(String(value));
}

/** Tagged template: literal parts are markup, values are escaped. Attributes must be quoted. */
export const html = (literals: TemplateStringsArray, ...values: readonly Value[]): Html =>
  new Html(String.raw({ raw: literals }, ...values.map(markupOf)));

/** A link to an http(s) address; the words alone where it is none. */
export function link(address: string, words: Html | string): Html {
  return /^https?:\/\//.test(address) ? html`<a href="${address}">${words}</a>` : html`${words}`;
}
