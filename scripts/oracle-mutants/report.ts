/** A mutation run in words, and as JSON. */
import { styled } from '../lib/flags.ts';
import type { RuleCounts, Score } from './score.ts';
import type { Judged, Mutant } from './types.ts';

const MUTANTS_FORMAT = 'cors-conformance/oracle-mutants@1';

const COLUMNS = ['mutants', 'byTable', 'byEngine', 'equivalent', 'survived'] as const;
const HEADS = ['mutants', 'by table', 'by engine', 'equivalent', 'survived'];

/** A row for each rule. */
export function rulesTable(rules: readonly RuleCounts[]): string {
  const all = COLUMNS.map((column) => rules.reduce((sum, rule) => sum + rule[column], 0));
  const rows = [
    ['rule', ...HEADS, 'of'],
    ...rules.map((rule) => [
      rule.rule,
      ...COLUMNS.map((column) => String(rule[column])),
      rule.anchor ?? rule.file,
    ]),
    ['all', ...all.map(String), ''],
  ];
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const last = HEADS.length + 1;
  return rows
    .map((row) =>
      row
        .map((cell, at) => {
          const width = widths?.[at] ?? 0;
          return at === 0 ? cell.padEnd(width) : at === last ? cell : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}\n`)
    .join('');
}

/** One mutant in full. */
export const mutantWords = (mutant: Mutant): string =>
  [
    `oracle/${mutant.file}:${mutant.line}  ${mutant.rule}  ${mutant.kind}\n`,
    `    ${mutant.original}\n`,
    `    ${mutant.mutated === '' ? '(nothing)' : mutant.mutated}\n`,
  ].join('');

/** One line for one mutant, with who caught it. */
export function listed({ mutant, verdict }: Judged, score: Score): string {
  const equivalent = score.equivalents.find((one) => one.mutant === mutant);
  const who =
    verdict.by !== null
      ? `${verdict.by}: ${verdict.because}`
      : equivalent
        ? `equivalent: ${equivalent.because}`
        : 'SURVIVED';
  const { file, line, kind, original, mutated } = mutant;
  const change = `${short(original)} → ${mutated === '' ? '(nothing)' : short(mutated)}`;
  return `oracle/${file}:${line}  ${kind}  ${change}\n    ${who}\n`;
}

const LONGEST = 70;
const short = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;

/** What is wrong, in full; nothing where nothing is. */
export function complaints(score: Score): string {
  const section = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `\n${styled('red', `${title}: ${lines.length}`)}\n${lines.join('')}`;
  return [
    section(
      'survived',
      score.survivors.map((mutant) => `  ${mutantWords(mutant)}`),
    ),
    section(
      'listed as equivalent, and there is no such mutant',
      score.stale.map(
        ({ file, kind, original, mutated }) =>
          `  oracle/${file}  ${kind}\n    ${original}\n    ${mutated || '(nothing)'}\n`,
      ),
    ),
    section(
      'listed as equivalent, and caught',
      score.caughtAfterAll.map(
        ({ judged: { mutant, verdict } }) =>
          `  ${mutantWords(mutant)}    ${verdict.by === null ? '' : `${verdict.by}: ${verdict.because}`}\n`,
      ),
    ),
  ].join('');
}

export interface Run {
  /** ISO 8601. */
  readonly startedAt: string;
  /** Null: no engine was asked. */
  readonly engine: { readonly name: string; readonly cases: number; readonly seed: number } | null;
  readonly interrupted: boolean;
}

/** As JSON: the run, the score, every mutant and who caught it. */
export function asJson(run: Run, judged: readonly Judged[], score: Score): string {
  const equivalents = new Map(score.equivalents.map(({ mutant, because }) => [mutant, because]));
  const mutants = judged.map(({ mutant, verdict }) => {
    const { source: _source, ...told } = mutant;
    const because = equivalents.get(mutant);
    const outcome =
      verdict.by !== null
        ? { verdict: verdict.by, because: verdict.because }
        : because === undefined
          ? { verdict: 'survived' }
          : { verdict: 'equivalent', because };
    return { ...told, ...outcome };
  });
  const { caught, counting, rules } = score;
  return `${JSON.stringify(
    {
      format: MUTANTS_FORMAT,
      ...run,
      score: {
        caught,
        counting,
        equivalent: score.equivalents.length,
        survived: score.survivors.length,
      },
      rules,
      mutants,
    },
    null,
    2,
  )}\n`;
}
