/** Contracted texts read back by the wordings of `messages/`, which know real URLs alone. Pure. */
import { parseMessage } from '../../messages/index.ts';
import type { Engine, MessageParameters, ParsedMessage } from '../../messages/types.ts';
import { ORIGINS, type OriginTable } from '../../scenarios/origins.ts';
import { contract, expand, type Bindings } from '../../scenarios/placeholders.ts';

/** Ports that no run has to have had: the texts are contracted again afterwards. */
const SAMPLE: Bindings = {
  origins: Object.fromEntries(
    Object.entries(ORIGINS).map(([name, { scheme, host }], index) => [
      name,
      scheme === 'file' ? 'file:///pages' : `${scheme}://${host}:${40_001 + index}`,
    ]),
  ) as OriginTable,
  token: 'sample-token',
};

/** A text with sample ports and a sample token; null where it has braces of its own. */
export function sampleOf(text: string): string | null {
  try {
    return expand(text, SAMPLE);
  } catch {
    return null;
  }
}

const mapped = (
  parameters: MessageParameters,
  change: (value: string) => string,
): MessageParameters =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      value === true ? true : change(value),
    ]),
  );

export const contracted = (parameters: MessageParameters): MessageParameters =>
  mapped(parameters, (value) => contract(value, SAMPLE));

/** Which message a contracted text is, with contracted parameters; null where none is known. */
export function readBack(engine: Engine, text: string): ParsedMessage | null {
  const sample = sampleOf(text);
  const parsed = sample === null ? null : parseMessage(engine, sample);
  return parsed && { ...parsed, parameters: contracted(parsed.parameters) };
}
