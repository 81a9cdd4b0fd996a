/** Origins as a run might have them, for tests that start no server. */
import { ORIGINS, type OriginTable } from '../scenarios/origins.ts';
import type { Bindings } from '../scenarios/placeholders.ts';

const table = Object.fromEntries(
  Object.entries(ORIGINS).map(([name, { scheme, host }], index) => [
    name,
    scheme === 'file' ? 'file:///somewhere' : `${scheme}://${host}:${40_000 + index}`,
  ]),
) as OriginTable;

export const PLANTED: Bindings = { origins: table, token: 'tokentoken' };
