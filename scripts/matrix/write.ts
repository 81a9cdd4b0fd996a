/** Writes exports into a folder, and takes away what an earlier merge left there. */
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { EXPORTS, type ExportFormat } from '../../reports/export/export.ts';
import type { HistoryView } from '../../reports/history/view.ts';
import { GENERATOR } from '../../reports/html/history-document.ts';
import { writeWhole } from '../../reports/write-whole.ts';

/** Folders with a file for each scenario or column, and by what a file there is known as ours. */
const FOLDERS: Readonly<Partial<Record<ExportFormat, { folder: string; mark: string }>>> = {
  html: { folder: 'scenarios', mark: `content="${GENERATOR}"` },
  wptreport: { folder: 'wptreport', mark: '"/cors-conformance/' },
};

const HEAD = 2048;

async function headOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Files of an earlier merge that this one has not written again; what is not ours stays. */
async function removeStale(
  format: ExportFormat,
  output: string,
  written: ReadonlySet<string>,
): Promise<void> {
  const known = FOLDERS[format];
  if (!known) return;
  const folder = path.join(output, known.folder);
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const file = path.join(folder, entry.name);
    if (!entry.isFile() || written.has(`${known.folder}/${entry.name}`)) continue;
    if ((await headOf(file)).includes(known.mark)) await rm(file);
  }
}

/**
 * Writes one format into `output`, made if needed; each file whole or not at all. Resolves to the
 * names of its files, with `/`. `onWritten` after each.
 */
export async function writeExport(
  format: ExportFormat,
  view: HistoryView,
  output: string,
  onWritten: (count: number) => void = () => {},
): Promise<readonly string[]> {
  const written = new Set<string>();
  for (const [name, content] of EXPORTS[format](view)) {
    const file = path.join(output, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeWhole(file, content);
    written.add(name);
    onWritten(written.size);
  }
  await removeStale(format, output, written);
  return [...written];
}
