/** Tags and annotations by which a scenario is found and read in any of Playwright's reports. */
import { MDN_REASONS, mdnPage, type MdnReason } from '../messages/mdn.ts';
import { STAGES } from '../scenarios/stages.ts';
import { type Scenario, standardUrl } from '../scenarios/types.ts';

/** `@CORSMissingAllowOrigin`, the id, and what the scenario itself names. */
export const tagsOf = ({ topic, id, tags = [] }: Scenario): string[] => [
  `@${topic}`,
  `@${id}`,
  ...tags,
];

const isMdnReason = (topic: string): topic is MdnReason => Object.hasOwn(MDN_REASONS, topic);

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
