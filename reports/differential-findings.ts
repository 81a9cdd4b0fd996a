/** What a differential run found, numbered and counted the same way in every report. */
import {
  EXCHANGE_FORMAT,
  type EngineRun,
  type ExchangeFile,
  type ExplainedDeparture,
  type Finding,
} from './differential-results.ts';

/** A finding under the number by which reports and files name it: 1 for the engine's first. */
export interface NumberedFinding {
  readonly number: number;
  readonly kind: 'unexplained' | 'killed';
  readonly finding: Finding;
}

/** What nothing explains first, then what the page or the browser died of. */
export const findingsOf = ({ unexplained, killed }: EngineRun): readonly NumberedFinding[] =>
  [
    ...unexplained.map((finding) => ({ kind: 'unexplained', finding }) as const),
    ...killed.map((finding) => ({ kind: 'killed', finding }) as const),
  ].map((one, index) => ({ number: index + 1, ...one }));

/** `chromium-1.json`, beside the run's `differential.json`. */
export const findingFile = ({ engine }: EngineRun, { number }: NumberedFinding): string =>
  `${engine}-${number}.json`;

/** Where `npm run differential` writes unless told otherwise, from the project's root. */
export const DIFFERENTIAL_FOLDER = 'reports/out/differential';

/** A finding as a file that `--replay` takes: the shrunk exchange. */
export const exchangeFileOf = (
  { engine }: EngineRun,
  { finding: { family, shrunk, differences } }: NumberedFinding,
): ExchangeFile => ({
  format: EXCHANGE_FORMAT,
  engine,
  family,
  breaks: shrunk.breaks,
  play: shrunk.play,
  differences,
});

const SIMPLE_ARGUMENT = /^[\w./:@%+,=-]+$/;

/** The command that acts the exchange of a file out again; by default in all engines. */
export const replayCommand = (file: string, engine?: string): string =>
  `npm run differential -- --replay ${SIMPLE_ARGUMENT.test(file) ? file : `"${file}"`}${
    engine === undefined ? '' : ` --engine ${engine}`
  }`;

/** Every case of a run is in exactly one of these. */
export interface CaseCounts {
  readonly conforming: number;
  readonly explained: number;
  readonly unexplained: number;
  readonly killed: number;
}

const sum = (numbers: Iterable<number>): number =>
  [...numbers].reduce((total, number) => total + number, 0);

/** How many cases went which way. */
export function caseCounts({ cases, conforming, unexplained, killed }: EngineRun): CaseCounts {
  // Several findings of one key each tell how many cases showed that key.
  const byKey = new Map<string, number>();
  for (const { key, count } of unexplained) byKey.set(key, Math.max(byKey.get(key) ?? 0, count));
  const counts = {
    conforming,
    unexplained: sum(byKey.values()),
    killed: sum(killed.map(({ count }) => count)),
  };
  return {
    ...counts,
    explained: Math.max(0, cases - conforming - counts.unexplained - counts.killed),
  };
}

/** `chromium-missed-client-hints-are-safelisted.json`: a case in which a departure did not show. */
export const missedFile = ({ engine }: EngineRun, { id }: ExplainedDeparture): string =>
  `${engine}-missed-${id}.json`;

/** Those cases as files that `--replay` takes, by their names. */
export const missedFilesOf = (run: EngineRun): readonly (readonly [string, ExchangeFile])[] =>
  staleOf(run).flatMap((departure) => {
    const { missedIn } = departure;
    if (missedIn === undefined) return [];
    const { family, breaks, play } = missedIn;
    const { engine } = run;
    const file = {
      format: EXCHANGE_FORMAT,
      engine,
      family,
      breaks,
      play,
      differences: [],
    } as const;
    return [[missedFile(run, departure), file] as const];
  });

/** Known departures that did not show where they should have: the list is out of date. */
export const staleOf = ({ explained }: EngineRun): EngineRun['explained'] =>
  explained.filter(({ missed }) => missed > 0);

/** Nothing unexplained, nothing killed, no departure that has gone. */
export const isClean = (run: EngineRun): boolean =>
  findingsOf(run).length === 0 && staleOf(run).length === 0;
