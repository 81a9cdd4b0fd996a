/**
 * The ids that a Standard's Bikeshed source gives to what it defines. Pure.
 *
 * An id is written in the source, or made from a definition's text by Bikeshed:
 * https://github.com/speced/bikeshed/blob/main/bikeshed/config/main.py (`simplifyText`).
 */

/** Attributes by which a `<dfn>` says that it defines something of an IDL: `dom-` stands before. */
const OF_IDL = /(?:^|\s)(?:constructor|method|attribute|dict-member|const|enum-value)(?=\s|$)/;

/** Every id of `source`, once, in alphabetical order. */
export function idsOf(source: string): readonly string[] {
  const text = source.replace(/<!--.*?-->/gs, '');
  return [...new Set([...writtenIds(text), ...madeIds(text), ...interfaceIds(text)])].sort();
}

function writtenIds(text: string): string[] {
  const ofTags = [...text.matchAll(/<[a-z][^>]*?\s(id|oldids)=("[^"]*"|[^\s>"]+)/g)];
  return ofTags.flatMap(([, , value = '']) => value.replaceAll('"', '').split(/[\s,]+/));
}

function madeIds(text: string): string[] {
  const definitions = [...text.matchAll(/<dfn\b([^>]*)>(.*?)<\/dfn>/gs)];
  return definitions.flatMap(([, attributes = '', content = '']) => {
    if (/\sid=/.test(attributes)) return [];
    const own = simplify(valueOf(attributes, 'lt')?.split('|')[0] ?? content);
    const owner = valueOf(attributes, 'for')?.split(',')[0];
    if (owner === undefined || owner === '/') return [own];
    const id = `${simplify(owner)}-${own}`;
    return [OF_IDL.test(attributes) ? `dom-${id}` : id];
  });
}

/** Interfaces and dictionaries go by their names alone. */
const interfaceIds = (text: string): string[] =>
  [...text.matchAll(/^(?:interface|dictionary) (\w+)/gm)].map(([, name = '']) => simplify(name));

const valueOf = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\s${name}=(?:"([^"]*)"|([^\\s>"]+))`).exec(attributes)?.slice(1).find(Boolean);

/** Tags and arguments go, spaces and slashes become hyphens, other signs are left out. */
const simplify = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/\(.*\)/s, '')
    .trim()
    .toLowerCase()
    .replace(/[\s/]+/g, '-')
    .replace(/[^a-z0-9_-]/g, '');
