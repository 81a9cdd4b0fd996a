/** The last run of each engine without its protection, as figures for `npm run trust`. Pure. */
import { ENGINES, type Engine } from '../../messages/types.ts';
import { none, type Figure } from '../trust/part.ts';
import type { UnprotectedRecord } from './record.ts';

/** `records`: null where an engine has never been run so. */
export const protectionFigures = (
  records: Readonly<Record<Engine, UnprotectedRecord | null>>,
): readonly Figure[] =>
  ENGINES.flatMap((engine): readonly Figure[] => {
    const record = records[engine];
    if (record === null)
      return [{ what: `${engine} without its protection`, value: 'never run', kept: false }];
    const { version, failed, stillBlocked, held, open, wrong, complete, seconds } = record;
    const judged = failed.length + stillBlocked.length + held.length;
    const still = stillBlocked.length > 0 ? ` and ${stillBlocked.length} though still blocked` : '';
    return [
      {
        what: `${engine} ${version ?? ''} without its protection`,
        value: `${failed.length} failed as they must${still}, ${held.length} held as they must, ${open.length} not judged, in ${seconds} s`,
        bound: 'every scenario run',
        kept: complete && judged > 0,
      },
      none(
        `${engine}, on the wrong side`,
        wrong.length,
        `${wrong.length} of ${judged + wrong.length}`,
      ),
    ];
  });
