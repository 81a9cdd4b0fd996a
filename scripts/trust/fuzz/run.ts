/** The run: batches of cases, many connections at a time, and what holds after each batch. */
import { ScriptError } from '../../lib/flags.ts';
import { listeningOf } from '../sockets.ts';
import { Arena } from './arena.ts';
import { withCanaries } from './canary.ts';
import { describeCase, type FuzzCase } from './case.ts';
import { caseAt, kindAt } from './kinds/index.ts';
import { secretsOf, type Secret } from './properties.ts';
import { ENVIRONMENT_SECRET, Server, type Memory } from './server.ts';
import { shrunk } from './shrink.ts';
import { SlowClients } from './slow.ts';
import { count, emptyTally, type Tally } from './tally.ts';

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
  /** Gets lines about how far it is, and every failure in full. */
  readonly say: (line: string) => void;
}

export interface FuzzResult {
  readonly tally: Tally;
  /** Cases that broke a property. */
  readonly failures: number;
  /** Sentences about ordinary requests, bound addresses and acts, batch by batch. */
  readonly wrong: readonly string[];
  /** Whether this system tells what a process listens on. */
  readonly tellsAddresses: boolean;
  /** Everything that the server printed. */
  readonly printed: string;
  /** How the server ended by itself, which it should not; null else. */
  readonly crashed: string | null;
  readonly slow: number;
  /** After a fifth of the requests, and after all. */
  readonly early: Memory | null;
  readonly late: Memory | null;
  /** Connections before the first request and after the last. */
  readonly sockets: { readonly before: number; readonly after: number } | null;
  /** Acts left open when those of the run had ended. */
  readonly actsLeft: number | null;
  /** The process ended in order when it was asked to close. */
  readonly endedInOrder: boolean;
  readonly seconds: number;
}

/** Cases after which the acts are renewed and ordinary requests are made. */
const BATCH = 500;
/** Connections at a time. */
const AT_ONCE = 24;
/** Failures that are shrunk and told in full; more are only counted. */
const TOLD = 5;
/** Cases between two lines of progress. */
const TELLING = 5000;

interface Failure {
  readonly index: number;
  readonly case: FuzzCase;
  readonly breaches: readonly string[];
}

const failureText = ({ index, case: one, breaches }: Failure, seed: number): string =>
  [
    `failure at ${index} (${kindAt(index).words}): ${breaches.join('; ')}`,
    describeCase(one),
    `    again: npm run trust:fuzz -- --seed ${seed} --only ${index}`,
  ].join('\n');

/** Runs the cases from `from` on; resolves with those that failed. */
async function batch(
  arena: Arena,
  { seed, from, to }: { seed: number; from: number; to: number },
  { tally, flying }: { tally: Tally; flying: Set<number> },
): Promise<Failure[]> {
  const failures: Failure[] = [];
  let next = from;
  const worker = async (): Promise<void> => {
    while (next < to && arena.server.ended === null) {
      const index = next;
      next += 1;
      const one = caseAt(seed, index);
      flying.add(index);
      const { outcome, breaches } = await arena.try(one, seed, index);
      if (arena.server.ended !== null) return;
      flying.delete(index);
      count(tally, outcome);
      if (breaches.length > 0) failures.push({ index, case: one, breaches });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return failures.toSorted((one, other) => one.index - other.index);
}

/**
 * Milliseconds after which a socket that is still there is a socket that stays; the servers give a
 * client that has ended 5,000 to take its answer.
 */
const QUIET_WITHIN = 20_000;

/** What the clients have closed is seen by the servers a little later: asked until it is. */
async function quietMemory(server: Server): Promise<Memory> {
  const began = performance.now();
  let memory = await server.memory();
  while (memory.sockets > server.ready.sockets && performance.now() - began < QUIET_WITHIN)
    memory = await server.memory();
  return memory;
}

/** One server with everything that is looked for in its answers; `planted`: a file's text. */
async function arenaWith(planted: Secret): Promise<Arena> {
  const server = await Server.start();
  const environment = { of: 'the environment of the server', text: ENVIRONMENT_SECRET };
  return new Arena({ server, secrets: secretsOf(server.ready.secret, [planted, environment]) });
}

/** How often a case that may have ended a server is sent again: it may take luck. */
const AGAIN = 20;

/** Which of the cases ends a server, and what it said. */
async function culprits(
  indexes: Iterable<number>,
  { seed, say }: FuzzOptions,
  planted: Secret,
): Promise<void> {
  const arena = await arenaWith(planted);
  await arena.refresh();
  for (const index of indexes) {
    const one = caseAt(seed, index);
    for (let time = 0; time < AGAIN && arena.server.ended === null; time += 1)
      await arena.try(one, seed, index);
    if (arena.server.ended === null) continue;
    say(failureText({ index, case: one, breaches: ['the server ended'] }, seed));
    return;
  }
  await arena.server.close();
  say('none of them ends a server when it is sent alone');
}

async function tell(
  arena: Arena,
  failures: readonly Failure[],
  { seed, say }: FuzzOptions,
): Promise<void> {
  for (const failure of failures) {
    say(failureText(failure, seed));
    const small = await shrunk(arena, seed, failure.index);
    say(
      small === null
        ? '    alone it does not fail'
        : `  the smallest that fails:\n${describeCase(small)}`,
    );
  }
}

/** Throws one line of text where the servers cannot be started. */
export const fuzz = (options: FuzzOptions): Promise<FuzzResult> =>
  withCanaries((planted) => fuzzWith(planted, options));

async function fuzzWith(planted: Secret, options: FuzzOptions): Promise<FuzzResult> {
  const { requests, seed, say } = options;
  const began = performance.now();
  const tally = emptyTally();
  const wrong: string[] = [];
  const flying = new Set<number>();
  let failures = 0;
  let early: Memory | null = null;
  let late: Memory | null = null;
  let endedInOrder = false;
  let slow = 0;
  const arena = await arenaWith(planted);
  const { server } = arena;
  const listens = listeningOf(server.pid) !== null;
  try {
    let slowClients = new SlowClients(server);
    slow = slowClients.count;
    /** Memory with nothing under way: both measures are taken so. */
    const atRest = async (): Promise<Memory> => {
      await slowClients.close();
      wrong.push(...(await server.endActs()).discrepancies);
      return quietMemory(server);
    };
    const fifth = Math.max(1, Math.floor(requests / 5));
    for (let from = 0; from < requests && server.ended === null;) {
      const bound = from < fifth ? fifth : requests;
      const to = Math.min(bound, from + BATCH);
      wrong.push(...(await arena.refresh()));
      const failed = await batch(arena, { seed, from, to }, { tally, flying });
      if (server.ended !== null) break;
      await tell(arena, failed.slice(0, Math.max(0, TOLD - failures)), options);
      failures += failed.length;
      slowClients.tick();
      wrong.push(...(await arena.check()));
      if (to === fifth) {
        early = await atRest();
        slowClients = new SlowClients(server);
      }
      if (Math.floor(to / TELLING) > Math.floor(from / TELLING)) {
        const seconds = (performance.now() - began) / 1000;
        say(
          `${to} of ${requests}, ${Math.round(to / seconds)} a second, ${failures + wrong.length} failures`,
        );
      }
      from = to;
    }
    if (server.ended === null) {
      late = await atRest();
      endedInOrder = await server.close();
    } else {
      await slowClients.close();
      say(`the servers ended by themselves (${server.ended}) with ${flying.size} cases under way`);
      await culprits(flying, options, planted);
    }
  } finally {
    await server.close();
  }
  return {
    tally,
    failures,
    wrong,
    tellsAddresses: listens,
    printed: server.printed,
    crashed: late === null ? (server.ended ?? 'unknown') : null,
    slow,
    early,
    late,
    sockets: late && { before: server.ready.sockets, after: late.sockets },
    actsLeft: late && late.acts,
    endedInOrder,
    seconds: (performance.now() - began) / 1000,
  };
}

/** Sends one case and tells everything; true where it keeps every property. */
export const only = (index: number, options: Pick<FuzzOptions, 'seed' | 'say'>): Promise<boolean> =>
  withCanaries((planted) => onlyWith(planted, index, options));

async function onlyWith(
  planted: Secret,
  index: number,
  { seed, say }: Pick<FuzzOptions, 'seed' | 'say'>,
): Promise<boolean> {
  try {
    const arena = await arenaWith(planted);
    await arena.refresh();
    const one = caseAt(seed, index);
    say(`${kindAt(index).words}\n${describeCase(one)}`);
    const { outcome, breaches } = await arena.try(one, seed, index);
    say(`ended: ${outcome.end}${outcome.error === null ? '' : ` (${outcome.error})`}`);
    say(`    ${JSON.stringify(outcome.text.slice(0, 4000))}`);
    const alive = arena.server.ended === null;
    const found = [...breaches, ...(alive ? await arena.check() : ['the server ended'])];
    if (found.length > 0 && alive)
      await tell(arena, [{ index, case: one, breaches: found }], { seed, say, requests: 1 });
    else for (const breach of found) say(`BREACH: ${breach}`);
    if (arena.server.printed !== '') say(arena.server.printed.trim());
    await arena.server.close();
    return found.length === 0;
  } catch (error) {
    throw new ScriptError((error as Error).message, { cause: error });
  }
}
