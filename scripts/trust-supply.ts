/** `npm run trust:supply`: what is installed, from where it may differ, and what of it may run. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './lib/child.ts';
import { ScriptError, runScript } from './lib/flags.ts';
import { allKept, linesOf, writePart } from './trust/part.ts';
import { audit } from './trust/supply/audit.ts';
import { supplyFigures } from './trust/supply/figures.ts';
import { readLock, readManifest } from './trust/supply/manifest.ts';
import { sourcesBelow } from './trust/supply/used.ts';

const HELP = `
npm run trust:supply [-- --no-audit]

Checks what the project is made of: "npm audit" is clean; each dependency is asked for in an exact
version and locked with its integrity; each package that has an install script is decided on in
"allowScripts"; nothing is asked for that nothing uses; each licence is told.

  --no-audit  asks no registry; the figures are printed, and not kept for npm run trust -- --report

Where the registry answers no audits, that is said, and nothing is claimed of them: no bound is broken.

Exit code
  0  every bound was kept
  1  one was not
  2  a mistake in the flags, or a file that cannot be read
`;

class Unreadable extends ScriptError {
  override readonly exitCode = 2;
}

async function read<T>(name: string, as: (json: string) => T): Promise<T> {
  try {
    return as(await readFile(path.join(ROOT, name), 'utf8'));
  } catch (error) {
    throw new Unreadable(`${name} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

await runScript(
  'trust:supply',
  HELP,
  { 'no-audit': { type: 'boolean', default: false } },
  async (flags) => {
    const began = performance.now();
    const figures = supplyFigures({
      manifest: await read('package.json', readManifest),
      lock: await read('package-lock.json', readLock),
      sources: sourcesBelow(ROOT),
      audit: flags['no-audit'] ? { said: 'nothing', why: 'not asked' } : audit(),
    });
    const seconds = (performance.now() - began) / 1000;
    // What was not asked must not stand in the place of an answer.
    if (!flags['no-audit'])
      await writePart({ part: 'supply', at: new Date().toISOString(), seconds, figures });
    process.stdout.write(linesOf({ figures }));
    return allKept({ figures }) ? 0 : 1;
  },
);
