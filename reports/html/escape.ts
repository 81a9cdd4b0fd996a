/**
 * The only way text becomes HTML. Everything observed (console lines, header values, error
 * messages) is written by a browser or a server under test and is hostile until escaped; the
 * `html` tag escapes every value that is not itself the work of `html`.
 */

/** Markup that is safe to place between tags. Only this file makes them. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[];

/**
 * Characters that are not seen, or that change how their neighbours are seen: controls but tab and
 * line feed, format characters (zero-width, bidi controls, tags), line and paragraph separators,
 * lone surrogates, blank letters.
 * https://trojansource.codes shows what bidi controls do to a reader.
 */
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{115F}\u{1160}\u{3164}\u{FFA0}]/gu;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Names every invisible character in place: `a\u202Eb` becomes `a[U+202E]b`. */
export const visible = (text: string): string =>
  text.replace(INVISIBLE, (character) => `[${codePoint(character)}]`);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text for element content and for quoted attribute values alike. */
export const escapeHtml = (text: string): string =>
  visible(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');

const markup = (value: Value): string => {
  if (value instanceof Html) return value.markup;
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'object') return value.map(markup).join('');
  return escapeHtml(String(value));
};

const squeezed = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The literal parts without the indentation of the source: to HTML one line break is as good. */
function literalsOf(template: TemplateStringsArray): readonly string[] {
  const known = squeezed.get(template);
  if (known) return known;
  const literals = template.map((literal) => literal.replace(/\s*\n\s*/g, '\n'));
  squeezed.set(template, literals);
  return literals;
}

/** Tagged template: literal parts are markup, values are escaped. Attributes must be quoted. */
export function html(template: TemplateStringsArray, ...values: readonly Value[]): Html {
  const literals = literalsOf(template);
  let whole = literals[0] ?? '';
  for (const [index, value] of values.entries())
    whole += markup(value) + (literals[index + 1] ?? '');
  return new Html(whole);
}

/** Markup of this project's own making (its script, its style sheet). Never for observed text. */
export const trusted = (own: string): Html => new Html(own);

/** Escaped text in which the names of invisible characters stand out. */
export const text = (value: string): Html =>
  new Html(
    escapeHtml(value).replace(/\[(U\+[0-9A-F]{4,6})\]/g, (whole, name: string) =>
      value.includes(whole) ? whole : `<mark>${name}</mark>`,
    ),
  );

/** Text of this project in which words between backticks are code. */
export const prose = (value: string): Html =>
  new Html(text(value).markup.replace(/&#96;(.+?)&#96;/g, '<code>$1</code>'));

/** A link, or the plain text where the address is not http(s). */
export function link(address: string | undefined, words: Html | string): Html {
  const safe = address !== undefined && URL.canParse(address) ? new URL(address) : null;
  if (!safe || !/^https?:$/.test(safe.protocol)) return html`${words}`;
  return html`<a href="${safe.href}">${words}</a>`;
}

/** Text for a CSS string: everything but plain letters, digits and spaces as code points. */
export const cssString = (value: string): string =>
  `"${visible(value).replace(/[^A-Za-z0-9 ]/gu, (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `)}"`;
