/** Which dependencies something of the project names: an import, a configuration, a command. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { asked, type Manifest } from './manifest.ts';

const SOURCE = /\.(?:ts|mts|js|mjs|json)$/;
/** Written by programs, or not the project's own. */
const APART = new Set(['node_modules', 'out', '.git', '.ci', '.tsc', 'baselines']);
const NO_USE = new Set(['package.json', 'package-lock.json']);

/** The text of every source and configuration file below `root`. */
export function sourcesBelow(root: string): string[] {
  return readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory())
      return APART.has(entry.name) ? [] : sourcesBelow(path.join(root, entry.name));
    if (!SOURCE.test(entry.name) || NO_USE.has(entry.name)) return [];
    return [readFileSync(path.join(root, entry.name), 'utf8')];
  });
}

/** Used by another package, which finds them by their name; with the reason. */
const USED_INDIRECTLY: Readonly<Record<string, string>> = {
  'oxlint-tsgolint': 'oxlint’s rules that know types; `typeAware` in .oxlintrc.json',
};

/** Commands by the package they come from, where the names differ. */
const COMMANDS: Readonly<Record<string, string>> = {
  typescript: 'tsc',
  '@playwright/test': 'playwright',
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The dependencies that nothing uses. `sources`: the texts of the project's files. */
export function unusedOf(manifest: Manifest, sources: readonly string[]): string[] {
  const whole = sources.join('\n');
  const commands = Object.values(manifest.scripts).join(' && ');
  const names = Object.keys(asked(manifest));
  const isUsed = (name: string): boolean =>
    name in USED_INDIRECTLY ||
    new RegExp(`['"]${escaped(name)}(?:/[^'"]*)?['"]`).test(whole) ||
    new RegExp(`(?:^|[ &])${escaped(COMMANDS[name] ?? name)}(?= |$)`).test(commands);
  return names.filter((name) => {
    const typed = /^@types\/(?:([^_]+)__)?(.+)$/.exec(name);
    if (typed === null) return !isUsed(name);
    const [, scope, rest = ''] = typed;
    const of = scope === undefined ? rest : `@${scope}/${rest}`;
    return !(of === 'node' || (names.includes(of) && isUsed(of)));
  });
}
