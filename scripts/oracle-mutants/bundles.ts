/**
 * What the juries run. Each module of the room on trial stays a module of its own, so that one can be
 * exchanged without building anything anew; a jury is one bundle that asks for them by name.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, transform, type Plugin } from 'esbuild';
import { ROOT } from '../lib/child.ts';

/** By file name, as CommonJS. */
export type Modules = Readonly<Record<string, string>>;

export const ORACLE_FOLDER = path.join(ROOT, 'oracle');

/** Rejects on what is no TypeScript. */
export async function compiled(source: string): Promise<string> {
  const { code } = await transform(source, {
    loader: 'ts',
    format: 'cjs',
    platform: 'node',
    target: 'node20',
  });
  return code;
}

export async function compiledAll(sources: Readonly<Record<string, string>>): Promise<Modules> {
  return Object.fromEntries(
    await Promise.all(
      Object.entries(sources).map(
        async ([file, source]) => [file, await compiled(source)] as const,
      ),
    ),
  );
}

/** What a bundle calls a module of the room on trial. */
export const ON_TRIAL = 'on-trial:';

/**
 * A module with all that it imports as one CommonJS text, but for packages and the modules of the
 * room on trial (`folder`), which it requires as `on-trial:headers.ts`.
 */
export async function bundled(
  entry: { readonly file: string } | { readonly contents: string; readonly resolveDir: string },
  folder: string = ORACLE_FOLDER,
): Promise<string> {
  const { outputFiles } = await build({
    ...('file' in entry
      ? { entryPoints: [entry.file] }
      : { stdin: { ...entry, loader: 'ts' as const } }),
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
    plugins: [onTrial(folder), placed],
  });
  return outputFiles[0]?.text ?? '';
}

const onTrial = (folder: string): Plugin => ({
  name: 'on trial',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path: imported, resolveDir }) => {
      const file = path.join(resolveDir, imported);
      return path.dirname(file) === path.normalize(folder)
        ? { path: ON_TRIAL + path.basename(file), external: true }
        : null;
    });
  },
});

/** A bundle is nowhere; what stands beside a module must be found all the same. */
const placed: Plugin = {
  name: 'placed',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const url = JSON.stringify(pathToFileURL(file).href);
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', url) };
    });
  },
};
