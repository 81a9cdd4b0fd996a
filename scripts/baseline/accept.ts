/** `--accept-wordings`: new words shown, asked about, and written into `messages/`. */
import { createInterface } from 'node:readline/promises';
import type { Engine } from '../../messages/types.ts';
import { NEWER_WORDINGS } from '../../messages/newer-wordings.ts';
import type { BaselineOnFile } from '../../reports/baseline/nearest.ts';
import { visible } from '../../reports/html/escape.ts';
import type { Results } from '../../reports/results.ts';
import type { Scenario } from '../../scenarios/types.ts';
import { styled } from '../lib/flags.ts';
import { newWordings, type NewWording, type StrangeLine } from './new-wordings.ts';
import { print, printSides, scenariosWords } from './print.ts';
import { WORDINGS_FILE, withAccepted, writeWordings, type WordingsTable } from './wordings-file.ts';

const BY_HAND = 'write it by hand: CONTRIBUTING.md, "Accept a new wording"';

function show(wording: NewWording): void {
  const { engine, id, since, oldTemplate, template, scenarios, before, after, because } = wording;
  print(`${styled('bold', `${engine} ${id}`)}, since ${since}`);
  if (template === null) {
    printSides(before, after);
    print(`      ${styled('red', 'not accepted')}: ${visible(because ?? '')}; ${BY_HAND}`);
  } else printSides(oldTemplate, template);
  print(`      in ${scenariosWords(scenarios)}`);
}

const tell = ({ engine, scenario, text }: StrangeLine): void =>
  print(
    `${styled('bold', `${engine} ${scenario}`)}: no known line stands in the place of "${visible(text)}"; ${BY_HAND}`,
  );

async function confirmed(count: number): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await asking.question(`Write ${count} into ${WORDINGS_FILE}? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    asking.close();
  }
}

/**
 * Shows every new wording of the runs, and writes those that could be read for certain once `yes`
 * is given or a person says so. 0: nothing is left to do; 1: something is.
 */
export async function acceptWordings(
  runs: readonly Results[],
  baselines: readonly BaselineOnFile[],
  catalogue: readonly Scenario[],
  engines: readonly Engine[],
  yes: boolean,
): Promise<number> {
  const { wordings, strange } = newWordings(runs, baselines, catalogue, engines);
  if (wordings.length + strange.length === 0) {
    print('no new wording: every line was in recorded words');
    return 0;
  }
  wordings.forEach(show);
  strange.forEach(tell);
  const accepted = wordings.flatMap(({ engine, id, since, template }) =>
    template === null ? [] : [{ engine, id, since, template }],
  );
  const left = wordings.length - accepted.length + strange.length;
  if (accepted.length === 0) return 1;
  if (!yes && !(await confirmed(accepted.length))) {
    print(`nothing was written; --yes writes ${accepted.length} into ${WORDINGS_FILE}`);
    return 1;
  }
  await writeWordings(withAccepted(NEWER_WORDINGS as WordingsTable, accepted));
  print(
    `written: ${accepted.length} into ${WORDINGS_FILE}; now npm run test:harness, and the scenarios again`,
  );
  return left > 0 ? 1 : 0;
}
