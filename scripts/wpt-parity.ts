/** `npm run wpt-parity`: which web platform tests say what which scenarios say, as a document. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { SCENARIOS } from '../scenarios/index.ts';
import { LISTED, WEB_PLATFORM_TESTS } from '../scenarios/web-platform-tests.ts';
import { runScript, ScriptError } from './lib/flags.ts';
import { documentOf, summary } from './wpt-parity/document.ts';
import { parityOf, problemsOf } from './wpt-parity/parity.ts';

const HELP = `
npm run wpt-parity [-- --check]

Writes docs/wpt-parity.md: of each web platform test about CORS, by which scenarios it is covered,
or why it is out of scope, or what is still open. Prints how many of each there are.

  --check   writes nothing; fails if the document is not what would be written

Exit code 1 also if the list is wrong: a scenario that does not exist, a file listed twice, a file
that a scenario names and the list does not.
`;

const DOCUMENT = fileURLToPath(new URL('../docs/wpt-parity.md', import.meta.url));

await runScript('wpt-parity', HELP, { check: { type: 'boolean' } }, async ({ check }) => {
  const problems = problemsOf(WEB_PLATFORM_TESTS, SCENARIOS);
  if (problems.length > 0)
    throw new ScriptError(
      `${problems[0]}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}`,
    );
  const areas = parityOf(WEB_PLATFORM_TESTS, SCENARIOS);
  const options = await resolveConfig(DOCUMENT);
  const text = await format(documentOf(areas, LISTED), { ...options, filepath: DOCUMENT });
  if (!check) await writeFile(DOCUMENT, text);
  else if ((await readFile(DOCUMENT, 'utf8').catch(() => '')) !== text)
    throw new ScriptError('docs/wpt-parity.md is not up to date; run npm run wpt-parity');
  process.stdout.write(`${summary(areas)}\n`);
  return 0;
});
