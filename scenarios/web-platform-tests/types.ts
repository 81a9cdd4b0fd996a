/** What is said of a file of the web platform tests, and the words to say it with. */

/** One state a file: never two, never none. */
export type Treatment =
  /** Scenarios that decide the same thing, beside those whose own `spec.wpt` names the file. */
  | { readonly state: 'covered'; readonly by: readonly string[] }
  /** Not what this suite is about; the sentence says what it is about instead. */
  | { readonly state: 'out-of-scope'; readonly because: string }
  /** Within what the suite is about, and decided by no scenario; the sentence says what is missing. */
  | { readonly state: 'open'; readonly because: string };

/** Files of which the same is to be said. */
export interface Row {
  /** Paths from the area's directory on. */
  readonly files: readonly string[];
  readonly treatment: Treatment;
}

export interface Area {
  /** From the root of the web platform tests, with a slash at its end. */
  readonly directory: string;
  /** Which of its files are listed, in a sentence. */
  readonly chosen: string;
  readonly rows: readonly Row[];
}

/** Without ids: the scenarios name the file themselves. */
export const covered = (files: string | readonly string[], ...by: readonly string[]): Row => ({
  files: typeof files === 'string' ? [files] : files,
  treatment: { state: 'covered', by },
});

export const outOfScope = (because: string, ...files: readonly string[]): Row => ({
  files,
  treatment: { state: 'out-of-scope', because },
});

export const open = (because: string, ...files: readonly string[]): Row => ({
  files,
  treatment: { state: 'open', because },
});

/** `003.html`, `004.html` … of a series that is told apart by number alone. */
export const numbered = (folder: string, from: number, to: number): readonly string[] =>
  Array.from(
    { length: to - from + 1 },
    (_, index) => `${folder}/${String(from + index).padStart(3, '0')}.html`,
  );
