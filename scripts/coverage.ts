/** `npm run coverage`: which of the messages that engines can print the last run has printed. */
import { MESSAGES } from '../messages/index.ts';
import {
  messageCoverage,
  misnamed,
  reachWords,
  unprinted,
  wronglyUnreachable,
  type CoveredMessage,
  type MessageCoverage,
} from '../reports/message-coverage.ts';
import type { Results } from '../reports/results.ts';
import { ENGINE_NAMES, labelOf } from '../reports/words.ts';
import { unclaimedLinesOf } from '../scenarios/unclaimed-lines.ts';
import { UsageError, enginesOf, runScript, styled } from './lib/flags.ts';
import { readResultsFile } from './lib/results-file.ts';

const DEFAULT_FILE = 'reports/out/matrix/results.json';

const HELP = `
npm run coverage -- [--results FILE] [--engine chromium,firefox,webkit] [--all | --message ID]

Counts, by what the consoles said in a run, how many of the messages of messages/ were printed that
an engine can be brought to print; and names those that were not.

  --results FILE   the results of a run; default ${DEFAULT_FILE}
  --engine LIST    only these engines
  --all            every message, with the scenarios that printed it
  --message ID     one message: its text, what triggers it, the scenarios that print it, and the
                   command that runs them

Exit code 0 if every reachable message was printed, none that counts as unreachable was, and lines
that no scenario claims were printed where scenarios/unclaimed-lines.ts says; 1 if not; 2 for a file
that cannot be read or a mistake in the flags. A run of a part of the suite prints a part of the
messages: run everything first (npx playwright test).
`;

const OPTIONS = {
  results: { type: 'string' },
  engine: { type: 'string' },
  all: { type: 'boolean' },
  message: { type: 'string' },
} as const;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

function details({ id, entry, scenarios }: CoveredMessage): void {
  print(`  ${styled('bold', id)}  ${entry.group}, ${entry.level}`);
  for (const { template } of entry.wordings) print(`    ${template.trimEnd()}`);
  print(`    when: ${entry.trigger}`);
  const reach = reachWords(entry);
  if (reach !== null) print(`    ${reach}`);
  print(`    scenarios: ${scenarios.length === 0 ? 'none' : scenarios.join(' ')}`);
}

function engine(coverage: MessageCoverage, results: Results): void {
  const { messages, reachable, printed, ran } = coverage;
  const builds = results.engines
    .filter((column) => column.engine === coverage.engine)
    .map((column) => `${labelOf(column, results.engines)} ${column.version ?? ''}`.trim());
  const share = ran ? `${printed} of ${reachable}` : `not run, ${reachable}`;
  print(
    `${styled('bold', builds.join(', ') || ENGINE_NAMES[coverage.engine])}: ${share} reachable messages printed; ${messages.length - reachable} more that nothing reaches`,
  );
  for (const message of ran ? unprinted(coverage) : [])
    print(`  ${styled('red', `not printed: ${message.id}`)}  ${message.entry.trigger}`);
  for (const { id, scenarios } of wronglyUnreachable(coverage))
    print(
      `  ${styled('red', `said to be unreachable, but printed: ${id}`)}  ${scenarios.join(' ')}`,
    );
  for (const id of misnamedIn(coverage))
    print(
      `  ${styled('red', `not printed where said: ${id}`)}  ${unclaimedLinesOf(coverage.engine)[id]?.printedBy}`,
    );
}

const misnamedIn = (coverage: MessageCoverage): readonly string[] =>
  coverage.ran ? misnamed(coverage, unclaimedLinesOf(coverage.engine)) : [];

/** Several engines may have a message of one name. */
function oneMessage(all: readonly MessageCoverage[], id: string): number {
  const found = all.flatMap(({ engine: name, messages }) =>
    messages.filter((message) => message.id === id).map((message) => ({ name, message })),
  );
  if (found.length === 0)
    throw new UsageError(`no engine has a message "${id}"; npm run coverage -- --all lists them`);
  for (const { name, message } of found) {
    print(ENGINE_NAMES[name]);
    details(message);
    if (message.scenarios.length > 0)
      print(
        `    npx playwright test --project=${name} -g "${message.scenarios.map((one) => `@${one}(?![\\w-])`).join('|')}"`,
      );
  }
  return 0;
}

const isCovered = (coverage: MessageCoverage): boolean =>
  coverage.ran &&
  unprinted(coverage).length === 0 &&
  wronglyUnreachable(coverage).length === 0 &&
  misnamedIn(coverage).length === 0;

await runScript('coverage', HELP, OPTIONS, async (flags) => {
  const wanted = enginesOf(flags.engine);
  const { results } = await readResultsFile(flags.results ?? DEFAULT_FILE);
  const all = messageCoverage(results, MESSAGES).filter((one) => wanted.includes(one.engine));
  if (flags.message !== undefined) return oneMessage(all, flags.message);
  if (!results.complete) print(styled('yellow', results.incompleteBecause ?? 'partial run'));
  for (const coverage of all) {
    engine(coverage, results);
    if (flags.all) for (const message of coverage.messages) details(message);
  }
  return all.every(isCovered) ? 0 : 1;
});
