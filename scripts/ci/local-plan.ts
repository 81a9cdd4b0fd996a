/**
 * The steps of CI that one machine can do, taken from the workflow files: the same commands with
 * the same environment. What is not done here is named with its reason, and nothing else is left out.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Engine } from '../../messages/types.ts';
import { ROOT } from '../lib/child.ts';
import { ScriptError } from '../lib/flags.ts';
import { systemOf } from './channels.ts';
import {
  environmentOf,
  readWorkflow,
  runsAfterFailure,
  type Context,
  type Workflow,
} from './workflow.ts';

export const WORKFLOWS = path.join(ROOT, '.github/workflows');

/** The jobs in the order in which they need one another. */
export const COURSE = [
  { file: 'engines.yml', job: 'engine' },
  { file: 'engines.yml', job: 'report' },
  { file: 'nightly.yml', job: 'drift' },
] as const;

/** Steps that are GitHub's alone, by id. */
export const NOT_HERE: Readonly<Record<string, string>> = {
  install: 'the packages are there: this command is one of them',
  browser: 'the browsers of this machine are used',
  earlier: 'the results of earlier nights are on GitHub',
};

/** One command. Steps of one `group` follow one another; groups are on their own. */
export interface PlannedStep {
  /** `chromium, shard 1 of 2`, `merge` … */
  readonly name: string;
  readonly group: string;
  /** A script for bash. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly afterFailure: boolean;
}

export interface Wishes {
  readonly engines: readonly Engine[];
  /** Absent: as many as the workflow has. */
  readonly shards?: number;
  readonly grep?: string;
  /** Replaces the workflow's own `CORS_REPORTS`. */
  readonly output: string;
}

export const readWorkflowFile = (file: string): Workflow =>
  readWorkflow(readFileSync(path.join(WORKFLOWS, file), 'utf8'), `.github/workflows/${file}`);

/** Steps of a job with a script, in order. Throws where one has no id to be known by. */
function stepsOf(workflow: Workflow, { file, job }: (typeof COURSE)[number]) {
  const { steps, env } = workflow.jobs[job] ?? {};
  if (!steps) throw new ScriptError(`${file} has no job ${job} with steps`);
  return steps
    .filter(({ run }) => run !== undefined)
    .map((step) => {
      if (step.id === undefined)
        throw new ScriptError(`${file}, job ${job}: a step has no id: ${step.run}`);
      return { step: { ...step, id: step.id, run: step.run ?? '' }, env };
    });
}

/** Throws one line where a workflow file is not as expected. */
export function localPlan(
  { engines, shards, grep = '', output }: Wishes,
  read: (file: string) => Workflow = readWorkflowFile,
): PlannedStep[] {
  return COURSE.flatMap((place) => {
    const workflow = read(place.file);
    const count = shards ?? Number(workflow.env?.['SHARDS'] ?? 1);
    const cells: { group: string; context: Context }[] =
      place.job === 'engine'
        ? engines.flatMap((engine) =>
            Array.from({ length: count }, (_, index) => ({
              group: `${engine}, shard ${index + 1} of ${count}`,
              context: {
                'matrix.os': systemOf(process.platform),
                'matrix.engine': engine,
                'matrix.channel': 'local',
                'matrix.shard': String(index + 1),
                'inputs.grep': grep,
              },
            })),
          )
        : [{ group: place.job, context: {} }];
    const steps = stepsOf(workflow, place).filter(({ step }) => !(step.id in NOT_HERE));
    return cells.flatMap(({ group, context }) =>
      steps.map(({ step, env }): PlannedStep => ({
        name: step.id === 'shard' ? group : step.id,
        group,
        script: step.run,
        env: {
          ...environmentOf(
            [workflow.env, env, step.env],
            context,
            `${place.file}, step ${step.id}`,
          ),
          SHARDS: String(count),
          CORS_REPORTS: output,
          GITHUB_STEP_SUMMARY: `${output}/summary.md`,
          // As on a runner: a focused test is an error.
          CI: 'true',
        },
        afterFailure: runsAfterFailure(step),
      })),
    );
  });
}
