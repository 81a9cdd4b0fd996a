/** The last run of each engine without its protection, as figures for `npm run trust`. Pure. */
import { ENGINES, type Engine } from '../../messages/types.ts';
import type { Figure } from '../trust/part.ts';
import type { UnprotectedRecord } from './record.ts';

/** `records`: null where an engine has never been run so. */
export const protectionFigures = (
  records: Readonly<Record<Engine, UnprotectedRecord | null>>,
): readonly Figure[] =>
  ENGINES.flatMap((engine): readonly Figure[] => {
    const record = records[engine];
    if (record === null)
      return [{ what: `${engine} without its protection`, value: 'never run', kept: false }];
    const { version, failed, held, open, wrong, complete, seconds } = record;
    const judged = failed.length + held.length;
    return [
      {
        what: `${engine} ${version ?? ''} without its protection`,
        value: `${failed.length} failed as they must, ${held.length} held as they must, ${open.length} not judged, in ${seconds} s`,
        bound: 'every scenario run',
        kept: complete && judged > 0,
      },
      {
        what: `${engine}, on the wrong side`,
        value: `${wrong.length} of ${judged + wrong.length}`,
        bound: '0',
        kept: wrong.length === 0,
      },
    ];
  });
