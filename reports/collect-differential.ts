/** The differential runs that a report shows: the command's, and those that tests handed in. */
import { readDifferential, readEngineRun } from './read-differential.ts';
import type { DifferentialShown } from './results.ts';
import type { RunRecord } from './run.ts';

export interface CollectedDifferential {
  readonly shown: readonly DifferentialShown[];
  /** One line for each text that could not be read. */
  readonly problems: readonly string[];
}

/**
 * Reads them; a text that is not what it should be becomes a problem, and the rest is shown. With
 * the protection off the command's file is left out: it tells of browsers as they are.
 */
export function collectDifferential(
  { differential: file, tests, startedAt }: RunRecord,
  protection: 'on' | 'off',
): CollectedDifferential {
  const problems: string[] = [];
  const attempt = (name: string, read: () => readonly DifferentialShown[]) => {
    try {
      return read();
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`);
      return [];
    }
  };
  const ofCommand =
    file && protection === 'on'
      ? attempt(file.name, () => {
          const { engines, seed, startedAt: began } = readDifferential(file.text);
          return engines.map((run) => ({
            run,
            from: 'command',
            ...(seed !== undefined && { seed }),
            startedAt: began,
          }));
        })
      : [];
  const ofTests = tests.flatMap(({ titles, attempts }) =>
    (attempts.at(-1)?.differential ?? []).flatMap((body) =>
      attempt(`${titles.join(' › ')}: its differential run`, () => {
        const run = readEngineRun(body);
        return [
          {
            run,
            from: 'test',
            ...(run.seed !== undefined && { seed: run.seed }),
            startedAt: startedAt.toISOString(),
          },
        ];
      }),
    ),
  );
  return { shown: [...ofCommand, ...ofTests], problems };
}
