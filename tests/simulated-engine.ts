/**
 * An engine that follows given rules to the letter: the oracle acting as a browser. With it the
 * judge, the shrinking and the run are tried against departures that are known, because planted.
 */
import { expectedLines } from '../differential/console/index.ts';
import { predict } from '../differential/predict.ts';
import { MARKER_COOKIE } from '../differential/subject/batch.ts';
import type {
  CaseResult,
  GeneratedCase,
  Observation,
  ObservedRequest,
  ObservedStep,
  Subject,
} from '../differential/types.ts';
import type { ConsoleRecord, Engine } from '../messages/types.ts';
import type { Rules } from '../oracle/rules.ts';
import type { HeaderList, Outcome, StepOutcome } from '../oracle/types.ts';
import { expandAll, type Bindings } from '../scenarios/placeholders.ts';
import { PLANTED } from './planted-origins.ts';

const present = (headers: readonly (readonly [string, string | null])[]): HeaderList =>
  headers.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));

const arrived = (request: Outcome['wire'][number]): ObservedRequest => ({
  method: request.method,
  url: request.url,
  headers: present([
    ['Origin', request.origin],
    ['Access-Control-Request-Method', request.accessControlRequestMethod],
    ['Access-Control-Request-Headers', request.accessControlRequestHeaders],
    ['Cookie', request.includeCredentials ? MARKER_COOKIE : null],
    ...request.headers,
  ]),
  body: request.body ?? '',
});

const seen = ({ verdict, response, toldUrl }: StepOutcome): ObservedStep => ({
  verdict,
  ...response,
  ...(toldUrl !== undefined && { url: toldUrl }),
});

function lines(
  engine: Engine,
  { play }: GeneratedCase,
  outcome: Outcome,
  bindings: Bindings,
): ConsoleRecord[] {
  const pageOrigin =
    play.page?.realm === 'sandboxed-frame' ? 'null' : bindings.origins[play.page?.at ?? 'page'];
  return expandAll(play.steps, bindings).flatMap((step, index) => {
    const stepOutcome = outcome.steps[index];
    if (stepOutcome === undefined) return [];
    const wire = outcome.wire.filter((request) => request.step === index);
    const expected = expectedLines(engine, { step, outcome: stepOutcome, wire, pageOrigin });
    if (expected === 'unknown') return [];
    return expected.map(({ id, code, url }): ConsoleRecord => ({
      engine,
      id,
      group: 'cors',
      parameters: url === undefined ? {} : { url },
      text: id,
      level: 'error',
      wording: 'recorded',
      channel: 'simulated',
      ...(url !== undefined && { url }),
      ...(code !== undefined && { code }),
    }));
  });
}

/** What such an engine shows of a case. */
export function simulated(engine: Engine, one: GeneratedCase, rules: Rules): Observation {
  const bindings: Bindings = { origins: PLANTED.origins, token: '0123456789abcdef01234567' };
  const [outcome] = predict(one.play, bindings, rules);
  if (outcome === undefined) throw new Error('the oracle predicts nothing');
  return {
    bindings,
    steps: outcome.steps.map(seen),
    wire: outcome.wire.map(arrived),
    console: lines(engine, one, outcome, bindings),
  };
}

export interface Simulation {
  readonly engine?: Engine;
  readonly rules: Rules;
  /** Cases of which it dies. */
  readonly dies?: (one: GeneratedCase) => boolean;
}

/** The engine as the subject of a run; `acted` counts what it was given. */
export function simulatedSubject({
  engine = 'chromium',
  rules,
  dies = () => false,
}: Simulation): Subject & { readonly acted: { cases: number } } {
  const acted = { cases: 0 };
  return {
    engine,
    version: '0',
    acted,
    run: (cases) => {
      acted.cases += cases.length;
      return Promise.resolve(
        cases.map((one): CaseResult =>
          dies(one)
            ? { kind: 'killed', because: 'planted' }
            : { kind: 'observed', observation: simulated(engine, one, rules) },
        ),
      );
    },
    close: () => Promise.resolve(),
  };
}
