/** Which results of earlier nights stay: enough for a column of each build, and no more. */
import { RESULTS_FORMAT, type Results } from '../../reports/results.ts';

/** A results file is some ten megabytes where many builds ran. */
export const KEPT = 12;

export interface KeptFile {
  readonly name: string;
  readonly results: Results;
}

/** `2026-11-22T03-17-00.000Z.json`: no colons, which Windows and artifacts refuse. */
export const fileNameOf = ({ startedAt }: Results): string =>
  `${startedAt.replaceAll(':', '-')}.json`;

const [FORMAT = ''] = RESULTS_FORMAT.split(/(?<=@)/);

/**
 * Whether a text begins as results of this suite do, of whatever version, whole or cut off: another
 * file is not ours to remove.
 */
export const namesOurFormat = (text: string): boolean =>
  /^\s*\{\s*"format"\s*:\s*"([^"]*)/.exec(text)?.[1]?.startsWith(FORMAT) ?? false;

const buildsOf = ({ engines }: Results): readonly string[] =>
  engines
    .filter(({ version }) => version !== undefined)
    .map(({ engine, name, version, platform, from, flavour }) =>
      JSON.stringify([engine, name, version, platform, from, flavour]),
    );

/**
 * The files to keep, newest first. A night whose builds all ran again later adds no column to the
 * matrix and is dropped; of the others the newest `KEPT` stay. The newest always does.
 */
export function keptOf(files: readonly KeptFile[], most = KEPT): readonly KeptFile[] {
  const seen = new Set<string>();
  return files
    .toSorted((a, b) => b.results.startedAt.localeCompare(a.results.startedAt))
    .filter(({ results }, index) => {
      const builds = buildsOf(results);
      const adds = builds.some((build) => !seen.has(build));
      for (const build of builds) seen.add(build);
      return index === 0 || adds;
    })
    .slice(0, most);
}
