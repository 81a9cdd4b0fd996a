/**
 * What one test says about one cell.
 *
 * | the test | its evidence | the cell |
 * |---|---|---|
 * | none, never started, interrupted | | not run |
 * | skipped | not applicable (by itself or by the catalogue) | not applicable |
 * | skipped | | not run |
 * | passed | an observation | conforms |
 * | passed | an observation, and the deviation that the scenario names | known deviation |
 * | passed | not applicable | not applicable |
 * | passed | none: nothing is proven | harness error |
 * | passed after a failure | any: neither result is proven | harness error |
 * | failed by an assertion | an observation | fails |
 * | failed by any other error | any: the suite broke, not the browser | harness error |
 * | failed | none, or a harness error: the browser said nothing | harness error |
 * | timed out | any: a test that does not end has no verdict | harness error |
 */
import type { Attempt } from './run.ts';
import type { CellStatus, Evidence } from './results.ts';

export interface Judged {
  readonly status: CellStatus;
  readonly note?: string;
  readonly url?: string;
}

interface Reason {
  readonly because: string;
  readonly url: string;
}

/** How every failed assertion of Playwright Test names itself, below the message it was given. */
const ASSERTION = /^(?:Error: )?expect\b.*\(/m;

const notApplicable = ({ because, url }: Reason): Judged => ({
  status: 'not-applicable',
  note: because,
  url,
});

const harnessError = (note: string): Judged => ({ status: 'harness-error', note });

function ofPassed(evidence: Evidence | null, tries: number): Judged {
  if (tries > 1) return harnessError(`passed only at try ${tries}: neither result is proven`);
  if (!evidence) return harnessError('passed without handing in evidence: nothing is proven');
  if (evidence.harnessError !== undefined) return harnessError(evidence.harnessError);
  if (evidence.notApplicable) return notApplicable(evidence.notApplicable);
  if (!evidence.refused) return harnessError('passed without an observation: nothing is proven');
  if (!evidence.deviation) return { status: 'conforms' };
  const { because, url } = evidence.deviation;
  return { status: 'known-deviation', note: because, url };
}

function ofFailed(evidence: Evidence | null, errors: readonly string[]): Judged {
  const first = errors[0] ?? 'failed without a message';
  if (evidence?.harnessError !== undefined) return harnessError(evidence.harnessError);
  if (!evidence?.refused) return harnessError(`failed before anything was observed: ${first}`);
  if (!errors.every((error) => ASSERTION.test(error))) return harnessError(errors.join('\n\n'));
  return { status: 'fails', note: errors.join('\n\n') };
}

/**
 * Judges a test by its attempts (the last one counts) and the evidence of the last one.
 * `excluded` is the catalogue's reason why the cell cannot exist; `skipReason` the test's own.
 */
export function judge(
  attempts: readonly Attempt[],
  evidence: Evidence | null,
  excluded: Reason | null,
  skipReason?: string,
): Judged {
  const last = attempts.at(-1);
  switch (last?.status) {
    case undefined:
      return excluded ? notApplicable(excluded) : { status: 'not-run' };
    case 'interrupted':
      return { status: 'not-run', note: 'interrupted' };
    case 'skipped': {
      const reason = evidence?.notApplicable ?? excluded;
      if (reason) return notApplicable(reason);
      return { status: 'not-run', ...(skipReason === undefined ? {} : { note: skipReason }) };
    }
    case 'timedOut':
      return harnessError(evidence?.harnessError ?? `timed out: ${last.errors[0] ?? 'no message'}`);
    case 'passed':
      return ofPassed(evidence, attempts.length);
    case 'failed':
      return ofFailed(evidence, last.errors);
  }
}

/** The worst of several tests of one cell (`--repeat-each`) stands for it: the last of these. */
export const BY_GRAVITY: readonly CellStatus[] = [
  'not-run',
  'not-applicable',
  'conforms',
  'known-deviation',
  'harness-error',
  'fails',
];
