/** All mutants of a source: one fault each. */
import { parse } from '@babel/parser';
import { VISITOR_KEYS, type Node } from '@babel/types';
import { faultsAt, type Fault, type Place } from './operators.ts';
import { rulesOf, type Rule } from './rules.ts';
import type { Mutant } from './types.ts';

/** In the order of the text, each once. Throws a `SyntaxError` on what is no TypeScript. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const tree = parse(source, { sourceType: 'module', plugins: ['typescript'] });
  const rules = rulesOf(tree);
  const faults = new Map<string, Fault>();
  for (const fault of faultsIn(tree.program, { source, parent: null, key: '' })) {
    const key = `${fault.start} ${fault.end} ${fault.text}`;
    if (!faults.has(key)) faults.set(key, fault);
  }
  return [...faults.values()].map((fault) => mutantOf(file, source, rules, fault));
}

function* faultsIn(node: Node, place: Place): Generator<Fault> {
  if (isOutside(node)) return;
  yield* faultsAt(node, place);
  for (const key of VISITOR_KEYS[node.type] ?? []) {
    const below = (node as unknown as Record<string, Node | readonly (Node | null)[] | null>)[key];
    for (const child of [below].flat()) {
      if (child) yield* faultsIn(child, { source: place.source, parent: node, key });
    }
  }
}

/** Types, the texts of errors, and what is imported: a fault in these is none of the rules. */
const isOutside = ({ type }: Node): boolean =>
  (type.startsWith('TS') && !/^TS(?:As|Satisfies|NonNull)Expression$/.test(type)) ||
  type === 'ImportDeclaration' ||
  type === 'ExportAllDeclaration' ||
  type === 'ThrowStatement';

const MODULE: Rule = { name: '(module)', anchor: null, start: 0, end: Infinity };

function mutantOf(
  file: string,
  source: string,
  rules: readonly Rule[],
  { kind, start, end, text, told }: Fault,
): Mutant {
  const rule = rules.find((one) => one.start <= start && end <= one.end) ?? MODULE;
  const before = source.slice(0, start).split('\n');
  return {
    file,
    line: before.length,
    kind,
    rule: rule.name,
    anchor: rule.anchor,
    original: folded(told ?? source.slice(start, end)),
    mutated: told === undefined ? folded(text) : '',
    context: (source.split('\n')[before.length - 1] ?? '').trim(),
    source: source.slice(0, start) + text + source.slice(end),
  };
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();
