/** What the person at the keyboard asked of `npm run trust:flakes`. */
import path from 'node:path';
import { ROOT } from '../../lib/child.ts';
import { countOf, enginesOf, UsageError, type Flags } from '../../lib/flags.ts';
import { FLAKES_FOLDER } from './log.ts';
import type { Course } from './one-run.ts';

export const FLAGS = {
  repeat: { type: 'string' },
  loaded: { type: 'boolean' },
  delay: { type: 'string' },
  isolation: { type: 'boolean' },
  report: { type: 'boolean' },
  engine: { type: 'string' },
  grep: { type: 'string', short: 'g' },
  output: { type: 'string' },
} as const;

const DEFAULT_REPEAT = 20;

/** Beyond this a test's own time limit would speak, not the network. */
const LONGEST_DELAY = 1000;

export interface Asked {
  readonly act: 'series' | 'isolation' | 'report';
  readonly course: Course;
  /** Absolute. */
  readonly folder: string;
  readonly repeat: number;
  readonly loaded: boolean;
  /** Milliseconds; 0: loopback as it is. */
  readonly delay: number;
}

/** `idle`, `loaded`, `delay-5`, `loaded-delay-5`: names the file of a series. */
export const kindOf = ({ loaded, delay }: Pick<Asked, 'loaded' | 'delay'>): string =>
  [...(loaded ? ['loaded'] : []), ...(delay > 0 ? [`delay-${delay}`] : [])].join('-') || 'idle';

function delayOf(value: string): number {
  const delay = countOf('delay', value);
  if (delay > LONGEST_DELAY)
    throw new UsageError(`--delay takes at most ${LONGEST_DELAY} milliseconds, not "${value}"`);
  return delay;
}

/** Throws `UsageError` on a value that is none, and on flags that contradict each other. */
export function readAsked(flags: Flags<typeof FLAGS>): Asked {
  const { isolation = false, report = false, grep, output } = flags;
  const act = report ? 'report' : isolation ? 'isolation' : 'series';
  const ofSeries = (['repeat', 'loaded', 'delay'] as const).find((name) => flags[name]);
  if (act !== 'series' && ofSeries)
    throw new UsageError(`--${ofSeries} has no meaning beside --${act}: leave one of them out`);
  if (report && isolation)
    throw new UsageError('--isolation has no meaning beside --report, which prints everything');
  if (grep === '') throw new UsageError('--grep takes a text, not nothing');
  if (output === '') throw new UsageError('--output takes the name of a folder');
  return {
    act,
    course: { engines: enginesOf(flags.engine), ...(grep !== undefined && { grep }) },
    folder: output === undefined ? FLAKES_FOLDER : path.resolve(ROOT, output),
    repeat: flags.repeat === undefined ? DEFAULT_REPEAT : countOf('repeat', flags.repeat),
    loaded: flags.loaded ?? false,
    delay: flags.delay === undefined ? 0 : delayOf(flags.delay),
  };
}
