/** Planted faults: that they are made, told apart by a jury, and held against the list of equivalents. */
import { availableParallelism } from 'node:os';
import { expect, test } from '@playwright/test';
import { bundled, compiledAll, ORACLE_FOLDER } from '../scripts/oracle-mutants/bundles.ts';
import { EQUIVALENTS, type Equivalent } from '../scripts/oracle-mutants/equivalent.ts';
import { judgeAll } from '../scripts/oracle-mutants/jury.ts';
import { mutantsOf } from '../scripts/oracle-mutants/mutants.ts';
import { mutatedPatterns } from '../scripts/oracle-mutants/patterns.ts';
import { judgedBy, readOracle } from '../scripts/oracle-mutants/run.ts';
import { isClean, scoreOf } from '../scripts/oracle-mutants/score.ts';
import { KINDS, type Judged, type Kind, type Mutant } from '../scripts/oracle-mutants/types.ts';

const FILE = 'sample.ts';

/** The changes of one kind, as `original → mutated`. */
const changes = (source: string, kind: Kind): readonly string[] =>
  mutantsOf(FILE, source)
    .filter((mutant) => mutant.kind === kind)
    .map(({ original, mutated }) => `${original} → ${mutated}`);

const SAMPLES: Readonly<Record<Kind, readonly [source: string, ...changes: readonly string[]]>> = {
  'condition inverted': [
    'const a = (x) => { if (x) return; while (y) z(); return !x; }; const b = (l) => l.includes(c) ? d : e;',
    'x → !(x)',
    'y → !(y)',
    '!x → (x)',
    'l.includes(c) → !(l.includes(c))',
  ],
  'operand dropped': [
    'f(a && b, c ?? d);',
    'a && b → (a)',
    'a && b → (b)',
    'c ?? d → (c)',
    'c ?? d → (d)',
  ],
  'comparison changed': [
    'f(a < b, a >= b, a === b);',
    'a < b → a <= b',
    'a >= b → a > b',
    'a === b → a !== b',
  ],
  'arithmetic changed': ['a += b - c;', 'a += b - c → a -= b - c', 'b - c → b + c'],
  'method exchanged': [
    'f(l.some(p), Math.min(a, b));',
    'l.some(p) → l.every(p)',
    'Math.min(a, b) → Math.max(a, b)',
  ],
  'call dropped': ['f(l.filter(p), byteLowercase(a));', 'l.filter(p) → l', 'byteLowercase(a) → a'],
  'member dropped': [
    "const a = [b, c]; const d = { e: f }; const g = '1 22 3';",
    'b → ',
    'c → ',
    'e: f → ',
    `'1 22 3' → "22 3"`,
    `'1 22 3' → "1 3"`,
    `'1 22 3' → "1 22"`,
  ],
  'spread dropped': ['f([...a, b], ...c);', '...c → ', '...a → '],
  'statement dropped': [
    'function f() { if (a) return b; c = d; yield* e; for (const g of h) {} }'.replace(
      'f()',
      '* f()',
    ),
    'if (a) return b; → ;',
    'c = d; → ;',
    'yield* e; → ;',
    'for (const g of h) {} → ;',
  ],
  'case dropped': ['switch (a) { case b: c(); }', 'case b: c(); → '],
  'number changed': ['const a = 0;', '0 → 1', '0 → (-1)'],
  'string changed': [
    "const a = { 'k': '' }; const b = 'c'; const d = `${e}, ${f}`;",
    `'' → "mutant"`,
    `'c' → "c~"`,
    '`${e}, ${f}` → `${e}${f}`',
  ],
  'pattern changed': [
    'const a = /^b$/g;',
    '/^b$/g → /b$/g',
    '/^b$/g → /^$/g',
    '/^b$/g → /^b/g',
    '/^b$/g → /^b$/',
  ],
  'result flipped': ['f(true, null, a === null);', 'true → false', "null → 'null'"],
};

test.describe('faults', () => {
  for (const kind of KINDS) {
    test(kind, () => {
      const [source, ...expected] = SAMPLES[kind];
      expect(changes(source, kind)).toEqual(expected);
    });
  }

  test('of patterns: classes, their members, quantifiers and alternatives', () => {
    expect(mutatedPatterns('[a-c_]+')).toEqual(['[^a-c_]+', '[_]+', '[a-c]+', '[a-c_]*', '[a-c_]']);
    expect(mutatedPatterns('^(?:a|b|[c])')).toEqual([
      '(?:a|b|[c])',
      '^(?:|b|[c])',
      '^(?:b|[c])',
      '^(?:a|[c])',
      '^(?:a||[c])',
      '^(?:a|b)',
      '^(?:a|b|[^c])',
    ]);
    expect(mutatedPatterns('^${TOKEN}$')).toEqual(['${TOKEN}$', '^${TOKEN}']);
  });

  test('none in types, imports, property keys and the texts of errors', () => {
    const source = `
      import { a } from './a.ts';
      export * from './b.ts';
      interface C { readonly d: 'e' | null }
      type F = [1, 2];
      export const g = (h: 'i'): C => ({ 'j': h }) as C;
      export function k() { throw new Error('l' + 1); }`;
    expect(mutantsOf(FILE, source).map(({ original }) => original)).toEqual(["'j': h"]);
  });

  test('each tells its rule, the anchor, and where it stands', () => {
    const source = `
interface Rules {
  /** The limit. https://fetch.spec.whatwg.org/#limit */
  readonly limit: () => number;
}
/** https://fetch.spec.whatwg.org/#ok-status , and more. */
export const isOk = (status: number): boolean =>
  status > 1;
export const RULES: Rules = { limit: () => 2 };
export const other = 3;`;
    const told = mutantsOf(FILE, source).map(
      ({ line, rule, anchor, original, context }) =>
        [line, rule, anchor, original, context] as const,
    );
    expect(told).toContainEqual([
      8,
      'isOk',
      'https://fetch.spec.whatwg.org/#ok-status',
      'status > 1',
      'status > 1;',
    ]);
    expect(told).toContainEqual([
      9,
      'limit',
      'https://fetch.spec.whatwg.org/#limit',
      '2',
      'export const RULES: Rules = { limit: () => 2 };',
    ]);
    expect(told).toContainEqual([10, 'other', null, '3', 'export const other = 3;']);
  });

  test('every fault of the oracle is the whole file with one change, and is TypeScript', async () => {
    const sources = await readOracle();
    const mutants = Object.entries(sources).flatMap(([file, source]) => mutantsOf(file, source));
    expect(mutants.filter(({ file, source }) => source === sources[file])).toEqual([]);
    const texts = Object.fromEntries(mutants.map(({ source }, index) => [String(index), source]));
    const modules = await compiledAll(texts);
    expect(Object.keys(modules)).toHaveLength(mutants.length);
    const kinds = new Set(mutants.map(({ kind }) => kind));
    expect(KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});

const SAMPLE = `
/** https://fetch.spec.whatwg.org/#ok-status */
export const isOk = (status: number): boolean => status >= 200 && status <= 299;
export function sum(limit: number): number {
  let sum = 0;
  for (let one = 0; one < limit; one += 1) sum += one;
  return sum;
}`;

/** Looks at one boundary only, and at a sum. */
const JURY = `
import { isOk, sum } from './${FILE}';
export const hold = (evidence, beat) => {
  beat();
  if (isOk(200) !== true || isOk(199) !== false) return 'the lower boundary';
  return sum(evidence) === 6 ? null : 'the sum';
};`;

async function verdicts(
  jury: string,
  evidence = 4,
  patience = 1500,
): Promise<ReadonlyMap<string, string | null>> {
  const judged = await judgeAll(mutantsOf(FILE, SAMPLE), {
    modules: await compiledAll({ [FILE]: SAMPLE }),
    jury: await bundled({ contents: jury, resolveDir: ORACLE_FOLDER }),
    evidence,
    patience,
  });
  return new Map(
    [...judged].map(([{ original, mutated }, because]) => [`${original} → ${mutated}`, because]),
  );
}

test.describe('juries', () => {
  test('tell what is caught from what survives, and end what never ends', async () => {
    const found = await verdicts(JURY);
    expect(found.get('status >= 200 → status > 200')).toBe('the lower boundary');
    expect(found.get('status <= 299 → status < 299')).toBeNull();
    expect(found.get('sum += one → sum -= one')).toBe('the sum');
    expect(found.get('one += 1 → one -= 1')).toBe('never ends');
  });

  test('do not begin where the modules fail without a fault', async () => {
    await expect(verdicts(JURY, 5)).rejects.toThrow(
      'without a fault it is not as it should be either: the sum',
    );
  });

  test('take an error for a fault that was caught', async () => {
    const found = await verdicts(
      JURY.replace('beat();', "beat(); if (isOk(299) !== true) throw new Error('upper');"),
    );
    expect(found.get('status <= 299 → status < 299')).toBe('throws Error: upper');
  });

  test('are as patient when several of them are at work, which share the clock', async () => {
    const jurors = Math.min(availableParallelism(), mutantsOf(FILE, SAMPLE).length);
    // Once without a beat until the process has worked for 2 seconds a juror; the first is the sanity.
    const slow = `
      let started = 0;
      const worked = () => process.cpuUsage().user + process.cpuUsage().system;
      export const hold = (evidence, beat) => {
        beat();
        started += 1;
        if (started === 2) for (const from = worked(); worked() - from < ${2_000_000 * jurors}; );
        return null;
      };`;
    const found = await verdicts(slow, 4, 2800);
    expect([...found.values()].filter((because) => because !== null)).toEqual([]);
  });

  test('that are stopped leave what they have not judged', async () => {
    const stopped = await judgeAll(mutantsOf(FILE, SAMPLE), {
      modules: await compiledAll({ [FILE]: SAMPLE }),
      jury: await bundled({ contents: JURY, resolveDir: ORACLE_FOLDER }),
      evidence: 4,
      signal: AbortSignal.abort(),
    });
    expect([...stopped]).toEqual([]);
  });
});

test('what the engine was asked for and never judged is not judged; unasked, it survived', () => {
  const [one, other] = mutantsOf(FILE, SAMPLE) as [Mutant, Mutant];
  const table = new Map([
    [one, 'row'],
    [other, null],
  ]);
  const caught = { mutant: one, verdict: { by: 'table', because: 'row' } };
  const both = (engine: Parameters<typeof judgedBy>[2]) => judgedBy([one, other], table, engine);
  expect(both('not asked')).toEqual([caught, { mutant: other, verdict: { by: null } }]);
  // Stopped before its first verdict.
  expect(both(new Map())).toEqual([caught]);
  expect(both(new Map([[other, null]]))).toEqual([
    caught,
    { mutant: other, verdict: { by: null } },
  ]);
  expect(both(new Map([[other, 'case']]))).toEqual([
    caught,
    { mutant: other, verdict: { by: 'engine', because: 'case' } },
  ]);
  expect(judgedBy([one, other], new Map(), 'not asked')).toEqual([]);
});

test.describe('the list of equivalents', () => {
  const mutants = mutantsOf(FILE, 'export const a = (b) => b < 1;\nexport const c = (b) => b < 1;');
  const [inA, inC] = mutants.filter(({ kind }) => kind === 'comparison changed') as [
    Mutant,
    Mutant,
  ];
  const entry: Equivalent = {
    file: FILE,
    kind: 'comparison changed',
    original: 'b < 1',
    mutated: 'b <= 1',
    because: 'nobody asks',
  };
  const caught = (mutant: Mutant): Judged => ({ mutant, verdict: { by: 'table', because: 'row' } });
  const survived = (mutant: Mutant): Judged => ({ mutant, verdict: { by: null } });

  test('takes what survived out of the score', () => {
    const score = scoreOf(mutants, [survived(inA), survived(inC)], [{ ...entry, rule: 'a' }]);
    expect(score.survivors).toEqual([inC]);
    expect(score.equivalents).toEqual([{ mutant: inA, because: 'nobody asks' }]);
    expect([score.caught, score.counting]).toEqual([0, 1]);
    expect(isClean(score)).toBe(false);
    expect(isClean(scoreOf(mutants, [survived(inA), survived(inC)], [entry]))).toBe(true);
  });

  test('must not hold what is caught after all', () => {
    const score = scoreOf(mutants, [caught(inA), survived(inC)], [entry]);
    expect(score.caughtAfterAll).toEqual([{ entry, judged: caught(inA) }]);
    expect(isClean(score)).toBe(false);
  });

  test('must not hold what is no mutant', () => {
    for (const change of [{ file: 'other.ts' }, { original: 'b < 2' }, { context: 'elsewhere' }]) {
      const gone = { ...entry, ...change };
      const score = scoreOf(mutants, mutants.map(caught), [gone]);
      expect(score.stale).toEqual([gone]);
      expect(isClean(score)).toBe(false);
    }
  });

  test('counts by rule', () => {
    const score = scoreOf(mutants, [survived(inA), caught(inC)], [entry]);
    expect(score.rules).toEqual([
      {
        file: FILE,
        rule: 'a',
        anchor: null,
        mutants: 1,
        byTable: 0,
        byEngine: 0,
        equivalent: 1,
        survived: 0,
      },
      {
        file: FILE,
        rule: 'c',
        anchor: null,
        mutants: 1,
        byTable: 1,
        byEngine: 0,
        equivalent: 0,
        survived: 0,
      },
    ]);
  });

  test('as it stands holds mutants that there are, each with a reason', async () => {
    const sources = await readOracle();
    const all = Object.entries(sources).flatMap(([file, source]) => mutantsOf(file, source));
    expect(scoreOf(all, [], EQUIVALENTS).stale).toEqual([]);
    expect(EQUIVALENTS.filter(({ because }) => because.length < 10)).toEqual([]);
  });
});
