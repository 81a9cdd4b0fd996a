/** Which build a column of a results file shows, and where it stands among the columns of a merge. */
import { ENGINES } from '../../messages/types.ts';
import { compareVersions } from '../../messages/version-order.ts';
import { slug } from '../columns.ts';
import type { EngineColumn, Results } from '../results.ts';
import { ENGINE_NAMES } from '../words.ts';

/**
 * `linux x64`, `darwin 24.6.0 arm64`. The release of a Linux is its kernel's: no browser depends on
 * it, and it differs between two machines that run one job.
 */
export function platformOf(
  { platform }: Pick<EngineColumn, 'platform'>,
  machine: Results['platform'],
): string {
  const told = platform ?? `${machine.os} ${machine.release} ${machine.arch}`;
  return told.replace(/^linux \S+ (\S+)$/, 'linux $1');
}

/** What makes two columns one: engine, product, version, platform, flavour and where it is from. */
export const identityOf = (column: EngineColumn): string =>
  JSON.stringify([
    column.engine,
    column.name,
    // Where no test told the build, two projects may be two builds.
    column.version ?? [column.project],
    column.platform,
    column.flavour,
    column.from,
  ]);

/**
 * Columns whose versions follow one another: one engine on one platform. The flavour counts as
 * WebKit's ports number their versions each on their own (WebKitGTK 2.50, Playwright's 26.4).
 */
export const lineOf = ({ engine, platform, flavour }: EngineColumn): string =>
  JSON.stringify([engine, platform, flavour]);

/** An unknown version is the oldest. */
const compareKnown = (one: string | undefined, other: string | undefined): number =>
  one === undefined || other === undefined
    ? Number(one !== undefined) - Number(other !== undefined)
    : compareVersions(one, other);

const words = (column: EngineColumn): string =>
  [column.name, column.from ?? '', column.project].join(' ');

const compareText = (one: string, other: string): number =>
  one < other ? -1 : Number(one > other);

/** By engine, platform, flavour, then version. */
export const compareColumns = (one: EngineColumn, other: EngineColumn): number =>
  ENGINES.indexOf(one.engine) - ENGINES.indexOf(other.engine) ||
  compareText(one.platform ?? '', other.platform ?? '') ||
  compareText(one.flavour ?? '', other.flavour ?? '') ||
  compareKnown(one.version, other.version) ||
  compareText(words(one), words(other));

const PARTICULARS: readonly ((column: EngineColumn) => string | undefined)[] = [
  ({ platform }) => platform,
  ({ flavour }) => flavour,
  ({ from }) => from,
  ({ name }) => name,
  ({ project }) => project,
];

/** Of one particular: a key becomes a file's name. */
const LONGEST = 40;

/** As many particulars behind `first` as tell each column from all others; else a number. */
function distinct(
  columns: readonly EngineColumn[],
  first: (column: EngineColumn) => string,
  join: (parts: readonly string[]) => string,
): readonly string[] {
  const told = (column: EngineColumn, count: number): string =>
    join(
      [first, ...PARTICULARS.slice(0, count)].flatMap(
        (particular) => particular(column)?.slice(0, LONGEST) ?? [],
      ),
    );
  return columns.map((column, index) => {
    for (let count = 0; count <= PARTICULARS.length; count += 1) {
      const name = told(column, count);
      if (columns.every((rival) => rival === column || told(rival, count) !== name)) return name;
    }
    return join([told(column, PARTICULARS.length), `${index + 1}`]);
  });
}

/** Keys of columns: `firefox-153.7.0esr`, and more where that names several. */
export const keysOf = (columns: readonly EngineColumn[]): readonly string[] =>
  distinct(
    columns,
    ({ engine, version }) => `${engine} ${version ?? 'unknown'}`,
    (parts) => slug(parts.join(' ')),
  );

/** Names of columns for people: `Firefox 153.7.0esr`, and more where that names several. */
export const labelsOf = (columns: readonly EngineColumn[]): readonly string[] =>
  distinct(
    columns,
    ({ engine, version }) => `${ENGINE_NAMES[engine]} ${version ?? '(build not known)'}`,
    (parts) => parts.join(', '),
  );
