/**
 * The catalogue by the oracle: what each scenario expects, and what its cure must come to, is what
 * the Standard says; and what origins answer is what was told beforehand.
 */
import { isDeepStrictEqual } from 'node:util';
import { predict, storyOf } from '../differential/predict.ts';
import { tellAgainst } from '../differential/tell-against.ts';
import type { NetworkRequest, Outcome } from '../oracle/types.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { expandAll, type Bindings } from '../scenarios/placeholders.ts';
import type { Expectation, Play, Sight, WireRequest } from '../scenarios/types.ts';
import { answersOf, isAppAnswer } from '../servers/answers.ts';
import type { Origins } from '../servers/types.ts';
import { nodeUserAgent } from './node-user-agent.ts';
import { expect, test } from './origins-fixture.ts';

type Claim = Pick<Expectation, 'verdict' | 'stage' | 'wire' | 'sees'>;

/** An outcome in the form of a scenario's `expect`; `cookies` as they left. */
function claimOf(
  { steps, wire }: Outcome,
  cookies: readonly (string | null)[],
  { sees, wire: claimed }: Claim,
) {
  const last = steps.at(-1);
  return {
    verdict: last?.verdict,
    stage: last?.stage,
    wire: wire.map((request, index) =>
      wireRequestOf(request, cookies[index] ?? null, claimed[index]),
    ),
    ...(sees && { sees: steps.map((step, index) => sightOf(step, sees[index])) }),
  };
}

function wireRequestOf(
  request: NetworkRequest,
  cookie: string | null,
  asked: WireRequest | undefined,
): WireRequest {
  const { method, url, origin, accessControlRequestMethod, accessControlRequestHeaders } = request;
  const authorization = valueOf(request, 'Authorization');
  return {
    method,
    url,
    ...(origin !== null && { origin }),
    ...(accessControlRequestMethod !== null && { accessControlRequestMethod }),
    ...(accessControlRequestHeaders !== null && { accessControlRequestHeaders }),
    ...(cookie !== null && { cookie }),
    ...(authorization !== null && { authorization }),
    ...(asked?.headers && {
      headers: Object.fromEntries(
        Object.keys(asked.headers).map((name) => [name, valueOf(request, name)]),
      ),
    }),
    ...(asked?.body !== undefined && { body: request.body ?? '' }),
  };
}

/** Of the author's headers. */
const valueOf = ({ headers }: NetworkRequest, name: string): string | null =>
  headers.find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1] ?? null;

/** What the oracle can tell of a sight: not bodies, not events. */
function sightOf(
  { verdict, response, toldUrl }: Outcome['steps'][number],
  asked: Sight | undefined,
) {
  return {
    verdict,
    ...(asked?.responseUrl !== undefined && { responseUrl: response?.url ?? toldUrl ?? '' }),
    ...(asked?.type !== undefined && { type: response?.type }),
    ...(asked?.status !== undefined && { status: response?.status }),
    ...(asked?.allHeaders && { allHeaders: response?.headers }),
    ...(asked?.headers && {
      headers: Object.fromEntries(
        Object.keys(asked.headers).map((name) => [
          name,
          new Map(response?.headers).get(name.toLowerCase()) ?? null,
        ]),
      ),
    }),
  };
}

/** What a scenario claims, its placeholders filled. */
function expected({ verdict, stage, wire, sees }: Claim, bindings: Bindings) {
  return expandAll(
    {
      verdict,
      stage,
      wire,
      ...(sees && {
        sees: sees.map(
          ({ body: _body, events: _events, told: _told, timing: _timing, ...sight }) => sight,
        ),
      }),
    },
    bindings,
  );
}

const hasApp = ({ routes }: Play): boolean =>
  Object.values(routes).some((answers) => answersOf(answers).some(isAppAnswer));

/** What the Standard allows to come of a play, as claims; an app has to be asked for it. */
async function claimsOf(origins: Origins, play: Play, claim: Claim) {
  const act = origins.act(play.routes);
  try {
    const bindings: Bindings = { origins: origins.table, token: act.token };
    const agent = nodeUserAgent({ act, ca: origins.certificate.pem });
    const acted = await tellAgainst(storyOf(play, bindings), agent.send);
    const told = hasApp(play) ? [acted] : predict(play, bindings);
    if (!hasApp(play)) expect(acted, 'against running origins').toEqual(told[0]);
    return {
      bindings,
      claims: told.map((outcome) => claimOf(outcome, agent.cookies, claim)),
    };
  } finally {
    act.end();
  }
}

for (const scenario of SCENARIOS.filter(({ spec }) => spec.notPredicted === undefined)) {
  test(`the oracle says what ${scenario.id} expects`, async ({ origins }) => {
    const { bindings, claims } = await claimsOf(origins, scenario, scenario.expect);
    expect(claims[0]).toEqual(expected(scenario.expect, bindings));
    const own = expected(scenario.expect, bindings);
    for (const { kind, expect: other } of Object.values(scenario.engines ?? {})) {
      const departed = expected({ ...scenario.expect, ...other }, bindings);
      // One that only script is told of, by events and exceptions, is none that the oracle knows.
      if (kind === 'deviation' && !isDeepStrictEqual(departed, own))
        expect(claims, 'a deviation is none of what the Standard allows').not.toContainEqual(
          departed,
        );
    }
  });
}

for (const { cure, ...scenario } of SCENARIOS) {
  if (cure === undefined || cure.notPredicted !== undefined) continue;
  test(`the oracle says that the cure of ${scenario.id} helps`, async ({ origins }) => {
    const {
      words: _words,
      engines: _engines,
      notPredicted: _,
      console: _console,
      wire,
      sees,
      ...changes
    } = cure;
    const verdict = sees?.at(-1)?.verdict ?? 'allowed';
    const claim: Claim = { verdict, stage: 'none', wire, ...(sees && { sees }) };
    const play: Play = { ...scenario, ...changes };
    const { bindings, claims } = await claimsOf(origins, play, claim);
    expect(claims[0]).toEqual(expected(claim, bindings));
  });
}

for (const scenario of SCENARIOS) {
  const { id, spec } = scenario;
  if (spec.notPredicted === undefined) continue;
  test(`the oracle does not say what ${id} expects: ${spec.notPredicted}`, async ({ origins }) => {
    const said = await claimsOf(origins, scenario, scenario.expect).then(
      ({ bindings, claims }) => [claims[0], expected(scenario.expect, bindings)],
      (error: unknown) => [error, null],
    );
    expect(said[0]).not.toEqual(said[1]);
  });
}
