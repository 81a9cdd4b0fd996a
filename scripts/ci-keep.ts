/** `npm run ci:keep`: adds a night's results to those of earlier nights, and drops what is spent. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { readResults } from '../reports/read-results.ts';
import { writeWhole } from '../reports/write-whole.ts';
import { fileNameOf, KEPT, keptOf, type KeptFile } from './ci/kept-results.ts';
import { runScript, UsageError } from './lib/flags.ts';

const HELP = `
npm run ci:keep -- --add reports/out/matrix/results.json --folder DIR

Adds a run's results to a folder of results, for npm run matrix -- DIR/*.json. A file whose builds
all ran again later is removed from the folder, and so is what is older than the ${KEPT} newest, or
is no results file of this version.

  --add FILE    results of a run
  --folder DIR  made if needed; of its files only *.json are looked at
`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await runScript(
  'ci:keep',
  HELP,
  { add: { type: 'string' }, folder: { type: 'string' } },
  async ({ add, folder }) => {
    if (!add) throw new UsageError('--add takes the name of a results file');
    if (!folder) throw new UsageError('--folder takes the name of a folder');
    let text: string;
    try {
      text = await readFile(add, 'utf8');
    } catch {
      throw new UsageError(`${add} cannot be read`);
    }
    let added: KeptFile;
    try {
      const results = readResults(text);
      added = { name: fileNameOf(results), results };
    } catch (error) {
      throw new UsageError(`${add}: ${(error as Error).message}`, { cause: error });
    }
    await mkdir(folder, { recursive: true });
    await writeWhole(path.join(folder, added.name), text);

    const files: KeptFile[] = [added];
    for (const name of await readdir(folder)) {
      if (!name.endsWith('.json') || name === added.name) continue;
      const file = path.join(folder, name);
      try {
        files.push({ name, results: readResults(await readFile(file, 'utf8')) });
      } catch (error) {
        say(`${name} removed: ${(error as Error).message}`);
        await rm(file);
      }
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
