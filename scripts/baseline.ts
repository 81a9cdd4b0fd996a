/** `npm run baseline`: what changed since the baselines; and bringing them up to a run. */
import path from 'node:path';
import { BASELINES, readBaselines } from '../reports/baseline/files.ts';
import { driftOf } from '../reports/drift/compare.ts';
import { countHard, type ColumnDrift } from '../reports/drift/drift.ts';
import { gravityWords } from '../reports/drift/words.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { acceptWordings } from './baseline/accept.ts';
import { print, printDrift } from './baseline/print.ts';
import { update, type RunOnFile } from './baseline/update.ts';
import { ROOT } from './lib/child.ts';
import { UsageError, enginesOf, runScript } from './lib/flags.ts';
import { readResultsFile } from './lib/results-file.ts';

const DEFAULT_FILE = 'reports/out/matrix/results.json';

const HELP = `
npm run baseline -- [--results FILE]… [--engine LIST] [--baselines FOLDER] [--strict]
npm run baseline -- --update [--partial] …
npm run baseline -- --accept-wordings [--yes] …

Holds a run against the baselines: what each engine did in each scenario, since which version
(${BASELINES}/<engine>-<platform>.json). Prints what changed, from which version to which,
with both texts.

  --results FILE      the results of a run; may be given several times; default
                      ${DEFAULT_FILE}
  --engine LIST       only these engines
  --baselines FOLDER  other baselines; default ${BASELINES}
  --strict            soft changes count, too (CORS_WORDING=strict does so in the tests)

  --update            record what the run did. A scenario that did as before is left alone; a
                      changed one gets a new era in front and keeps the old ones
  --partial           record a run of a part, or with failures: what was not run, or fails, keeps
                      what was remembered

  --accept-wordings   new words of known messages: show them, and write them into messages/
  --yes               without asking

Hard changes: the verdict of a scenario or of its cure; a message added or lost, with other values,
in another order, or in new words where only words tell it; a line that nothing identifies; a
scenario gone or no longer applicable, or failing where nothing else changed. Soft ones: known
messages in new words, new scenarios, a scenario that claims otherwise.

Exit code
  of the comparison    0 if nothing hard changed, 1 if something did, 3 with --strict if something
                       soft changed and nothing hard
  --update             0 once it has written, whatever changed
  --accept-wordings    0 if no new wording is left, 1 if one is
  of all three         2 for a file that cannot be read, a run that cannot be recorded or a mistake
                       in the flags
`;

const OPTIONS = {
  results: { type: 'string', multiple: true },
  engine: { type: 'string' },
  baselines: { type: 'string' },
  strict: { type: 'boolean' },
  update: { type: 'boolean' },
  partial: { type: 'boolean' },
  'accept-wordings': { type: 'boolean' },
  yes: { type: 'boolean' },
} as const;

async function read(file: string): Promise<RunOnFile> {
  const { results } = await readResultsFile(file);
  if (results.protection === 'off')
    throw new UsageError(
      `${file}: it was run with protection off, which shows nothing of an engine itself`,
    );
  return { file, results };
}

function compare(drift: readonly ColumnDrift[], strict: boolean): number {
  if (drift.length === 0)
    throw new UsageError('nothing of these engines ran in these results; run npx playwright test');
  drift.forEach(printDrift);
  print(gravityWords(drift));
  if (countHard(drift, true) > 0) return 1;
  return strict && countHard(drift, false) > 0 ? 3 : 0;
}

await runScript('baseline', HELP, OPTIONS, async (flags) => {
  const { strict = false, partial = false, yes = false, update: updating = false } = flags;
  const accepting = flags['accept-wordings'] ?? false;
  if (updating && accepting)
    throw new UsageError('--update and --accept-wordings are two errands; run one after the other');
  if (partial && !updating) throw new UsageError('--partial belongs to --update');
  if (yes && !accepting) throw new UsageError('--yes belongs to --accept-wordings');
  if (strict && (updating || accepting)) throw new UsageError('--strict belongs to the comparison');
  const engines = enginesOf(flags.engine);
  const folder = flags.baselines ?? BASELINES;
  const absolute = path.resolve(ROOT, folder);
  const { baselines, problems } = await readBaselines(absolute, folder);
  if (problems.length > 0)
    throw new UsageError(
      `${problems[0]}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}`,
    );
  const runs = await Promise.all((flags.results ?? [DEFAULT_FILE]).map(read));
  if (updating)
    return update(runs, { folder, absolute, baselines, catalogue: SCENARIOS, engines, partial });
  if (accepting) {
    const all = runs.map(({ results }) => results);
    return acceptWordings(all, baselines, SCENARIOS, engines, yes);
  }
  const drift = runs.flatMap(({ results }) => driftOf(results, baselines, SCENARIOS) ?? []);
  return compare(
    drift.filter(({ engine }) => engines.includes(engine)),
    strict,
  );
});
