/** The faults: what is harmed, when, and what the run must say of it. */
import type { Engine } from '../../../messages/types.ts';
import type { Plan } from './plan.ts';

/** Three of the catalogue that one worker acts out in this order; each asks twice, with its cure. */
export const SCENARIOS_OF_A_RUN = [
  'allow-origin-missing',
  'allow-origin-missing-on-404',
  'allow-origin-missing-on-500',
] as const;

/** The first acting-out of the second of them. */
const SECOND_SCENARIO: Plan['moment'] = { path: '^/([0-9a-f]{24})/', number: 3 };
/** The first page's document, which the first of them asks for. */
const FIRST_DOCUMENT: Plan['moment'] = { path: '^/stage', number: 1 };

/** How a run tells of a fault. */
export type Telling =
  /** A test was struck: its cell is a harness error in these words, and the others pass. */
  | { readonly by: 'cell'; readonly words: RegExp; readonly struck: 0 | 1 }
  /** The run was stopped: it says so, and what had run until then stands. */
  | { readonly by: 'interruption' }
  /** Nobody is left to tell: the exit tells, and no report that could pass for one. */
  | { readonly by: 'signal' }
  /** The report cannot be written: one line on standard error, and each test's result in the list. */
  | { readonly by: 'line'; readonly words: RegExp };

export interface Fault {
  /** For `--only`. */
  readonly id: string;
  /** As a person reads it. */
  readonly what: string;
  readonly engines: readonly Engine[];
  readonly plan: Omit<Plan, 'folder'>;
  readonly telling: Telling;
  /** Exit code, or the signal that the run ends by. */
  readonly exit: number | 'SIGKILL';
  /** Milliseconds; the suite's own where it is absent. */
  readonly timeout?: number;
  /** Reports go to a file system of this size, as `mount -t tmpfs -o size=` takes it. */
  readonly roomForReports?: string;
  /** What the run leaves is for the next one to sweep. */
  readonly nextStartSweeps?: true;
}

const CHROMIUM: readonly Engine[] = ['chromium'];
const FIREFOX: readonly Engine[] = ['firefox'];
const WEBKIT: readonly Engine[] = ['webkit'];
const ALL: readonly Engine[] = [...CHROMIUM, ...FIREFOX, ...WEBKIT];

const LOST = {
  by: 'cell',
  struck: 1,
  words: /^The browser is lost\b.*\bended\b.*\bcut\.$/,
} as const satisfies Telling;

/** `timeout`: far beyond what a test takes on a busy machine, and less than the suite's own minute. */
const HUNG = 30_000;

const killed = (id: string, signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL', what: string) =>
  ({
    id,
    what,
    plan: {
      moment: SECOND_SCENARIO,
      inside: 'hang origin',
      outside: { signal, to: 'runner' },
    },
  }) as const;

export const FAULTS: readonly Fault[] = [
  {
    id: 'browser-killed',
    what: 'browser killed',
    engines: ALL,
    plan: { moment: SECOND_SCENARIO, outside: { kill: 'browser' } },
    telling: LOST,
    exit: 1,
  },
  {
    id: 'pipe-cut',
    what: 'DevTools pipe cut',
    engines: CHROMIUM,
    plan: { moment: SECOND_SCENARIO, inside: 'cut pipe' },
    telling: LOST,
    exit: 1,
  },
  {
    id: 'bidi-cut',
    what: 'BiDi connection cut',
    engines: FIREFOX,
    plan: { moment: SECOND_SCENARIO, inside: 'cut TCP' },
    telling: LOST,
    exit: 1,
  },
  {
    id: 'devtools-cut',
    what: 'DevTools connection cut',
    engines: FIREFOX,
    plan: { moment: SECOND_SCENARIO, inside: 'cut Unix socket' },
    telling: { ...LOST, words: /^The browser is lost\b|^Firefox closed its DevTools connection\b/ },
    exit: 1,
  },
  {
    id: 'inspector-cut',
    what: 'inspector connection cut',
    engines: WEBKIT,
    plan: { moment: SECOND_SCENARIO, inside: 'cut TCP' },
    telling: LOST,
    exit: 1,
  },
  {
    id: 'display-killed',
    what: 'display killed',
    engines: WEBKIT,
    plan: { moment: SECOND_SCENARIO, outside: { kill: 'display' } },
    telling: {
      by: 'cell',
      struck: 1,
      words: /^The browser is lost\b.*: its display :\d+ ended\.$/,
    },
    exit: 1,
  },
  {
    id: 'api-closed',
    what: 'API origin closed',
    engines: CHROMIUM,
    plan: { moment: SECOND_SCENARIO, inside: 'close origin' },
    telling: { by: 'cell', struck: 1, words: /^The origin `api` has stopped listening\.$/ },
    exit: 1,
  },
  {
    id: 'page-hung',
    what: 'page origin hung',
    engines: CHROMIUM,
    plan: { moment: FIRST_DOCUMENT, inside: 'hang origin' },
    telling: { by: 'cell', struck: 0, words: /^timed out, waiting for the origin `page` / },
    exit: 1,
    timeout: HUNG,
  },
  {
    id: 'disk-full',
    what: 'disk full for reports',
    engines: CHROMIUM,
    plan: { moment: SECOND_SCENARIO },
    telling: {
      by: 'line',
      words: /^matrix report: not written: ENOSPC: no space left on device\b/m,
    },
    exit: 1,
    roomForReports: '64k',
  },
  {
    ...killed('sigint', 'SIGINT', 'runner: SIGINT'),
    engines: CHROMIUM,
    telling: { by: 'interruption' },
    exit: 130,
  },
  {
    ...killed('sigterm', 'SIGTERM', 'runner: SIGTERM'),
    engines: CHROMIUM,
    telling: { by: 'interruption' },
    exit: 130,
  },
  {
    ...killed('sigkill', 'SIGKILL', 'runner: SIGKILL'),
    engines: CHROMIUM,
    telling: { by: 'signal' },
    exit: 'SIGKILL',
  },
  {
    id: 'sigkill-all',
    what: 'runner and workers: SIGKILL',
    engines: ALL,
    plan: {
      moment: SECOND_SCENARIO,
      outside: { signal: 'SIGKILL', to: 'runner and workers' },
    },
    telling: { by: 'signal' },
    exit: 'SIGKILL',
    nextStartSweeps: true,
  },
];
