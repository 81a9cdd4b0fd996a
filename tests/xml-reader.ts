/** A strict reader of the XML that the suite writes: elements, attributes, text, the five entities. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

/** https://www.w3.org/TR/REC-xml/#charsets */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decoded(text: string): string {
  if (text.includes(']]>')) throw new Error('"]]>" in text');
  return text.replace(/&(?:#(\d+)|(\w+))?;?/g, (whole, code?: string, name?: string) => {
    const character =
      code === undefined ? ENTITIES[name ?? ''] : String.fromCodePoint(Number(code));
    if (character === undefined || !whole.endsWith(';')) throw new Error(`no entity: ${whole}`);
    return character;
  });
}

const TOKEN = /<\/([\w-]+)>|<([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/y;

/** The root element. Throws on what is not well-formed. */
export function readXml(source: string): XmlElement {
  const wrong = FORBIDDEN.exec(source);
  if (wrong) throw new Error(`a character that XML forbids, at ${wrong.index}`);
  const text = source.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '').trimEnd();
  type Open = {
    name: string;
    attributes: Record<string, string>;
    children: XmlElement[];
    text: string;
  };
  const document: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [document];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const at = TOKEN.lastIndex;
    const [whole, closed, opened, attributes = '', empty, words] = TOKEN.exec(text) ?? [];
    const current = open.at(-1);
    if (whole === undefined || !current)
      throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 60)}`);
    if (words !== undefined) {
      if (open.length === 1) throw new Error(`text outside the root: ${words}`);
      current.text += decoded(words);
    } else if (opened !== undefined) {
      const element: Open = { name: opened, attributes: {}, children: [], text: '' };
      for (const [, name = '', value = ''] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
        if (Object.hasOwn(element.attributes, name)) throw new Error(`${name} twice`);
        element.attributes[name] = decoded(value);
      }
      current.children.push(element);
      if (empty === '') open.push(element);
    } else {
      if (current.name !== closed) throw new Error(`</${closed}> closes <${current.name}>`);
      open.pop();
    }
  }
  const [root, ...others] = document.children;
  if (!root || others.length > 0 || open.length > 1) throw new Error('not one root element');
  return root;
}
