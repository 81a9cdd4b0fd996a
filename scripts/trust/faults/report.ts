/** The table of `npm run trust:faults`, and its figures. */
import type { Engine } from '../../../messages/types.ts';
import { styled } from '../../lib/flags.ts';
import type { Figure } from '../part.ts';
import { FAULTS, type Fault } from './faults.ts';
import type { Finding } from './naming.ts';
import type { Outcome } from './run.ts';

export interface Row {
  readonly fault: Fault;
  readonly engine: Engine;
  /** A string: the machine cannot act it out, and why. */
  readonly outcome: Outcome | string;
}

const FAULT_WIDTH = Math.max(...FAULTS.map(({ what }) => what.length));
const ENGINE_WIDTH = 'chromium'.length;
const EXIT_WIDTH = 'SIGKILL'.length;
const OTHERS_WIDTH = 'others'.length;

const columns = (what: string, engine: string, exit: string, others: string): string =>
  [
    what.padEnd(FAULT_WIDTH),
    engine.padEnd(ENGINE_WIDTH),
    exit.padEnd(EXIT_WIDTH),
    others.padEnd(OTHERS_WIDTH),
  ].join('  ');

export const headLine = (runs: number): string =>
  `${runs} runs, one after another\n\n${columns('fault', 'engine', 'exit', 'others')}  left behind; named as\n`;

/** One line: what was named, and whether each of the findings is as it must be. */
export function rowLine({ fault, engine, outcome }: Row): string {
  if (typeof outcome === 'string')
    return `${columns(fault.what, engine, '-', '-')}  not acted out: ${outcome}\n`;
  const { exit, others, left, named } = outcome;
  const line = `${columns(fault.what, engine, exit.text, others.text)}  ${left.text}; ${named.text}`;
  const wrong = Object.entries({ exit, others, left, named }).flatMap(([name, { right }]) =>
    right ? [] : [name],
  );
  return wrong.length === 0 ? `${line}\n` : styled('red', `${line}  WRONG: ${wrong.join(', ')}\n`);
}

const QUESTIONS: readonly (readonly [keyof Omit<Outcome, 'duration'>, string])[] = [
  ['named', 'faults named rightly, in one line'],
  ['exit', 'runs whose exit code says so'],
  ['others', 'runs whose other tests went on'],
  ['left', 'runs that left nothing behind'],
];

/** How many of the runs were right, question by question; all of them must be. */
export function figuresOf(rows: readonly Row[]): Figure[] {
  const outcomes = rows.flatMap(({ outcome }) => (typeof outcome === 'string' ? [] : [outcome]));
  const count = outcomes.length;
  return [
    ...QUESTIONS.map(([question, what]): Figure => {
      const right = outcomes.filter(
        (outcome) => (outcome[question] satisfies Finding).right,
      ).length;
      return {
        what,
        value: `${right} of ${count}`,
        bound: 'all',
        kept: count > 0 && right === count,
      };
    }),
    ...rows.flatMap(({ fault, outcome }): Figure[] =>
      typeof outcome === 'string'
        ? [{ what: `not acted out here: ${fault.what}`, value: outcome, kept: true }]
        : [],
    ),
  ];
}
