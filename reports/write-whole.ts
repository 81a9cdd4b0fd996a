/** A file that is written whole or not at all. */
import { rename, rm, writeFile } from 'node:fs/promises';

/** A reader of the file sees the old content or the new one, never half of it. */
export async function writeWhole(file: string, content: string): Promise<void> {
  const draft = `${file}.${process.pid}.draft`;
  try {
    await writeFile(draft, content);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
