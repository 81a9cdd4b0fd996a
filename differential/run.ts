/**
 * One engine's differential run: generate, act out in batches, judge, and at the end shrink what was
 * found. While the engine works on one batch the one before is judged.
 */
import type { EngineRun, ExplainedDeparture, Finding } from '../reports/differential-results.ts';
import { departuresOf } from './departures.ts';
import {
  exchangeOf,
  Findings,
  foundExchangeOf,
  grouped,
  kindOf,
  toldOf,
  type Candidate,
} from './findings.ts';
import { generateCase } from './generate/index.ts';
import { judge } from './judge.ts';
import { Pace } from './pace.ts';
import { shrink } from './shrink.ts';
import { Tally } from './tally.ts';
import type {
  CaseResult,
  Family,
  GeneratedCase,
  Judgement,
  Observation,
  Subject,
} from './types.ts';

export interface RunOptions {
  readonly subject: Subject;
  /** The product's name: `Firefox ESR`. */
  readonly name: string;
  readonly cases: number;
  /** The same seed gives the same cases, whatever the engine and the batch size. */
  readonly seed: number;
  readonly families: readonly Family[];
  /** Ends the run after the batch in hand; what was judged until then is told. */
  readonly signal?: AbortSignal;
  /** Cases a batch. */
  readonly batchSize?: number;
  /** Whether an example of each known departure is shrunk; default: yes. */
  readonly shrinkExamples?: boolean;
  onProgress?(progress: RunProgress): void;
}

export interface RunProgress {
  readonly phase: 'running' | 'shrinking';
  readonly done: number;
  readonly total: number;
  /** Cases that known departures explain. */
  readonly explained: number;
  readonly unexplained: number;
  readonly killed: number;
}

const BATCH_SIZE = 250;

/** Findings that are shrunk; a run that finds more than that is wrong in some other way. */
const MOST_SHRUNK = 60;

/** Runs and judges; rejects only where the harness fails. */
export async function runDifferential(options: RunOptions): Promise<EngineRun> {
  const { subject, cases, signal } = options;
  const started = performance.now();
  const tally = new Tally(departuresOf(subject.engine));
  const unexplained = new Findings();
  const killed: Finding[] = [];
  const examples = new Map<string, Candidate>();
  const missedIn = new Map<string, Candidate>();
  const progress = (phase: RunProgress['phase']): void =>
    options.onProgress?.({
      phase,
      done: tally.cases,
      total: cases,
      explained: tally.explainedCases,
      unexplained: unexplained.count,
      killed: killed.length,
    });

  const exampleOf = async (candidate: Candidate, id: string): Promise<GeneratedCase> => {
    if (options.shrinkExamples === false) return candidate.value.case;
    progress('shrinking');
    return shrinkExample(subject, candidate, id, signal);
  };

  const take = ({ index, value }: Candidate, result: CaseResult): void => {
    const { judgement, missed } = judge(subject.engine, value.case, result, tally.departures);
    tally.add(value.case, judgement, missed, result);
    for (const id of missed) if (!missedIn.has(id)) missedIn.set(id, { index, value });
    if (judgement.kind === 'unexplained') {
      unexplained.add(kindOf(judgement.differences), { index, value });
    } else if (judgement.kind === 'killed') {
      killed.push(killedFinding(index, value.case, judgement.because));
    } else if (judgement.kind === 'explained') {
      const [by, ...others] = judgement.by;
      if (by !== undefined && others.length === 0 && !examples.has(by))
        examples.set(by, { index, value });
    }
  };

  const pace = new Pace();
  progress('running');
  for await (const [batch, results] of actedOut(options)) {
    for (const [position, candidate] of batch.entries()) {
      const result = results[position];
      if (result !== undefined) take(candidate, result);
    }
    pace.note(tally.cases);
    progress('running');
  }
  const interrupted = tally.cases < cases;
  const findings: Finding[] = [];
  for (const { kind, count, candidate } of unexplained.toShrink()) {
    progress('shrinking');
    const enough = findings.length >= MOST_SHRUNK ? AbortSignal.abort() : signal;
    findings.push(await shrinkFinding(subject, candidate, kind, count, enough));
  }
  const explained: ExplainedDeparture[] = [];
  for (const row of tally.explained()) {
    const candidate = examples.get(row.id);
    const example = candidate && (await exampleOf(candidate, row.id));
    const missed = missedIn.get(row.id);
    explained.push({
      ...row,
      ...(example && { example: exchangeOf(example) }),
      ...(missed && { missedIn: foundExchangeOf(missed) }),
    });
  }
  return {
    engine: subject.engine,
    name: options.name,
    version: subject.version,
    durationMs: Math.round(performance.now() - started),
    seed: options.seed,
    ...tally.told(),
    interrupted,
    explained,
    unexplained: grouped(findings),
    killed,
    pace: pace.points(),
  };
}

type ActedBatch = readonly [batch: readonly Candidate[], results: readonly CaseResult[]];

/** Batches with their results; the next one is under way while a batch is in the caller's hands. */
async function* actedOut({
  subject,
  cases,
  seed,
  families,
  signal,
  batchSize = BATCH_SIZE,
}: RunOptions): AsyncGenerator<ActedBatch> {
  const start = (from: number): Promise<ActedBatch> | undefined => {
    const count = Math.min(batchSize, cases - from);
    if (count <= 0 || signal?.aborted) return undefined;
    const batch = Array.from({ length: count }, (_, offset): Candidate => {
      const index = from + offset;
      return { index, value: generateCase(seed, index, families) };
    });
    return subject
      .run(batch.map(({ value }) => value.case))
      .then((results): ActedBatch => [batch, results]);
  };
  let at = 0;
  let underWay = start(at);
  while (underWay !== undefined) {
    const acted = await underWay;
    at += batchSize;
    underWay = start(at);
    // Whoever leaves the loop early leaves this one to itself.
    underWay?.catch(() => {});
    yield acted;
  }
}

const judgementOf = (subject: Subject, generated: GeneratedCase, result: CaseResult): Judgement =>
  judge(subject.engine, generated, result, departuresOf(subject.engine)).judgement;

async function shrinkFinding(
  subject: Subject,
  { index, value }: Candidate,
  kind: string,
  count: number,
  signal: AbortSignal | undefined,
): Promise<Finding> {
  const shrunk = await shrink(value, {
    subject,
    ...(signal && { signal }),
    shows(candidate, result) {
      const judgement = judgementOf(subject, candidate, result);
      return judgement.kind === 'unexplained' && kindOf(judgement.differences) === kind;
    },
  });
  // Acted out once more, alone: what the report tells is what this exchange does by itself.
  const [last] = await subject.run([shrunk.case]);
  const judgement = last && judgementOf(subject, shrunk.case, last);
  return {
    key: kind,
    count,
    index,
    family: value.case.family,
    found: exchangeOf(value.case),
    shrunk: exchangeOf(shrunk.case),
    tried: shrunk.tried,
    differences:
      judgement?.kind === 'unexplained' && last?.kind === 'observed'
        ? toldOf(judgement.differences, last.observation.bindings)
        : [],
    ...(judgement?.kind !== 'unexplained' && {
      because: 'Alone it did not show again: look at what it shares with other exchanges.',
    }),
  };
}

async function shrinkExample(
  subject: Subject,
  { value }: Candidate,
  id: string,
  signal: AbortSignal | undefined,
): Promise<GeneratedCase> {
  const shrunk = await shrink(value, {
    subject,
    ...(signal && { signal }),
    shows(candidate, result) {
      const judgement = judgementOf(subject, candidate, result);
      return judgement.kind === 'explained' && judgement.by.length === 1 && judgement.by[0] === id;
    },
  });
  return shrunk.case;
}

const killedFinding = (index: number, generated: GeneratedCase, because: string): Finding => ({
  key: 'killed',
  count: 1,
  index,
  family: generated.family,
  found: exchangeOf(generated),
  shrunk: exchangeOf(generated),
  tried: 0,
  differences: [],
  because,
});

/** An exchange acted out again, with all that was seen of it. */
export interface Replayed {
  readonly case: GeneratedCase;
  readonly judgement: Judgement;
  readonly observation?: Observation;
}

/** Acts exchanges out again and judges them, one batch for all. */
export async function replay({
  subject,
  exchanges,
}: {
  readonly subject: Subject;
  readonly exchanges: readonly GeneratedCase[];
}): Promise<readonly Replayed[]> {
  const results = await subject.run(exchanges);
  return exchanges.flatMap((generated, index) => {
    const result = results[index];
    if (result === undefined) return [];
    return {
      case: generated,
      judgement: judgementOf(subject, generated, result),
      ...(result.kind === 'observed' && { observation: result.observation }),
    };
  });
}
