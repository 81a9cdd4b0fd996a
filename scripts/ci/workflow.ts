/**
 * A workflow file as far as this project uses the format: jobs of steps, with environments. Syntax:
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
import { parse } from 'yaml';
import { ScriptError } from '../lib/flags.ts';

export interface WorkflowStep {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  /** A script for bash. */
  readonly run?: string;
  readonly env?: Readonly<Record<string, string | number>>;
}

export interface WorkflowJob {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly env?: WorkflowStep['env'];
  readonly strategy?: { readonly matrix?: Readonly<Record<string, unknown>> };
  /** Absent: the job calls another workflow. */
  readonly steps?: readonly WorkflowStep[];
}

export interface Workflow {
  readonly env?: WorkflowStep['env'];
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

/** Throws one line on a text that is no workflow. `name` is for the message. */
export function readWorkflow(text: string, name: string): Workflow {
  let found: unknown;
  try {
    found = parse(text);
  } catch (error) {
    const [line] = (error as Error).message.split('\n');
    throw new ScriptError(`${name} is no YAML: ${line}`, { cause: error });
  }
  const jobs = (found as Partial<Workflow> | null)?.jobs;
  if (typeof jobs !== 'object' || jobs === null) throw new ScriptError(`${name} has no jobs`);
  return found as Workflow;
}

/** `inputs.grep` and its value. */
export type Context = Readonly<Record<string, string>>;

const EXPRESSION = /\$\{\{\s*(.*?)\s*\}\}/g;

/**
 * A text with its `${{ name }}` replaced. Throws one line on any other expression: what GitHub
 * would put there cannot be known here.
 */
export const evaluated = (text: string | number, context: Context, where: string): string =>
  String(text).replace(EXPRESSION, (whole, name: string) => {
    const value = context[name];
    if (value === undefined) throw new ScriptError(`${where}: ${whole} has no value here`);
    return value;
  });

/** The environments one after another, the later ones first in rank, with their expressions replaced. */
export const environmentOf = (
  environments: readonly WorkflowStep['env'][],
  context: Context,
  where: string,
): Record<string, string> =>
  Object.fromEntries(
    environments
      .flatMap((environment) => Object.entries(environment ?? {}))
      .map(([name, value]) => [name, evaluated(value, context, `${where}, ${name}`)]),
  );

/** Whether a step goes on after a failed one of its job, by its `if`. */
export const runsAfterFailure = ({ if: condition = '' }: WorkflowStep): boolean =>
  /!cancelled\(\)|always\(\)/.test(condition);
