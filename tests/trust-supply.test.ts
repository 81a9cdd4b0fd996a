/** The supply check, on manifests and locks with one thing wrong each. */
import { expect, test } from '@playwright/test';
import { auditOf } from '../scripts/trust/supply/audit.ts';
import { supplyFigures, type Supply } from '../scripts/trust/supply/figures.ts';
import { readLock, readManifest } from '../scripts/trust/supply/manifest.ts';
import { unusedOf } from '../scripts/trust/supply/used.ts';

const LOCKED = { version: '1.2.3', integrity: 'sha512-x', license: 'MIT' };

const right: Supply = {
  manifest: { scripts: { go: 'tool --all' }, devDependencies: { tool: '1.2.3' } },
  lock: { lockfileVersion: 3, packages: { '': {}, 'node_modules/tool': LOCKED } },
  sources: [],
  audit: { said: 'clean' },
};

const lost = (supply: Partial<Supply>): string[] =>
  supplyFigures({ ...right, ...supply })
    .filter(({ kept }) => !kept)
    .map(({ what, value }) => `${what}: ${value}`);

const lockOf = (locked: object) =>
  ({ lockfileVersion: 3, packages: { 'node_modules/tool': { ...LOCKED, ...locked } } }) as const;

test('what is right keeps every bound', () => {
  expect(lost({})).toEqual([]);
});

const WRONG: readonly (readonly [Partial<Supply>, string])[] = [
  [
    { manifest: { ...right.manifest, devDependencies: { tool: '^1.2.3' } } },
    'asked for by no exact version: 1: tool',
  ],
  [{ lock: lockOf({ version: '1.2.4' }) }, 'locked in another version than asked for: 1: tool'],
  [{ lock: lockOf({ integrity: undefined }) }, 'locked without integrity: 1: tool'],
  [{ lock: lockOf({ license: undefined }) }, 'licences: none told 1'],
  [
    { lock: lockOf({ hasInstallScript: true }) },
    'packages with install scripts: tool 1.2.3 undecided',
  ],
  [
    { manifest: { ...right.manifest, allowScripts: { tool: false } } },
    'decided in "allowScripts", without a script: 1: tool',
  ],
  [{ manifest: { ...right.manifest, scripts: {} } }, 'dependencies that nothing uses: 1: tool'],
  [{ audit: { said: 'vulnerable', packages: ['tool'] } }, 'npm audit: 1: tool'],
];

for (const [supply, said] of WRONG) {
  test(`one thing wrong is told: ${said}`, () => {
    expect(lost(supply)).toContain(said);
  });
}

test('a script that is decided on is listed, by name or with its version', () => {
  for (const key of ['tool', 'tool@1.2.3']) {
    const manifest = { ...right.manifest, allowScripts: { [key]: false } };
    const lock = lockOf({ hasInstallScript: true });
    expect(lost({ manifest, lock })).toEqual([]);
    expect(supplyFigures({ ...right, manifest, lock })).toContainEqual(
      expect.objectContaining({ value: 'tool 1.2.3 does not run' }),
    );
  }
});

test('types are used where what they describe is; a name within another is no use', () => {
  const manifest = { scripts: {}, devDependencies: { '@types/tool': '1.0.0', tool: '1.2.3' } };
  expect(unusedOf(manifest, ["import tool from 'tool/deep';"])).toEqual([]);
  expect(unusedOf(manifest, ["import tool from 'toolbox';"])).toEqual(['@types/tool', 'tool']);
});

test('an audit that was not answered is neither clean nor an address', () => {
  const refused = { message: '405 Method Not Allowed - POST https://registry.example/-/audit' };
  expect(auditOf(JSON.stringify(refused))).toEqual({
    said: 'nothing',
    why: '405 Method Not Allowed',
  });
  expect(auditOf('no json').said).toBe('nothing');
  expect(auditOf('{}').said).toBe('nothing');
  expect(auditOf('{"vulnerabilities":{}}')).toEqual({ said: 'clean' });
  expect(auditOf('{"vulnerabilities":{"a":{}}}')).toEqual({ said: 'vulnerable', packages: ['a'] });
});

test('what is no manifest or lock is told by the place', () => {
  expect(() => readManifest('{"scripts":{"a":1}}')).toThrow('must be a text, not 1');
  expect(() => readLock('{"lockfileVersion":1,"packages":{}}')).toThrow('lockfileVersion must be');
});
