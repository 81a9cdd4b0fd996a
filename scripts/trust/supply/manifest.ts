/** package.json and the lock file, as far as they say what is installed and what may run. */
import {
  between,
  boolean,
  checked,
  matching,
  objectOf,
  optional,
  parseJson,
  recordOf,
  string,
  type Shape,
} from '../../../reports/shape.ts';

export interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  /** By name or `name@version`: whether its install scripts may run. */
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

/** One package of the lock file. */
export interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  /** A folder of the project itself, not a package from elsewhere. */
  readonly link?: boolean;
}

export interface Lock {
  readonly lockfileVersion: 3;
  /** By path: `node_modules/a/node_modules/b`; the project itself stands under ''. */
  readonly packages: Readonly<Record<string, Locked>>;
}

const texts: Shape = recordOf(string);

/** Throws `Misshapen`, or what `JSON.parse` says. */
export const readManifest = (json: string): Manifest =>
  checked<Manifest>(
    parseJson(json),
    objectOf<Manifest>({
      scripts: texts,
      dependencies: optional(texts),
      devDependencies: optional(texts),
      optionalDependencies: optional(texts),
      allowScripts: optional(recordOf(boolean)),
    }),
  );

/** Throws `Misshapen`, or what `JSON.parse` says. */
export const readLock = (json: string): Lock =>
  checked<Lock>(
    parseJson(json),
    objectOf<Lock>({
      lockfileVersion: between(3, 3),
      packages: recordOf(
        objectOf<Locked>({
          version: optional(string),
          integrity: optional(matching(/^sha(?:1|256|384|512)-/, 'a hash')),
          license: optional(string),
          hasInstallScript: optional(boolean),
          link: optional(boolean),
        }),
      ),
    }),
  );

/** Every dependency of the project itself, by name, with what it asks for. */
export const asked = (manifest: Manifest): Readonly<Record<string, string>> => ({
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
});

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13);

/** Every package from elsewhere, by path. */
export const packagesOf = ({ packages }: Lock): [path: string, locked: Locked][] =>
  Object.entries(packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && link !== true,
  );
