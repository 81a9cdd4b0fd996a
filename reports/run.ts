/** One Playwright run, reduced to what the matrix needs: plain data, so that tests can make it. */
import { readFileSync } from 'node:fs';
import type { FullConfig, FullResult, Suite, TestCase } from '@playwright/test/reporter';
import { DIFFERENTIAL_ATTACHMENT } from './differential-results.ts';
import { EVIDENCE_ATTACHMENT, type EngineUsed, type Results } from './results.ts';

/** One try of one test. */
export interface Attempt {
  readonly status: 'passed' | 'failed' | 'timedOut' | 'skipped' | 'interrupted';
  /** Milliseconds. */
  readonly duration: number;
  /** Messages of its errors, without terminal colours, the first first. */
  readonly errors: readonly string[];
  /** Bodies of its `evidence` attachments; the last one counts. */
  readonly evidence: readonly string[];
  /** Bodies of its `differential` attachments. */
  readonly differential?: readonly string[];
}

export interface TestRecord {
  /** Playwright's project name; `''` where there is none. */
  readonly project: string;
  /** Tells two projects of one name apart, as merged reports of two machines have them. */
  readonly projectIndex: number;
  /** Titles from the file's describe blocks down to the test's own. */
  readonly titles: readonly string[];
  /** With their `@`. */
  readonly tags: readonly string[];
  readonly annotations: readonly { readonly type: string; readonly description?: string }[];
  /** Empty: the test never started. */
  readonly attempts: readonly Attempt[];
}

export interface RunRecord {
  readonly tests: readonly TestRecord[];
  readonly status: FullResult['status'];
  readonly startedAt: Date;
  /** Milliseconds. */
  readonly duration: number;
  readonly shard: { readonly current: number; readonly total: number } | null;
  readonly maxFailures: number;
  /** Messages of errors outside tests. */
  readonly errors: readonly string[];
  readonly platform: Results['platform'];
  /** As configured; what tests hand in as evidence counts more. */
  readonly protection?: 'on' | 'off';
  /** Builds as `metadata.build` of the projects tells, by project name. */
  readonly builds?: Readonly<Record<string, EngineUsed>>;
  /** The file that `npm run differential` wrote; `name` is for the reader. */
  readonly differential?: { readonly name: string; readonly text: string };
}

// oxlint-disable-next-line no-control-regex -- ESC is what a terminal sequence begins with
const TERMINAL_SEQUENCE = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\))/g;

/** Text as a terminal would show it, without its colours. */
export const withoutColours = (text: string): string => text.replace(TERMINAL_SEQUENCE, '');

interface ErrorLike {
  readonly message?: string;
  readonly value?: string;
}

export const messageOf = (error: ErrorLike): string =>
  withoutColours(error.message ?? error.value ?? 'an error without a message').trim();

interface AttachmentLike {
  readonly name: string;
  readonly body?: Buffer;
  readonly path?: string;
}

/** A body is in memory in an ordinary run, in a file when blob reports are merged. */
const bodyOf = (attachment: AttachmentLike): string =>
  attachment.body?.toString('utf8') ??
  (attachment.path === undefined ? '' : readFileSync(attachment.path, 'utf8'));

const bodiesOf = (attachments: readonly AttachmentLike[], wanted: string): string[] =>
  attachments.filter(({ name }) => name === wanted).map(bodyOf);

/** The describe blocks and the test's own title: what is left of the path below the file. */
function titlesOf(test: TestCase): string[] {
  const titles = [test.title];
  for (let suite: Suite | undefined = test.parent; suite?.type === 'describe'; suite = suite.parent)
    titles.unshift(suite.title);
  return titles.filter((title) => title !== '');
}

const recordOf = (test: TestCase, project: string, projectIndex: number): TestRecord => ({
  project,
  projectIndex,
  titles: titlesOf(test),
  tags: test.tags,
  annotations: [...test.annotations, ...test.results.flatMap((result) => result.annotations)].map(
    ({ type, description }) => (description === undefined ? { type } : { type, description }),
  ),
  attempts: test.results.map((result) => {
    const differential = bodiesOf(result.attachments, DIFFERENTIAL_ATTACHMENT);
    return {
      status: result.status,
      duration: result.duration,
      errors: result.errors.map(messageOf),
      evidence: bodiesOf(result.attachments, EVIDENCE_ATTACHMENT),
      ...(differential.length > 0 && { differential }),
    };
  }),
});

/** Reads a finished run. Throws where an attachment's file cannot be read. */
export function runRecord(
  config: Pick<FullConfig, 'shard' | 'maxFailures' | 'projects'>,
  suite: Suite,
  result: FullResult,
  errors: readonly ErrorLike[],
  platform: Results['platform'],
): RunRecord {
  const builds = config.projects.flatMap(({ name, metadata }) =>
    (metadata as { build?: EngineUsed } | undefined)?.build
      ? [[name, (metadata as { build: EngineUsed }).build] as const]
      : [],
  );
  return {
    tests: suite.suites.flatMap((child, index) =>
      child.allTests().map((test) => recordOf(test, child.project()?.name ?? '', index)),
    ),
    status: result.status,
    startedAt: result.startTime,
    duration: result.duration,
    shard: config.shard,
    maxFailures: config.maxFailures,
    errors: errors.map(messageOf),
    platform,
    builds: Object.fromEntries(builds),
  };
}
