/** What `npm audit --json` said, whatever that was. */
import { spawnSync } from 'node:child_process';
import { ROOT } from '../../lib/child.ts';

export type Audit =
  | { readonly said: 'clean' }
  | { readonly said: 'vulnerable'; readonly packages: readonly string[] }
  /** Nothing is known then, and nothing is claimed. */
  | { readonly said: 'nothing'; readonly why: string };

/** No address is told: which registry is asked is nobody's business. */
const withoutAddresses = (text: string): string =>
  text
    .replace(/\s*-?\s*(?:GET|POST)?\s*https?:\/\/\S+/g, '')
    .split('\n', 1)[0]
    ?.trim()
    .slice(0, 120) || 'no reason given';

/** `output`: what was printed to stdout. */
export function auditOf(output: string): Audit {
  let report: unknown;
  try {
    report = JSON.parse(output);
  } catch {
    return { said: 'nothing', why: 'what it printed is no JSON' };
  }
  if (typeof report !== 'object' || report === null)
    return { said: 'nothing', why: 'what it printed is no report' };
  const { vulnerabilities, message, error } = report as Record<string, unknown>;
  if (typeof vulnerabilities === 'object' && vulnerabilities !== null) {
    const packages = Object.keys(vulnerabilities);
    return packages.length === 0 ? { said: 'clean' } : { said: 'vulnerable', packages };
  }
  const summary = (error as { summary?: unknown } | undefined)?.summary;
  const words = [message, summary].find(
    (one): one is string => typeof one === 'string' && one !== '',
  );
  return { said: 'nothing', why: withoutAddresses(words ?? '') };
}

/** Milliseconds for an answer of the registry. */
const PATIENCE = 60_000;

/** Asks the registry; never throws. */
export function audit(): Audit {
  const { stdout, error } = spawnSync('npm', ['audit', '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: PATIENCE,
  });
  return error
    ? { said: 'nothing', why: 'npm could not be run, or took too long' }
    : auditOf(stdout);
}
