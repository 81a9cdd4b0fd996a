/**
 * Lines that are printed beside what a scenario is about, so that none claims them. Which scenario
 * prints each is named, and `npm run coverage` holds that against what was observed.
 */
import type { MessageId } from '../messages/index.ts';
import type { Engine } from '../messages/types.ts';

export interface UnclaimedLine {
  /** The id of a scenario in which the line is printed, its cure included. */
  readonly printedBy: string;
  /** Why no scenario claims it. */
  readonly because: string;
}

export const UNCLAIMED_LINES: {
  readonly [E in Engine]: Readonly<Partial<Record<MessageId<E>, UnclaimedLine>>>;
} = {
  chromium: {
    'local-network-issue': {
      printedBy: 'public-page-without-permission',
      because: 'It comes with a permission that was granted: in cures, which claim no line.',
    },
    'sandbox-escape': {
      printedBy: 'fetch-in-sandboxed-frame-same-origin',
      because: 'It warns of the frame in which a scenario of another matter is acted out.',
    },
  },
  firefox: {},
  webkit: {},
};

/** The unclaimed lines of an engine, by message id. */
export const unclaimedLinesOf = (engine: Engine): Readonly<Record<string, UnclaimedLine>> =>
  UNCLAIMED_LINES[engine] as Readonly<Record<string, UnclaimedLine>>;
