/**
 * The page's own scripts, in the order in which they need one another (see client/elements.js), and
 * as the one text that a place of ours is given.
 */
import { readFileSync } from 'node:fs';

const FAMILIES = [
  'pixels',
  'images',
  'scripts',
  'styles',
  'media',
  'streams',
  'documents',
  'workers',
  'neighbours',
] as const;

const WINDOW = [
  ...['perform', 'elements', 'realms'],
  ...FAMILIES.map((family) => `actions/${family}`),
];

/** What a place of ours runs, by the files of client/ that it is made of. */
const PLACES = {
  window: WINDOW,
  /** The page of generated runs and, in it, its sandboxed frame. */
  batch: ['perform', 'batch'],
  /** The page's part, as far as a worker can play it. */
  worker: ['perform', 'elements', 'actions/workers', 'actions/streams'],
} as const;

/** Paths at a page origin, for documents that link the files as they stand. */
export const clientScripts = (): readonly string[] => WINDOW.map((name) => `/client/${name}.js`);

const textOf = (name: string): string =>
  readFileSync(new URL(`./client/${name}.js`, import.meta.url), 'utf8');

const texts = new Map<keyof typeof PLACES, string>();

/**
 * The scripts of one place as one script. A request for each of them costs more than all that a
 * scenario asks: in a frame that a service worker controls, twelve requests are twelve more events.
 * Throws where a script would end the `<script>` element that it is put into.
 * https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
export function clientSource(place: keyof typeof PLACES): string {
  const known = texts.get(place);
  if (known !== undefined) return known;
  const text = PLACES[place].map(textOf).join('\n');
  if (/<\/script|<!--/i.test(text))
    throw new Error(`A script of servers/client/ for a ${place} cannot stand in a document.`);
  texts.set(place, text);
  return text;
}
