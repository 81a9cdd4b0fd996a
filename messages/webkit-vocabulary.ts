/** What the tables of WebKit's messages are written with. */
import { entry, type MessageRow } from './tables.ts';
import type { MessageEntry, Wording } from './types.ts';

const SPAN = { since: '2.50.6' } as const;

export const ACCESS_CONTROL = 'Source/WebCore/loader/CrossOriginAccessControl.cpp';
export const LOAD_CHECKER = 'Source/WebKit/NetworkProcess/NetworkLoadChecker.cpp';
export const PREFLIGHT_CHECKER = 'Source/WebKit/NetworkProcess/NetworkCORSPreflightChecker.cpp';

export const cors = (row: MessageRow): MessageEntry => entry('cors', SPAN, row);
export const companion = (row: MessageRow): MessageEntry => entry('companion', SPAN, row);
export const related = (row: MessageRow): MessageEntry => entry('related', SPAN, row);

/** `quoted`, every wording put behind `frame`; the entry keeps the reason of what it quotes. */
export function rewordedBy(
  frame: (text: string) => string,
  quoted: MessageEntry,
): Pick<MessageEntry, 'wordings' | 'reason'> {
  const reword = (wording: Wording): Wording => ({ ...wording, template: frame(wording.template) });
  const [first, ...others] = quoted.wordings;
  return {
    ...(quoted.reason === undefined ? {} : { reason: quoted.reason }),
    wordings: [reword(first), ...others.map(reword)],
  };
}
