/** Which baseline a build is held against. Pure. */
import type { Baseline, BaselineKey } from './baseline.ts';

/** A baseline and the file it stands in, as a reader is told of it. */
export interface BaselineOnFile {
  readonly file: string;
  readonly baseline: Baseline;
}

/**
 * How near. `exact`: same engine, platform family and flavour. Every other nearness is told, as a
 * difference may be the platform's, or the flavour's, and no change of the engine.
 */
export type Nearness = 'exact' | 'other flavour' | 'other platform' | 'other platform and flavour';

export interface NearestBaseline extends BaselineOnFile {
  readonly nearness: Nearness;
}

const ORDER: readonly Nearness[] = [
  'exact',
  'other flavour',
  'other platform',
  'other platform and flavour',
];

function nearnessOf(one: BaselineKey, other: BaselineKey): Nearness {
  const platform = one.platform === other.platform;
  const flavour = one.flavour === other.flavour;
  if (platform) return flavour ? 'exact' : 'other flavour';
  return flavour ? 'other platform' : 'other platform and flavour';
}

/** The nearest baseline of the same engine; null where there is none. Of equals the first. */
export function nearestBaseline(
  all: readonly BaselineOnFile[],
  key: BaselineKey,
): NearestBaseline | null {
  const candidates = all
    .filter(({ baseline }) => baseline.engine === key.engine)
    .map((one) => ({ ...one, nearness: nearnessOf(one.baseline, key) }));
  for (const nearness of ORDER) {
    const found = candidates.find((one) => one.nearness === nearness);
    if (found) return found;
  }
  return null;
}
