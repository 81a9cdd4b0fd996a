/** One case of the fuzz: bytes for a server, as data that can be repeated, shrunk and printed. */

/** The origins that are asked, by their names in the origin table. */
export const TARGETS = ['page', 'api', 'pageSecure', 'apiSecure'] as const;

export type Target = (typeof TARGETS)[number];

/** Text whose characters are bytes (latin1), written so often. Slots are filled at the last moment. */
export interface Piece {
  readonly text: string;
  readonly times: number;
}

export interface FuzzCase {
  readonly at: Target;
  /** TLS to the http port, plain bytes to the https port. */
  readonly crossed: boolean;
  readonly pieces: readonly Piece[];
  /** Each piece leaves by itself, after the one before has left. */
  readonly apart: boolean;
  /** What the client does behind the last byte. */
  readonly after: 'wait' | 'half-close' | 'reset';
  /** Complete answers after which there is nothing more to wait for. */
  readonly answers: number;
}

/**
 * What is only known when a case is sent: characters of the private use area, which are no bytes
 * and so stand for nothing else.
 */
export const SLOTS = {
  /** Host and port of the origin that is asked. */
  host: '\uE000',
  /** The token of an act that is open. */
  open: '\uE001',
  /** The token of an act that has ended. */
  ended: '\uE002',
  /** The token of an act that was opened by hand. */
  hand: '\uE003',
  /** What no other request carries. */
  mark: '\uE004',
} as const;

export type SlotName = keyof typeof SLOTS;

export type Filling = Readonly<Record<SlotName, string>>;

const NAMES = Object.keys(SLOTS) as SlotName[];
const BY_CHARACTER = new Map<string, SlotName>(NAMES.map((name) => [SLOTS[name], name]));
const ANY_SLOT = new RegExp(`[${Object.values(SLOTS).join('')}]`, 'g');

const fill = (text: string, filling: Filling): string =>
  text.replace(ANY_SLOT, (character) => {
    const name = BY_CHARACTER.get(character);
    return name === undefined ? '' : filling[name];
  });

/** The bytes of each piece. */
export const bytesOf = ({ pieces }: Pick<FuzzCase, 'pieces'>, filling: Filling): Buffer[] =>
  pieces.map(({ text, times }) => Buffer.from(fill(text, filling).repeat(times), 'latin1'));

/** Lower-case letters and digits alone: no escaping and no change of case alters it. */
export const markOf = (seed: number, index: number): string =>
  `zq${seed.toString(36)}q${index.toString(36)}qz`;

/** Bytes as a person reads them: what is not printable ASCII is escaped. */
export const printable = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u007f-\uffff]/g, (character) => {
      const name = BY_CHARACTER.get(character);
      if (name !== undefined) return `{${name}}`;
      return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
    });

const SHOWN = 600;

/** The case in a few lines: where, how, and every piece. */
export function describeCase({ at, crossed, pieces, apart, after }: FuzzCase): string {
  const how = [
    `to ${at}`,
    crossed && 'in the wrong protocol',
    apart && 'piece by piece',
    after !== 'wait' && `then ${after}`,
  ].filter(Boolean);
  const lines = pieces.map(({ text, times }) => {
    const whole = printable(text);
    const shown = whole.length > SHOWN ? `${whole.slice(0, SHOWN)}… (${text.length} bytes)` : whole;
    return `    "${shown}"${times === 1 ? '' : ` × ${times}`}`;
  });
  return `    ${how.join(', ')}\n${lines.join('\n')}`;
}
