/** `npm run lint:workflows`: the workflow files, checked as code is. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createWorkflowLinter } from './ci/lint-workflow.ts';
import { WORKFLOWS } from './ci/local-plan.ts';
import { runScript, UsageError } from './lib/flags.ts';

const HELP = `
npm run lint:workflows [-- --folder DIR]

Checks the workflow files by actionlint, and by rules of this project: actions pinned by commit,
least permissions, a timeout for each job, no expression in a script, no credentials left on disk,
concurrency, one shell, no pull_request_target (scripts/ci/workflow-rules.ts).

  --folder DIR  default: .github/workflows

Prints one line for each finding. Exit code 1 if there is one.
`;

await runScript(
  'lint:workflows',
  HELP,
  { folder: { type: 'string' } },
  async ({ folder = WORKFLOWS }) => {
    let names: string[];
    try {
      names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).toSorted();
    } catch {
      throw new UsageError(`${folder} is no folder that can be read`);
    }
    if (names.length === 0) throw new UsageError(`${folder} holds no workflow file`);
    const lint = await createWorkflowLinter();
    let count = 0;
    for (const name of names) {
      const file = path.join(folder, name);
      for (const found of lint(await readFile(file, 'utf8'), path.relative('.', file))) {
        count += 1;
        const { line, column, rule, message } = found;
        process.stdout.write(`${found.file}:${line}:${column}: ${message} (${rule})\n`);
      }
    }
    process.stdout.write(`${names.length} workflow files, ${count} findings\n`);
    return count > 0 ? 1 : 0;
  },
);
