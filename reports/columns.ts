/** Which columns the matrix has: one per build and platform that ran, and one per engine at least. */
import { ENGINES, type Engine } from '../messages/types.ts';
import type { EngineColumn, EngineUsed } from './results.ts';
import type { RunRecord } from './run.ts';

const NAMES: Readonly<Record<Engine, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKit',
};

/** `firefox`, `firefox-esr` and `firefox protection off` are projects of one engine. */
export const engineOf = (project: string): Engine | null =>
  ENGINES.find((engine) => new RegExp(`^${engine}(?![a-z0-9])`).test(project)) ?? null;

interface Found {
  readonly project: string;
  readonly engine: Engine;
  readonly build: EngineUsed | null;
}

const identity = ({ engine, build, project }: Found): string =>
  JSON.stringify(
    build
      ? [engine, build.name, build.version, build.from, build.flavour, build.platform]
      : [engine, project],
  );

/** Lower case, with dashes for what is neither letter, digit nor dot. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');

/** Keys of the columns of one engine: its name, or with as many particulars as tell them apart. */
function keysOf(found: readonly Found[]): string[] {
  if (found.length === 1) return found.map(({ engine }) => engine);
  const particulars = [
    ({ build }: Found) => build?.version ?? 'unknown',
    ({ build }: Found) => build?.platform ?? '',
    ({ build }: Found) => `${build?.flavour ?? ''} ${build?.from ?? ''}`,
  ];
  for (let count = 1; count <= particulars.length; count += 1) {
    const keys = found.map((one) =>
      slug([one.engine, ...particulars.slice(0, count).map((tell) => tell(one))].join(' ')),
    );
    if (new Set(keys).size === keys.length) return keys;
  }
  return found.map(({ engine }, index) => `${engine}-${index + 1}`);
}

const columnOf = ({ project, engine, build }: Found, key: string): EngineColumn => ({
  key,
  project,
  engine,
  name: build?.name ?? NAMES[engine],
  ...(build && { version: build.version, from: build.from, flavour: build.flavour }),
  ...(build?.platform !== undefined && { platform: build.platform }),
});

/** A test, where the builds are concerned. */
export interface Placed {
  readonly project: string;
  readonly projectIndex: number;
  /** From its evidence. */
  readonly build: EngineUsed | null;
}

export interface Columns {
  readonly columns: readonly EngineColumn[];
  /** The column of a test; null for a project that drives no engine. */
  columnOf(test: Placed): EngineColumn | null;
}

/**
 * Finds the columns of a run, in the order of `ENGINES`. A test that told no build (its worker
 * crashed) belongs to the build that other tests of its project told, then to the configured one.
 */
export function findColumns(tests: readonly Placed[], builds: RunRecord['builds'] = {}): Columns {
  const told = new Map<number, EngineUsed>();
  for (const { projectIndex, build } of tests)
    if (build && !told.has(projectIndex)) told.set(projectIndex, build);

  const place = ({ project, projectIndex, build }: Placed): Found | null => {
    const known = build ?? told.get(projectIndex) ?? builds[project] ?? null;
    const engine = known?.engine ?? engineOf(project);
    return engine && { project, engine, build: known };
  };

  const found = new Map<string, Found>();
  for (const test of tests) {
    const placed = place(test);
    if (placed && !found.has(identity(placed))) found.set(identity(placed), placed);
  }

  const byIdentity = new Map<string, EngineColumn>();
  for (const engine of ENGINES) {
    const ofEngine = [...found.values()].filter((one) => one.engine === engine);
    const shown = ofEngine.length
      ? ofEngine
      : [{ project: engine, engine, build: builds[engine] ?? null }];
    const keys = keysOf(shown);
    for (const [index, one] of shown.entries())
      byIdentity.set(identity(one), columnOf(one, keys[index] ?? engine));
  }
  return {
    columns: [...byIdentity.values()],
    columnOf: (test) => {
      const placed = place(test);
      return placed && (byIdentity.get(identity(placed)) ?? null);
    },
  };
}
