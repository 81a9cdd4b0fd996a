/** The files of a merge: each is read, or refused in one line, and the others go on. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readSource, type Source } from '../../reports/merge/source.ts';
import { ROOT } from '../lib/child.ts';

export interface Refused {
  /** As it was given. */
  readonly file: string;
  /** One line. */
  readonly because: string;
}

export interface ReadFiles {
  readonly sources: readonly Source[];
  readonly refused: readonly Refused[];
}

/** Names that tell files apart without the folders that they have in common. */
function shortNames(files: readonly string[]): readonly string[] {
  const parts = files.map((file) => file.split(/[\\/]+/));
  const [first = []] = parts;
  const shortest = Math.min(...parts.map(({ length }) => length));
  let same = 0;
  while (same < shortest - 1 && parts.every((one) => one[same] === first[same])) same += 1;
  return parts.map((one) => one.slice(same).join('/'));
}

function reasonOf(file: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT' && /[*?[]/.test(file))
    return 'no shell has made names of this pattern, and there is no file of this name; name the files one by one';
  if (error.code === 'ENOENT') return 'there is no such file';
  if (error.code === 'EISDIR') return 'it is a folder; name the files in it';
  return error.message.split('\n')[0] ?? '';
}

/** Reads files in their order; one that is named twice is read once. `onRead` after each. */
export async function readFiles(
  files: readonly string[],
  onRead: (done: number, of: number) => void = () => {},
): Promise<ReadFiles> {
  const [sources, refused]: [Source[], Refused[]] = [[], []];
  const wanted = [...new Map(files.map((file) => [path.resolve(ROOT, file), file]))];
  const names = shortNames(wanted.map(([absolute]) => absolute));
  for (const [index, [absolute, file]] of wanted.entries()) {
    try {
      const results = readSource(await readFile(absolute, 'utf8'));
      sources.push({ name: names[index] ?? file, results });
    } catch (error) {
      refused.push({ file, because: reasonOf(file, error as NodeJS.ErrnoException) });
    }
    onRead(index + 1, wanted.length);
  }
  return { sources, refused };
}
