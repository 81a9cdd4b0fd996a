/**
 * What this project asks of its workflow files and no general linter does. Reasons:
 * https://docs.github.com/actions/reference/security/secure-use
 */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type Node } from 'yaml';

export interface Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  /** What is wrong and what to write instead. */
  readonly message: string;
}

/** Permissions that change something, and the one job, by id, that may have them. */
const WRITERS: Readonly<Record<string, string>> = { pages: 'pages', 'id-token': 'pages' };

/** What any job may read. */
const READABLE = ['contents', 'actions'];

/** Minutes. A job that takes longer hangs. */
const LONGEST = 60;

type Report = (rule: string, at: unknown, message: string) => void;

type Keyed = (key: string) => unknown;

const keyed =
  (node: unknown): Keyed =>
  (key) =>
    isMap(node) ? node.get(key, true) : undefined;

const entries = (node: unknown): readonly (readonly [string, unknown, unknown])[] =>
  isMap(node)
    ? node.items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), value, key])
    : [];

const text = (node: unknown): string | null =>
  isScalar(node) && typeof node.value === 'string' ? node.value : null;

/** An action by its commit: a tag can be moved to other code. The version stands beside it. */
function checkUses(uses: unknown, report: Report): void {
  const value = text(uses);
  // The project's own workflows come from the same commit.
  if (value === null || value.startsWith('./')) return;
  if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(value))
    report(
      'pinned',
      uses,
      `"${value}" is not pinned: write owner/name@ and the commit's 40 digits`,
    );
  else if (!/^\s*v\d+\.\d+\.\d+\b/.test((uses as { comment?: string }).comment ?? ''))
    report('pinned', uses, `"${value}" tells no version: add it as a comment, # v1.2.3`);
}

function checkPermissions(permissions: unknown, job: string | null, report: Report): void {
  const all = text(permissions);
  if (all !== null)
    return report('permissions', permissions, `"${all}" is for everything: name what is needed`);
  for (const [name, value, key] of entries(permissions)) {
    const level = text(value);
    if (level === 'none' || (level === 'read' && READABLE.includes(name))) continue;
    if (level === 'write' && job !== null && WRITERS[name] === job) continue;
    report('permissions', key, `"${name}: ${level}" is more than ${job ?? 'a workflow'} needs`);
  }
}

function checkStep(step: unknown, report: Report): void {
  const at = keyed(step);
  checkUses(at('uses'), report);
  const run = at('run');
  if (text(run)?.includes('${{'))
    report('expression', run, 'an expression in a script is code: hand it in by env, and quote it');
  const checkout = text(at('uses'))?.startsWith('actions/checkout@');
  const persists = keyed(at('with'))('persist-credentials');
  if (checkout && !(isScalar(persists) && persists.value === false))
    report('credentials', at('uses'), 'the token stays on disk: add persist-credentials: false');
}

function checkJob(name: string, job: unknown, key: unknown, report: Report): void {
  const at = keyed(job);
  const permissions = at('permissions');
  if (permissions !== undefined) checkPermissions(permissions, name, report);
  checkUses(at('uses'), report);
  const steps = at('steps');
  if (!isSeq(steps)) return;
  const minutes = at('timeout-minutes');
  const bound = isScalar(minutes) ? minutes.value : undefined;
  if (typeof bound !== 'number' || bound <= 0 || bound > LONGEST)
    report('timeout', minutes ?? key, `job ${name} needs timeout-minutes, ${LONGEST} at most`);
  for (const step of steps.items) checkStep(step, report);
}

/** Whether any job has a script of its own. */
function hasScripts(jobs: unknown): boolean {
  let found = false;
  visit(jobs as Node, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === 'run') found = true;
    },
  });
  return found;
}

function checkWhole(root: unknown, report: Report): void {
  const at = keyed(root);
  const permissions = at('permissions');
  if (permissions === undefined)
    report(
      'permissions',
      root,
      'without permissions the token has the repository’s default: add permissions: {}',
    );
  else checkPermissions(permissions, null, report);

  const triggers = at('on');
  const names = isMap(triggers)
    ? entries(triggers).map(([name]) => name)
    : isSeq(triggers)
      ? triggers.items.map((item) => text(item) ?? '')
      : [text(triggers) ?? ''];
  if (names.includes('pull_request_target'))
    report(
      'trigger',
      triggers,
      'pull_request_target runs a stranger’s change with the token: use pull_request',
    );
  if (at('concurrency') === undefined && names.some((name) => name !== 'workflow_call'))
    report('concurrency', root, 'two runs of it may be under way at once: add concurrency');

  const jobs = at('jobs');
  const shell = text(keyed(keyed(at('defaults'))('run'))('shell'));
  if (hasScripts(jobs) && shell !== 'bash')
    report('shell', root, 'a failing command in a pipe passes: add defaults: run: shell: bash');
  for (const [name, job, key] of entries(jobs)) checkJob(name, job, key, report);
}

/** Checks one workflow file. `file` is for the findings; they come in the file's order. */
export function checkWorkflow(source: string, file: string): readonly Finding[] {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const findings: Finding[] = [];
  const add = (offset: number, rule: string, message: string): void => {
    const { line, col } = lines.linePos(offset);
    findings.push({ file, line: Math.max(line, 1), column: Math.max(col, 1), rule, message });
  };
  for (const { pos, message } of document.errors)
    add(pos[0], 'syntax', message.split('\n', 1)[0]?.replace(/:$/, '') ?? '');
  if (findings.length > 0) return findings;
  checkWhole(document.contents, (rule, at, message) => {
    const node = isPair(at) ? at.key : at;
    add((node as Node | null)?.range?.[0] ?? 0, rule, message);
  });
  return findings.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
