/** The drift in a `results.json`, checked: reports render it, whoever wrote it. */
import { ENGINES } from '../../messages/types.ts';
import { DRIFT_KINDS, type BaselineUsed, type ColumnDrift, type DriftChange } from './drift.ts';
import { boolean, count, listOf, objectOf, oneOf, optional, string, type Shape } from '../shape.ts';

const change = objectOf<DriftChange>({
  scenario: string,
  kind: oneOf(Object.keys(DRIFT_KINDS)),
  hard: boolean,
  id: optional(string),
  before: optional(string),
  after: optional(string),
  from: optional(string),
  to: string,
});

const used = objectOf<BaselineUsed>({
  file: string,
  nearness: oneOf(['exact', 'other flavour', 'other platform', 'other platform and flavour']),
  name: string,
  version: string,
  platform: string,
  flavour: oneOf(['stock', 'playwright']),
});

const usedOrNull: Shape = (value, at) => {
  if (value !== null) used(value, at);
};

export const drift = listOf(
  objectOf<ColumnDrift>({
    column: string,
    engine: oneOf(ENGINES),
    name: string,
    version: string,
    baseline: usedOrNull,
    because: optional(string),
    compared: count,
    unchanged: count,
    notCompared: count,
    changes: listOf(change),
  }),
);
