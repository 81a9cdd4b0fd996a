/**
 * `npm run bench -- --differential`: what acting out generated cases costs, beside a bare loop of
 * the same requests against the same answers: no evidence, no console, no oracle.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { generateCase } from '../../differential/generate/index.ts';
import { openSubject } from '../../differential/subject.ts';
import { FAMILIES, type GeneratedCase, type Subject } from '../../differential/types.ts';
import { findBuild } from '../../fixtures/engines/builds.ts';
import type { Engine } from '../../messages/types.ts';
import { startOrigins } from '../../servers/index.ts';
import { styled } from '../lib/flags.ts';
import { openBareLoop, type BareLoop } from './bare-loop.ts';

/** Cases between two looks at the clock; subject and bare loop take turns with them. */
const LEG = 1000;
/** Legs that the bare loop runs beside the subject; after them only growth is of interest. */
const LEGS_BESIDE = 5;
const WARM_UP = 200;
/** Fewer cases are no long run: their last tenth is less than a leg. */
const LONG_RUN = 10_000;
const MEMORY_AT = 20_000;

const LEAST_RATIO = 0.5;
const MOST_GROWTH = 1.2;

interface Leg {
  readonly cases: number;
  readonly requests: number;
  readonly milliseconds: number;
}

interface Memory {
  readonly cases: number;
  readonly rss: number;
  readonly heap: number;
}

/** Prints the figures of each engine; resolves to the exit code. */
export async function benchDifferential(
  engines: readonly Engine[],
  cases: number,
  seed: number,
): Promise<number> {
  let beyond = 0;
  for (const engine of engines) beyond += await benchEngine(engine, cases, seed);
  return beyond > 0 ? 1 : 0;
}

/** Resolves to the number of figures that are beyond their bounds. */
async function benchEngine(engine: Engine, cases: number, seed: number): Promise<number> {
  const build = findBuild(engine);
  // Each is closed, whether or not the next can be opened or closed.
  const origins = await startOrigins({ selfCheck: false });
  try {
    const subject = await openSubject({ build, origins });
    try {
      const bare = await openBareLoop(build, origins);
      try {
        const { ours, bares, memory, killed } = await turns(subject, bare, cases, seed);
        process.stdout.write(
          `\n${styled('bold', `${build.name} ${build.version}`)}, ${cases} cases, seed ${seed}${killed ? `, ${killed} killed` : ''}\n`,
        );
        return print(ours, bares, memory);
      } finally {
        await bare.close();
      }
    } finally {
      await subject.close();
    }
  } finally {
    await origins.close();
  }
}

interface Turns {
  readonly ours: readonly Leg[];
  readonly bares: readonly Leg[];
  readonly memory: readonly Memory[];
  /** Cases whose page had to be ended. */
  readonly killed: number;
}

/** Subject and bare loop by turns, leg by leg. */
async function turns(
  subject: Subject,
  bare: BareLoop,
  cases: number,
  seed: number,
): Promise<Turns> {
  const legOf = (from: number, to: number): GeneratedCase[] =>
    Array.from({ length: to - from }, (_, at) => generateCase(seed, from + at, FAMILIES).case);
  const [ours, bares]: [Leg[], Leg[]] = [[], []];
  const memory: Memory[] = [];
  let killed = 0;
  const warmUp = legOf(0, Math.min(WARM_UP, cases));
  await subject.run(warmUp);
  await bare.run(warmUp);
  for (let from = 0; from < cases; from += LEG) {
    const leg = legOf(from, Math.min(from + LEG, cases));
    const started = performance.now();
    const results = await subject.run(leg);
    const milliseconds = performance.now() - started;
    killed += results.filter(({ kind }) => kind === 'killed').length;
    const requests = results.reduce(
      (sum, one) => sum + (one.kind === 'observed' ? one.observation.wire.length : 0),
      0,
    );
    ours.push({ cases: leg.length, requests, milliseconds });
    if (ours.length <= LEGS_BESIDE) bares.push({ cases: leg.length, ...(await bare.run(leg)) });
    const done = from + leg.length;
    if (done === MEMORY_AT || done === cases) memory.push(memoryAt(done));
  }
  return { ours, bares, memory, killed };
}

const sumOf = (legs: readonly Leg[], of: keyof Leg): number =>
  legs.reduce((sum, leg) => sum + leg[of], 0);

const rate = (legs: readonly Leg[], of: 'cases' | 'requests'): number =>
  sumOf(legs, of) / (sumOf(legs, 'milliseconds') / 1000);

const costPerCase = (legs: readonly Leg[]): number =>
  sumOf(legs, 'milliseconds') / sumOf(legs, 'cases');

function print(ours: readonly Leg[], bares: readonly Leg[], memory: readonly Memory[]): number {
  const line = (title: string, text: string): void => {
    process.stdout.write(`  ${title.padEnd(12)}${text}\n`);
  };
  const rates = (legs: readonly Leg[]): string =>
    `${rate(legs, 'cases').toFixed(0)} cases/s, ${rate(legs, 'requests').toFixed(0)} requests/s`;
  const beside = ours.slice(0, bares.length);
  line('subject', rates(ours));
  line('beside', `${rates(beside)} in the cases of the bare loop`);
  line('bare loop', rates(bares));
  const ratio = rate(beside, 'requests') / rate(bares, 'requests');
  let beyond = bounded('ratio', ratio, `at least ${LEAST_RATIO}`, ratio >= LEAST_RATIO);
  if (sumOf(ours, 'cases') >= LONG_RUN) {
    const lastTenth = ours.slice(-Math.ceil(ours.length / 10));
    const growth = costPerCase(lastTenth) / costPerCase(ours.slice(0, 1));
    const bound = `last tenth against first ${LEG}: at most ${MOST_GROWTH}`;
    beyond += bounded('growth', growth, bound, growth <= MOST_GROWTH);
  }
  for (const { cases, rss, heap } of memory)
    line('memory', `rss ${megabytes(rss)}, heap ${megabytes(heap)} after ${cases} cases`);
  return beyond;

  function bounded(title: string, value: number, bound: string, kept: boolean): number {
    line(title, `${value.toFixed(2)} x (${bound})${kept ? '' : styled('red', ' MISSED')}`);
    return kept ? 0 : 1;
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

function memoryAt(cases: number): Memory {
  collectGarbage();
  const { rss, heapUsed } = process.memoryUsage();
  return { cases, rss, heap: heapUsed };
}

/** The collector, without a flag on the command line of Node. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
