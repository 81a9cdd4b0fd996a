/** What a run proves, as the figures of a part's report. */
import { none, type Figure } from '../part.ts';
import type { FuzzResult } from './run.ts';
import { tallyWords } from './tally.ts';

/** How much memory may grow from a fifth of the requests to all of them. */
const GROWTH = 1.2;
/** Below it, what a process keeps for later is more than what a leak of some 100 bytes a request takes. */
const ENOUGH = 100_000;
/** Acts by hand that stay open until they are too old, by design: `OPEN_LIMIT`. */
const BY_HAND = 16;

/** An empty one is one, too. */
const linesIn = (text: string): number => text.replace(/\n$/, '').split('\n').length;

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function growth(what: string, { early, late, tally }: FuzzResult, of: 'heap' | 'rss'): Figure {
  if (early === null || late === null)
    return { what, value: 'not measured', bound: `at most ${GROWTH} times`, kept: false };
  const ratio = late[of] / early[of];
  const value = `${megabytes(early[of])} after a fifth, ${megabytes(late[of])} at the end: ${ratio.toFixed(2)} times`;
  return tally.cases < ENOUGH
    ? { what, value, kept: true }
    : { what, value, bound: `at most ${GROWTH} times`, kept: ratio <= GROWTH };
}

export function figuresOf(result: FuzzResult, asked: { requests: number; seed: number }): Figure[] {
  const { tally, failures, wrong, printed, crashed, slow, sockets, actsLeft } = result;
  return [
    {
      what: 'hostile requests sent',
      value: `${tally.cases}, seed ${asked.seed}`,
      bound: String(asked.requests),
      kept: tally.cases === asked.requests,
    },
    { what: 'what came back', value: tallyWords(tally), kept: tally.answers > 0 },
    none('requests that broke a property', failures),
    none(
      'ordinary requests answered wrongly, addresses beyond loopback',
      wrong.length,
      `${wrong.length}${result.tellsAddresses ? '' : '; the addresses are not told here'}`,
    ),
    {
      what: 'crashes and unhandled errors',
      value: crashed ?? 'none',
      bound: 'none',
      kept: crashed === null,
    },
    none('lines that the servers printed', printed === '' ? 0 : linesIn(printed)),
    { what: 'slow connections held meanwhile', value: String(slow), kept: true },
    growth('memory: heap and buffers', result, 'heap'),
    growth('memory: resident', result, 'rss'),
    {
      what: 'sockets left',
      value: sockets === null ? 'not measured' : String(sockets.after - sockets.before),
      bound: '0',
      kept: sockets !== null && sockets.after === sockets.before,
    },
    {
      what: 'acts left',
      value: actsLeft === null ? 'not measured' : `${actsLeft} by hand, which end by their age`,
      bound: `at most ${BY_HAND}`,
      kept: actsLeft !== null && actsLeft <= BY_HAND,
    },
    {
      what: 'the servers, asked to close',
      value: result.endedInOrder ? 'ended by themselves' : 'did not end',
      bound: 'ended by themselves',
      kept: result.endedInOrder,
    },
  ];
}
