/** docs/wpt-parity.md as text: pure, not yet aligned. */
import { type AreaParity, count, type Line, type State } from './parity.ts';

/** When and from where the lists of files were taken. */
export interface Listed {
  readonly when: string;
  readonly from: string;
}

const STATES = ['covered', 'out-of-scope', 'open'] as const satisfies readonly State[];
const WORDS: Readonly<Record<State, string>> = {
  covered: 'covered',
  'out-of-scope': 'out of scope',
  open: 'open',
};

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const code = (text: string): string => `\`${text}\``;

/** All files of the areas, by state. */
export const totals = (areas: readonly AreaParity[]): Readonly<Record<State, number>> => {
  const lines = areas.flatMap((area) => area.lines);
  return {
    covered: count(lines, 'covered'),
    'out-of-scope': count(lines, 'out-of-scope'),
    open: count(lines, 'open'),
  };
};

/** `12 covered, 3 out of scope, 1 open` */
export const summary = (areas: readonly AreaParity[]): string => {
  const all = totals(areas);
  return STATES.map((state) => `${all[state]} ${WORDS[state]}`).join(', ');
};

const nameOf = (files: readonly string[]): string => {
  const [first = '', last] = [files[0], files.at(-1)];
  return files.length === 1 || last === undefined
    ? code(first)
    : `${code(first)} to ${code(last.slice(last.lastIndexOf('/') + 1))} (${files.length} files)`;
};

const said = ({ state, by, because }: Line): string =>
  state === 'covered' ? by.map(code).join(', ') : because;

const section = ({ directory, chosen, lines }: AreaParity, { from }: Listed): string =>
  [
    `## ${directory}`,
    `${chosen} In [${directory}](${from}/tree/master/${directory}).`,
    table(
      ['file', 'state', 'covered by, or why not'],
      lines.map((line) => [nameOf(line.files), WORDS[line.state], said(line)]),
    ),
  ].join('\n\n');

function counts(areas: readonly AreaParity[]): string {
  const all = totals(areas);
  const sum = (one: Readonly<Record<State, number>>): number =>
    STATES.reduce((total, state) => total + one[state], 0);
  return table(
    ['directory', ...STATES.map((state) => WORDS[state]), 'files'],
    [
      ...areas.map((area) => {
        const own = totals([area]);
        return [code(area.directory), ...STATES.map((state) => own[state]), sum(own)];
      }),
      ['all', ...STATES.map((state) => all[state]), sum(all)],
    ],
  );
}

export const documentOf = (areas: readonly AreaParity[], listed: Listed): string =>
  `${[
    '# The web platform tests, and what this suite says beside them',
    `The [web platform tests](${listed.from}) are the browsers’ common test suite. This page goes through their files about CORS and says of each which scenarios decide the same thing. It is written by \`npm run wpt-parity\` from \`scenarios/web-platform-tests.ts\` and the scenarios’ own \`spec.wpt\`; do not edit it.`,
    [
      '- **covered**: the scenarios named decide, together or alone, what the file tests. Their forms differ: here the wire, the console and each engine’s departures belong to the claim. A file may ask for more values of one kind than the scenarios do. Where a tentative file wants something else than the Standard says, the scenarios hold with the Standard.',
      '- **out of scope**: the file is about something else, and the sentence says what.',
      '- **open**: it belongs here, and no scenario decides it. The sentence says what is missing.',
    ].join('\n'),
    `The lists of \`fetch/\`, \`xhr/\`, \`eventsource/\` and \`service-workers/\` are those of a snapshot of ${listed.when}. Those of \`cors/\` and \`html/\` were collected from several revisions, up to 2026; names that were seen to be gone are left out, so a file may be missing here, or no longer exist there. Helpers and \`resources/\` are not counted.`,
    counts(areas),
    ...areas.map((area) => section(area, listed)),
  ].join('\n\n')}\n`;
