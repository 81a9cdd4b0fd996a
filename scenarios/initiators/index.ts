/** Every way to ask that is no request by script, by its `do`. */
import type { LoadStep, Step } from '../steps.ts';
import { DOCUMENTS } from './documents.ts';
import { IMAGES } from './images.ts';
import { MEDIA } from './media.ts';
import { NEIGHBOURS } from './neighbours.ts';
import { SCRIPTS } from './scripts.ts';
import { STREAMS } from './streams.ts';
import { STYLES } from './styles.ts';
import type { Initiator, Initiators } from './types.ts';

export const INITIATORS: Initiators<LoadStep> = {
  ...IMAGES,
  ...SCRIPTS,
  ...STYLES,
  ...MEDIA,
  ...STREAMS,
  ...DOCUMENTS,
  ...NEIGHBOURS,
};

/** What is known of a step's way to ask; null for a request by script. */
export const initiatorOf = (step: Step): Initiator<LoadStep> | null =>
  Object.hasOwn(INITIATORS, step.do)
    ? ((INITIATORS as unknown as Readonly<Record<string, Initiator<LoadStep>>>)[step.do] ?? null)
    : null;

/** The method that a step asks by, where it has one: only a request by script does. */
export const methodOf = (step: Step): string | undefined =>
  step.method ?? (initiatorOf(step) ? undefined : 'GET');
