/** What the manifest, the lock file, the sources and the audit say, as figures. */
import { none, type Figure } from '../part.ts';
import type { Audit } from './audit.ts';
import { asked, nameOf, packagesOf, type Lock, type Manifest } from './manifest.ts';
import { unusedOf } from './used.ts';

const EXACT = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

const SHOWN = 6;

/** A count, with the first few by name. */
function named(names: readonly string[]): string {
  if (names.length === 0) return '0';
  const shown = names.slice(0, SHOWN).join(', ');
  return `${names.length}: ${shown}${names.length > SHOWN ? ' …' : ''}`;
}

const noneOf = (what: string, names: readonly string[]): Figure =>
  none(what, names.length, named(names));

/** By name or by name and version, as npm reads the field; undefined where it says nothing. */
const decisionOn = (
  { allowScripts = {} }: Manifest,
  name: string,
  version: string,
): boolean | undefined => allowScripts[`${name}@${version}`] ?? allowScripts[name];

function auditFigure(audit: Audit): Figure {
  const what = 'npm audit';
  if (audit.said === 'clean') return { what, value: 'clean', bound: 'clean', kept: true };
  if (audit.said === 'vulnerable')
    return { what, value: named(audit.packages), bound: 'clean', kept: false };
  // Not clean, and not the project's fault: nothing is known.
  return { what, value: `not answered here: ${audit.why}`, kept: true };
}

function licences(lock: Lock): Figure {
  const counts = new Map<string, number>();
  for (const [, { license = 'none told' }] of packagesOf(lock))
    counts.set(license, (counts.get(license) ?? 0) + 1);
  const value = [...counts]
    .toSorted(([one, few], [other, many]) => many - few || one.localeCompare(other))
    .map(([licence, count]) => `${licence} ${count}`)
    .join(', ');
  return { what: 'licences', value, bound: 'each told', kept: !counts.has('none told') };
}

export interface Supply {
  readonly manifest: Manifest;
  readonly lock: Lock;
  /** Texts of the project's own files. */
  readonly sources: readonly string[];
  readonly audit: Audit;
}

export function supplyFigures({ manifest, lock, sources, audit }: Supply): Figure[] {
  const wanted = Object.entries(asked(manifest));
  const packages = packagesOf(lock);
  const withScript = packages
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path, { version = '' }]) => ({ name: nameOf(path), version }));
  const decisions = withScript.map(({ name, version }) => {
    const decision = decisionOn(manifest, name, version);
    const words = decision === undefined ? 'undecided' : decision ? 'runs' : 'does not run';
    return { words: `${name} ${version} ${words}`, decided: decision !== undefined };
  });
  return [
    auditFigure(audit),
    { what: 'dependencies asked for', value: String(wanted.length), kept: wanted.length > 0 },
    noneOf(
      'asked for by no exact version',
      wanted.filter(([, version]) => !EXACT.test(version)).map(([name]) => name),
    ),
    noneOf(
      'locked in another version than asked for',
      wanted
        .filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)
        .map(([name]) => name),
    ),
    { what: 'packages locked', value: String(packages.length), kept: packages.length > 0 },
    noneOf(
      'locked without integrity',
      packages.filter(([, { integrity }]) => integrity === undefined).map(([path]) => nameOf(path)),
    ),
    {
      what: 'packages with install scripts',
      value: decisions.map(({ words }) => words).join(', ') || 'none',
      bound: 'each decided in "allowScripts"',
      kept: decisions.every(({ decided }) => decided),
    },
    noneOf(
      'decided in "allowScripts", without a script',
      Object.keys(manifest.allowScripts ?? {}).filter(
        (key) =>
          !withScript.some(({ name, version }) => key === name || key === `${name}@${version}`),
      ),
    ),
    noneOf('dependencies that nothing uses', unusedOf(manifest, sources)),
    licences(lock),
  ];
}
