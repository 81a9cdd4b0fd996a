/** The frame of a history's pages. */
import { pageDocument, type PageParts } from './document.ts';
import { styleOf } from './styles.ts';

/** By this a later history knows the pages of an earlier one. */
export const GENERATOR = 'cors-conformance history';

/** The style sheet of all pages of a history. `columnRules`: those that depend on its columns. */
export const historyStyle = (columnRules = ''): string => styleOf('history', columnRules);

export const historyDocument = (parts: Omit<PageParts, 'generator'>): string =>
  pageDocument({ ...parts, generator: GENERATOR });
