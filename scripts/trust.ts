/** `npm run trust`: what the suite's red and its green are worth, part by part, with figures. */
import { badEnd, runNpm } from './lib/child.ts';
import { runScript, styled, UsageError } from './lib/flags.ts';
import { allKept, linesOf, PARTS, readPart, type PartName } from './trust/part.ts';
import { treeHash } from './trust/tree.ts';

const HELP = `
npm run trust [-- --part mutation,fuzz --report]

Proves that the suite can be trusted, and prints the figures:
  mutation    it fails when it should: servers, pages and claims made wrong on purpose
              (npm run trust:mutation)
  protection  the engines themselves without their protection (npm run trust:protection)
  faults      what breaks around it is named as such, and nothing is left behind
              (npm run trust:faults)
  fuzz        its servers take whatever is sent to them (npm run trust:fuzz)
  supply      what it installs is pinned, audited and runs no script (npm run trust:supply)
  flakes      it never fails by chance: repeated runs, idle, loaded, delayed, in other orders
              (npm run trust:flakes; hours, resumable). Run only where it is named by --part; else
              the figures of its last call are printed.

  --part NAMES  comma-separated; default: all, flakes as said
  --report      runs nothing, prints the figures of the last runs

Exit code 0 only if every bound of every part is kept, by figures of the files that are there now: a
part that never ran to its end, or ran on others, is not kept. Without npm run trust:flakes that is
so of flakes; --part mutation,protection,faults,fuzz,supply leaves it out. 2 for a mistake in the flags.
`;

const isPart = (name: string): name is PartName => PARTS.some((part) => part === name);

/** Throws `UsageError` on a name that is none. */
function partsOf(list: string): readonly PartName[] {
  return list.split(',').map((text) => {
    const name = text.trim();
    if (!isPart(name))
      throw new UsageError(`unknown part "${name}"; there are ${PARTS.join(', ')}`);
    return name;
  });
}

/** The last figures of a part, for a person; false where a bound was not kept, or there are none. */
async function print(part: PartName): Promise<boolean> {
  const report = await readPart(part);
  if (report === null) {
    process.stdout.write(
      `\n${styled('bold', part)}: never run to its end (npm run trust:${part})\n`,
    );
    return false;
  }
  const { at, seconds, tree } = report;
  const when = `${at.slice(0, 16).replace('T', ' ')} UTC, ${Math.round(seconds)} s`;
  process.stdout.write(`\n${styled('bold', part)} (${when})\n${linesOf(report)}`);
  if (tree === treeHash()) return allKept(report);
  process.stdout.write(styled('red', '  of other files than are there now: run it again\n'));
  return false;
}

await runScript(
  'trust',
  HELP,
  { part: { type: 'string' }, report: { type: 'boolean' } },
  async ({ part: list, report = false }) => {
    const parts = list === undefined ? PARTS : partsOf(list);
    const run = report ? [] : parts.filter((part) => list !== undefined || part !== 'flakes');
    const ended = new Map<PartName, string | null>();
    for (const part of run) {
      process.stdout.write(`\n${styled('bold', `# ${part}`)}\n`);
      ended.set(part, badEnd(await runNpm(`trust:${part}`)));
    }
    let kept = true;
    for (const part of parts) {
      kept = (await print(part)) && kept;
      const bad = ended.get(part) ?? null;
      if (bad === null) continue;
      kept = false;
      process.stdout.write(styled('red', `  the command ended with ${bad}\n`));
    }
    return kept ? 0 : 1;
  },
);
