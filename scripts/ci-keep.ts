/** `npm run ci:keep`: adds a night's results to those of earlier nights, and drops what is spent. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { readResults } from '../reports/read-results.ts';
import { writeWhole } from '../reports/write-whole.ts';
import { fileNameOf, KEPT, keptOf, namesOurFormat, type KeptFile } from './ci/kept-results.ts';
import { runScript, UsageError } from './lib/flags.ts';
import { readResultsFile } from './lib/results-file.ts';

const HELP = `
npm run ci:keep -- --add reports/out/matrix/results.json --folder DIR

Adds a run's results to a folder of results, for npm run matrix -- DIR/*.json. A file whose builds
all ran again later is removed from the folder, and so is what is older than the ${KEPT} newest, or
is a results file that this version cannot read. Any other file stays.

  --add FILE    results of a run
  --folder DIR  made if needed; of its files only *.json are looked at
`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** One file of the folder; null where it is none: removed where it was one of ours. */
async function keptIn(folder: string, name: string): Promise<KeptFile | null> {
  const file = path.join(folder, name);
  let text = '';
  try {
    text = await readFile(file, 'utf8');
    return { name, results: readResults(text) };
  } catch (error) {
    // What cannot be read has shown nothing of what it is.
    const ours = namesOurFormat(text);
    say(`${name} ${ours ? 'removed' : 'left alone'}: ${(error as Error).message}`);
    if (ours) await rm(file);
    return null;
  }
}

await runScript(
  'ci:keep',
  HELP,
  { add: { type: 'string' }, folder: { type: 'string' } },
  async ({ add, folder }) => {
    if (!add) throw new UsageError('--add takes the name of a results file');
    if (!folder) throw new UsageError('--folder takes the name of a folder');
    const { text, results } = await readResultsFile(add);
    const added: KeptFile = { name: fileNameOf(results), results };
    await mkdir(folder, { recursive: true });
    await writeWhole(path.join(folder, added.name), text);

    const files: KeptFile[] = [added];
    for (const name of await readdir(folder)) {
      if (!name.endsWith('.json') || name === added.name) continue;
      const file = await keptIn(folder, name);
      if (file !== null) files.push(file);
    }
    const kept = keptOf(files);
    for (const { name } of files) {
      if (kept.some((one) => one.name === name)) continue;
      say(`${name} removed: its builds ran again later, or it is older than the ${KEPT} newest`);
      await rm(path.join(folder, name));
    }
    say(`${kept.length} kept in ${folder}: ${kept.map(({ name }) => name).join(', ')}`);
    return 0;
  },
);
