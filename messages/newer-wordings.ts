/**
 * Wordings that were accepted after the tables of the engines were written, by message id, newest
 * first. `npm run baseline -- --accept-wordings` writes this file whole; edits by hand are kept as
 * far as they are data. `messages/wording-layers.ts` lays them in front of the tables' own.
 */
import type { NewerWordings } from './wording-layers.ts';

export const NEWER_WORDINGS: NewerWordings = {
  chromium: {},
  firefox: {},
  webkit: {},
};
