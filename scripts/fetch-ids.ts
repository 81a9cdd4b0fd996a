/** `npm run fetch-ids -- --commit HASH fetch.bs`: the anchors there are in the Fetch Standard. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { idsOf } from './fetch-ids/ids.ts';
import { runScript, ScriptError, UsageError } from './lib/flags.ts';

const HELP = `
npm run fetch-ids -- --commit HASH fetch.bs

Writes tests/fetch-ids.txt, which tests/anchors.test.ts holds all anchors of the Fetch Standard
against: every id in the Standard's source fetch.bs, one a line. Take that file from a clone of
https://github.com/whatwg/fetch, and name its commit.
`;

const LIST = fileURLToPath(new URL('../tests/fetch-ids.txt', import.meta.url));

await runScript(
  'fetch-ids',
  HELP,
  { commit: { type: 'string' } },
  async ({ commit }, [file, ...more]) => {
    if (file === undefined || more.length > 0)
      throw new UsageError('one file is needed: the Standard’s source, fetch.bs');
    if (commit === undefined || !/^[0-9a-f]{40}$/.test(commit))
      throw new UsageError('--commit needs the 40 hexadecimal digits of the source’s commit');
    const source = await readFile(file, 'utf8').catch(() => {
      throw new UsageError(`${file} cannot be read`);
    });
    const ids = idsOf(source);
    if (!ids.includes('concept-cors-check'))
      throw new ScriptError(
        `${file} is not the source of the Fetch Standard: it has no CORS check`,
      );
    await writeFile(LIST, `# whatwg/fetch ${commit}\n${ids.join('\n')}\n`);
    process.stdout.write(`${ids.length} ids\n`);
    return 0;
  },
  { files: true },
);
