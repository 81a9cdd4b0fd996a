/** What the Standard says of a mutant: whether anything that a page, or a server, could tell is another. Pure. */
import { predict } from '../../../differential/predict.ts';
import type { Outcome as Predicted } from '../../../oracle/types.ts';
import { ORIGINS, type OriginName, type OriginTable } from '../../../scenarios/origins.ts';
import type { Play, Scenario } from '../../../scenarios/types.ts';
import { claimsOf } from './claims.ts';
import { mutantsOf } from './operators.ts';
import type { ActName, Outcome } from './types.ts';

/** Each server's port; none ends in 9, and no two differ in the last digit alone. */
const portOf = (name: OriginName): number => {
  const { server, scheme } = ORIGINS[name];
  const servers = ['page', 'neighbour', 'api', 'fresh', 'untrusted', 'none'];
  return 4008 + 20 * servers.indexOf(server) + (scheme === 'https' ? 10 : 0);
};

/** Origins as no run has them: the Standard needs none to be there. */
export const TABLE = Object.fromEntries(
  (Object.keys(ORIGINS) as OriginName[]).map((name) => {
    const { scheme, host } = ORIGINS[name];
    return [name, scheme === 'file' ? 'file:///client' : `${scheme}://${host}:${portOf(name)}`];
  }),
) as OriginTable;

const BINDINGS = { origins: TABLE, token: '0123456789abcdef01234567' };

/**
 * `all`: with every header that script may read. `read`: with those that a script of the scenario
 * does. `verdict`: as `read`, and a refusal is a refusal, whatever the reason.
 */
export type Depth = 'all' | 'read' | 'verdict';

const predictions = new Map<string, unknown>();

/** All that may come of a play, without what only a console could tell; null: it is not predicted. */
function predicted(key: string, play: Play, depth: Depth): unknown {
  if (!predictions.has(key)) predictions.set(key, predictedAnew(play, depth));
  return predictions.get(key);
}

function predictedAnew(play: Play, depth: Depth): unknown {
  try {
    return predict(play, BINDINGS).map((outcome) => visible(outcome, play, depth));
  } catch {
    return null;
  }
}

const visible = ({ steps, wire }: Predicted, play: Play, depth: Depth): unknown => ({
  wire,
  steps: steps.map(({ decidedBy: _decidedBy, response, ...step }, index) => {
    const asked = play.steps[index];
    const read = asked && 'read' in asked ? (asked.read ?? []) : [];
    const all = depth === 'all' || (asked && 'readAll' in asked && asked.readAll === true);
    return {
      ...(depth === 'verdict' ? { verdict: step.verdict, toldUrl: step.toldUrl } : step),
      response: response && {
        ...response,
        statusText: '',
        headers: response.headers.filter(
          ([name]) => all || read.some((one) => one.toLowerCase() === name),
        ),
      },
    };
  }),
});

/** Whether the oracle has a say in an act at all. */
export const isPredicted = ({ spec, cure }: Scenario, act: ActName): boolean =>
  (act === 'refused' ? spec.notPredicted : cure?.notPredicted) === undefined;

/**
 * Whether the Standard gives the same for a mutant as for its original: the same requests, the same
 * verdict by the same clause, the same response as script may read it.
 */
export function isSameByStandard(outcome: Outcome, scenario: Scenario, depth: Depth): boolean {
  if (outcome.operator === 'other-act' || !isPredicted(scenario, outcome.act)) return false;
  const claims = claimsOf(scenario, outcome.engine);
  const claim = claims[outcome.act];
  const mutant = mutantsOf(scenario.id, outcome.act, claims, TABLE).find(
    ({ operator, route, answer, what }) =>
      operator === outcome.operator &&
      route === outcome.route &&
      answer === outcome.answer &&
      what === outcome.what,
  );
  if (!claim || !mutant) return false;
  const original = predicted(`${depth} ${scenario.id} ${outcome.act}`, claim.play, depth);
  if (original === null) return false;
  return JSON.stringify(original) === JSON.stringify(predictedAnew(mutant.play, depth));
}
