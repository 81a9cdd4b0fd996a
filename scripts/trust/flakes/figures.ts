/** What the repetitions of a kind show, as lines of the part's report. Pure. */
import { durationWords } from '../../../reports/words.ts';
import { stolenWords } from '../../lib/stolen-time.ts';
import type { Figure } from '../part.ts';
import { proofWords } from './bounds.ts';
import { failureLine } from './outcome.ts';
import type { Repetition } from './log.ts';

export interface Shown {
  readonly kind: string;
  readonly repetitions: readonly Repetition[];
}

/** `loaded-delay-5` as a person says it. */
export const kindWords = (kind: string): string =>
  kind
    .replace(/^idle$/, 'idle machine')
    .replace(/\bloaded\b/, 'all cores busy')
    .replace(
      /-?\bdelay-(\d+)/,
      (_, ms: string) => `${kind.includes('-delay') ? ', ' : ''}loopback ${ms} ms late`,
    );

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

export const secondsOf = ({ repetitions }: Shown): number =>
  sum(repetitions.map(({ seconds }) => seconds));

/** By the time each repetition took; null where none tells it. */
function stolenOf(repetitions: readonly Repetition[]): number | null {
  const told = repetitions.filter(({ stolen }) => stolen !== undefined);
  const seconds = sum(told.map((one) => one.seconds));
  return seconds === 0 ? null : sum(told.map((one) => one.seconds * (one.stolen ?? 0))) / seconds;
}

/** Flakes, and the two bounds that follow, in words. None for a kind that never ran. */
export function figuresOf({ kind, repetitions }: Shown): readonly Figure[] {
  const runs = repetitions.length;
  if (runs === 0) return [];
  const tests = sum(repetitions.map((one) => one.tests));
  const flakes = sum(repetitions.map(({ failures }) => failures.length));
  const failedRuns = repetitions.filter(({ failures }) => failures.length > 0).length;
  const words = kindWords(kind);
  const each = durationWords((secondsOf({ kind, repetitions }) / runs) * 1000);
  const beside = stolenWords(stolenOf(repetitions));
  const builds = new Set(repetitions.map(({ engines }) => engines.join('\n'))).size;
  const across = builds > 1 ? `, in ${builds} sets of builds` : '';
  return [
    {
      what: `flakes, ${words}`,
      value: `${flakes} in ${runs} runs of the suite, ${tests.toLocaleString('en-US')} tests, ${each} each${across}${beside && `, ${beside}`}`,
      bound: 'none',
      kept: flakes === 0,
    },
    {
      what: `proves of a run, ${words}`,
      value: proofWords(failedRuns, runs, 'runs of the suite'),
      kept: true,
    },
    {
      what: `proves of a test, ${words}`,
      // A failure outside the tests has no test to be counted with.
      value: proofWords(Math.min(flakes, tests), tests, 'tests'),
      kept: true,
    },
  ];
}

/** Each flake once, the most frequent first, with how often it came and its last error. */
export function flakeLines({ repetitions }: Shown): readonly string[] {
  const found = new Map<string, { times: number; line: string }>();
  for (const { failures } of repetitions)
    for (const failure of failures) {
      const key = [failure.test, failure.engine, failure.kind].join(' ');
      const times = (found.get(key)?.times ?? 0) + 1;
      found.set(key, { times, line: failureLine(failure) });
    }
  return [...found.values()]
    .toSorted((one, other) => other.times - one.times)
    .map(({ times, line }) => `${times} of ${repetitions.length}  ${line}`);
}
