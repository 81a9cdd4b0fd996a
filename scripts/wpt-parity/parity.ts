/** The list of web platform tests joined with what the scenarios name, and what is wrong with it. */
import type { Scenario } from '../../scenarios/types.ts';
import type { Area, Row, Treatment } from '../../scenarios/web-platform-tests.ts';

/** What is needed of a scenario. */
export type Named = Pick<Scenario, 'id'> & { readonly spec: Pick<Scenario['spec'], 'wpt'> };

export type State = Treatment['state'];

export interface Line {
  /** Paths from the area's directory on; more than one only where a series is told as a range. */
  readonly files: readonly string[];
  readonly state: State;
  /** Ids in the order of the catalogue; empty unless covered. */
  readonly by: readonly string[];
  /** Empty if covered. */
  readonly because: string;
}

export interface AreaParity {
  readonly directory: string;
  readonly chosen: string;
  readonly lines: readonly Line[];
}

const NUMBERED = /^(?<folder>.*\/)(?<number>\d{3})\.html$/;

const numberOf = (file: string): number | undefined => {
  const number = NUMBERED.exec(file)?.groups?.['number'];
  return number === undefined ? undefined : Number(number);
};

/** A series of numbers stays together; any other file stands for itself. */
function together(row: Row): readonly (readonly string[])[] {
  const first = numberOf(row.files[0] ?? '');
  const series =
    first !== undefined && row.files.every((file, at) => numberOf(file) === first + at);
  return series ? [row.files] : row.files.map((file) => [file]);
}

/** Ids of the scenarios whose own `spec.wpt` names the path. */
const naming = (scenarios: readonly Named[], path: string): readonly string[] =>
  scenarios.filter(({ spec }) => spec.wpt?.includes(path)).map(({ id }) => id);

function lineOf(area: Area, row: Row, files: readonly string[], scenarios: readonly Named[]): Line {
  const { treatment } = row;
  if (treatment.state !== 'covered')
    return { files, state: treatment.state, by: [], because: treatment.because };
  const ids = new Set([
    ...treatment.by,
    ...files.flatMap((file) => naming(scenarios, area.directory + file)),
  ]);
  const by = scenarios.map(({ id }) => id).filter((id) => ids.has(id));
  return { files, state: 'covered', by, because: '' };
}

const byFile = (one: Line, other: Line): number =>
  (one.files[0] ?? '') < (other.files[0] ?? '') ? -1 : 1;

/** Each area's files in alphabetical order. */
export const parityOf = (
  areas: readonly Area[],
  scenarios: readonly Named[],
): readonly AreaParity[] =>
  areas.map((area) => ({
    directory: area.directory,
    chosen: area.chosen,
    lines: area.rows
      .flatMap((row) => together(row).map((files) => lineOf(area, row, files, scenarios)))
      .toSorted(byFile),
  }));

/** How many files are in a state. */
export const count = (lines: readonly Line[], state: State): number =>
  lines.filter((line) => line.state === state).reduce((all, { files }) => all + files.length, 0);

const SENTENCE = /^[A-Z].*[^ ]\.$/;
/** As in the index of the web platform tests: no spaces, and an ending that a test has. */
const PATH = /^[\w./-]+\.(?:html?|js)$/;

/** What is wrong, a line each; nothing if all is well. */
export function problemsOf(areas: readonly Area[], scenarios: readonly Named[]): readonly string[] {
  const ids = new Set(scenarios.map(({ id }) => id));
  const listed = new Map<string, Treatment>();
  const problems: string[] = [];
  for (const { directory, rows } of areas)
    for (const { files, treatment } of rows)
      for (const file of files) {
        const path = directory + file;
        if (!PATH.test(path)) problems.push(`${path} is not the path of a test`);
        if (listed.has(path)) problems.push(`${path} is listed twice`);
        listed.set(path, treatment);
      }
  for (const [path, treatment] of listed) {
    const own = naming(scenarios, path);
    if (treatment.state === 'covered') {
      for (const id of treatment.by)
        if (!ids.has(id)) problems.push(`${path}: there is no scenario ${id}`);
      if (treatment.by.length + own.length === 0) problems.push(`${path}: no scenario covers it`);
    } else {
      if (!SENTENCE.test(treatment.because))
        problems.push(`${path}: "${treatment.because}" is no sentence`);
      for (const id of own) problems.push(`${path} is ${treatment.state}, and ${id} names it`);
    }
  }
  for (const { id, spec } of scenarios)
    for (const path of spec.wpt ?? [])
      if (areas.some(({ directory }) => path.startsWith(directory)) && !listed.has(path))
        problems.push(`${id} names ${path}, which is not listed`);
  return problems;
}
