/** Tags and annotations by which a scenario is found and read in any of Playwright's reports. */
import { claimOf } from '../fixtures/judge/claim.ts';
import { findMessage } from '../messages/index.ts';
import { MDN_REASONS, isMdnReason, mdnPage } from '../messages/mdn.ts';
import { ENGINES, type Engine } from '../messages/types.ts';
import { STAGES } from '../scenarios/stages.ts';
import { type Scenario, standardUrl } from '../scenarios/types.ts';

/** `@CORSMissingAllowOrigin`, the id, what the scenario itself names, and the CORS messages it prints. */
export const tagsOf = (scenario: Scenario): string[] => [
  ...new Set([
    `@${scenario.topic}`,
    `@${scenario.id}`,
    ...(scenario.tags ?? []),
    ...ENGINES.flatMap((engine) => messageTags(scenario, engine)),
  ]),
];

/** Accompanying lines are left out: most refusals have them. */
const messageTags = (scenario: Scenario, engine: Engine): string[] =>
  claimOf(scenario, engine)
    .lines.filter(([id]) => findMessage(engine, id)?.group !== 'companion')
    .map(([id]) => `@${id}`);

export const annotationsOf = ({ topic, spec, expect, cause, cure }: Scenario) => [
  { type: 'requirement', description: spec.requirement },
  { type: 'standard', description: standardUrl(spec.anchor) },
  ...(isMdnReason(topic)
    ? [{ type: 'mdn', description: `${MDN_REASONS[topic]} ${mdnPage(topic)}` }]
    : []),
  { type: 'decided by', description: `${STAGES[expect.stage].words} ${STAGES[expect.stage].url}` },
  { type: 'cause', description: cause },
  ...(cure ? [{ type: 'cure', description: cure.words }] : []),
];
