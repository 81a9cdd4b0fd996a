/**
 * What can be broken at one node of a syntax tree. A fault is a replacement of text, so that what is
 * told of it is what stands in the file.
 */
import type {
  ArrayExpression,
  BinaryExpression,
  CallExpression,
  IfStatement,
  Node,
  ObjectExpression,
  OptionalCallExpression,
  TemplateLiteral,
} from '@babel/types';
import { mutatedPatterns } from './patterns.ts';
import type { Kind } from './types.ts';

export interface Fault {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What to tell as the original, where that is not all that is replaced. */
  readonly told?: string;
}

export interface Place {
  readonly source: string;
  readonly parent: Node | null;
  /** Of the parent, under which the node stands. */
  readonly key: string;
}

/** The faults at this node alone, not at those within it. */
export function faultsAt(node: Node, place: Place): readonly Fault[] {
  const { source } = place;
  switch (node.type) {
    case 'IfStatement':
      return [...inverted(node.test, source), ...droppedIf(node)];
    case 'WhileStatement':
    case 'ConditionalExpression':
      return inverted(node.test, source);
    case 'ArrowFunctionExpression':
      return isBoolean(node.body) ? inverted(node.body, source) : [];
    case 'ReturnStatement':
      return node.argument && isBoolean(node.argument) ? inverted(node.argument, source) : [];
    case 'ExpressionStatement':
    case 'ForOfStatement':
      return [fault('statement dropped', node, ';')];
    case 'SwitchCase':
      return [fault('case dropped', node, '')];
    case 'LogicalExpression':
      return [node.left, node.right].map((kept) =>
        fault('operand dropped', node, `(${textOf(kept, source)})`),
      );
    case 'UnaryExpression':
      return node.operator === '!' ? inverted(node, source) : [];
    case 'BinaryExpression':
      return changedOperator(node, source);
    case 'AssignmentExpression':
      return node.operator === '+=' ? [operatorChanged(node, '+=', '-=', source)] : [];
    case 'CallExpression':
    case 'OptionalCallExpression':
      return changedCall(node, place);
    case 'ArrayExpression':
      return withoutOne(node, node.elements, source);
    case 'ObjectExpression':
      return withoutOne(node, node.properties, source);
    case 'NumericLiteral':
      return [node.value + 1, node.value - 1].map((value) =>
        fault('number changed', node, value < 0 ? `(${value})` : String(value)),
      );
    case 'StringLiteral':
      return changedString(node.value, node, place);
    case 'TemplateLiteral':
      return isPatternOf(node, place)
        ? changedPattern(node, source)
        : changedTemplate(node, source);
    case 'RegExpLiteral':
      return [
        ...mutatedPatterns(node.pattern).map((pattern) =>
          fault('pattern changed', node, `/${pattern}/${node.flags}`),
        ),
        ...(node.flags === '' ? [] : [fault('pattern changed', node, `/${node.pattern}/`)]),
      ];
    case 'BooleanLiteral':
      return [fault('result flipped', node, String(!node.value))];
    case 'NullLiteral':
      // Beside a comparison it is the comparison that is broken.
      return place.parent?.type === 'BinaryExpression'
        ? []
        : [fault('result flipped', node, "'null'")];
    default:
      return [];
  }
}

const textOf = (node: Node, source: string): string => source.slice(node.start ?? 0, node.end ?? 0);

const fault = (kind: Kind, node: Node, text: string): Fault => ({
  kind,
  start: node.start ?? 0,
  end: node.end ?? 0,
  text,
});

/** `===` and `!==` are left to the comparison, which would be changed to the same. */
function inverted(node: Node, source: string): readonly Fault[] {
  if (node.type === 'BinaryExpression' && EQUALITY.test(node.operator)) return [];
  return node.type === 'UnaryExpression' && node.operator === '!'
    ? [fault('condition inverted', node, `(${textOf(node.argument, source)})`)]
    : [fault('condition inverted', node, `!(${textOf(node, source)})`)];
}

const EQUALITY = /^[!=]==$/;

/** As far as its form tells. */
function isBoolean(node: Node): boolean {
  switch (node.type) {
    case 'BinaryExpression':
      return /^(?:[!=]==|[<>]=?|in)$/.test(node.operator);
    case 'LogicalExpression':
      return node.operator !== '??' && isBoolean(node.left) && isBoolean(node.right);
    case 'UnaryExpression':
      return node.operator === '!';
    case 'CallExpression':
    case 'OptionalCallExpression':
      return PREDICATE.test(calledName(node));
    default:
      return false;
  }
}

/** Functions whose names say that they answer yes or no. */
const PREDICATE =
  /^(?:(?:is|contains|includes|matches|can)[A-Z]\w*|includes|has|startsWith|endsWith|test|some|every)$/;

type Call = CallExpression | OptionalCallExpression;

const isMember = (node: Node) =>
  node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';

function calledName({ callee }: Call): string {
  const name = isMember(callee) ? callee.property : callee;
  return name.type === 'Identifier' ? name.name : '';
}

function droppedIf(node: IfStatement): readonly Fault[] {
  return node.alternate
    ? [fault('statement dropped', node.alternate, ';')]
    : [fault('statement dropped', node, ';')];
}

const COMPARISONS: Readonly<Record<string, readonly [Kind, string]>> = {
  '===': ['comparison changed', '!=='],
  '!==': ['comparison changed', '==='],
  '<': ['comparison changed', '<='],
  '<=': ['comparison changed', '<'],
  '>': ['comparison changed', '>='],
  '>=': ['comparison changed', '>'],
  '+': ['arithmetic changed', '-'],
  '-': ['arithmetic changed', '+'],
};

function changedOperator(node: BinaryExpression, source: string): readonly Fault[] {
  const change = COMPARISONS[node.operator];
  if (!change) return [];
  const [kind, operator] = change;
  return [{ ...operatorChanged(node, node.operator, operator, source), kind }];
}

/** The whole expression is told, not the operator alone, which would say nothing. */
function operatorChanged(
  node: { readonly left: Node; readonly right: Node } & Node,
  from: string,
  to: string,
  source: string,
): Fault {
  const [left, right] = [node.left.end ?? 0, node.right.start ?? 0];
  const between = source.slice(left, right).replace(from, to);
  const text = source.slice(node.start ?? 0, left) + between + source.slice(right, node.end ?? 0);
  return fault('arithmetic changed', node, text);
}

const EXCHANGED: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  push: 'unshift',
  find: 'findLast',
  findIndex: 'findLastIndex',
  findLastIndex: 'findIndex',
};

/** Methods that give a changed copy, and functions that give a normal form. */
const DROPPED_METHOD = /^(?:filter|toSorted|toLowerCase|toUpperCase|replace|join)$/;
const DROPPED_FUNCTION =
  /^(?:byte(?:Lower|Upper)case|excludeFragment|normalize\w+|strip\w+|sortAndCombine|combined|with[A-Z]\w+|convert\w+)$/;

function changedCall(node: Call, { source, parent }: Place): readonly Fault[] {
  const name = calledName(node);
  const { callee } = node;
  const [first] = node.arguments;
  const spread = node.arguments.flatMap((argument) =>
    argument.type === 'SpreadElement' ? [fault('spread dropped', argument, '')] : [],
  );
  const isNegated = parent?.type === 'UnaryExpression' && parent.operator === '!';
  const negated = PREDICATE.test(name) && !isNegated ? inverted(node, source) : [];
  if (!isMember(callee)) {
    const dropped = first && DROPPED_FUNCTION.test(name) && node.arguments.length === 1;
    return [
      ...spread,
      ...negated,
      ...(dropped ? [fault('call dropped', node, textOf(first, source))] : []),
    ];
  }
  const other = EXCHANGED[name];
  const isDropped = DROPPED_METHOD.test(name) || (name === 'map' && first?.type === 'Identifier');
  const called = textOf(node, source);
  const before = (callee.property.start ?? 0) - (node.start ?? 0);
  return [
    ...spread,
    ...negated,
    ...(other
      ? [
          fault(
            'method exchanged',
            node,
            called.slice(0, before) + other + called.slice(before + name.length),
          ),
        ]
      : []),
    ...(isDropped ? [fault('call dropped', node, textOf(callee.object, source))] : []),
  ];
}

/** A list, a set, a map's entries, or an object, without each of its members. */
function withoutOne(
  node: ArrayExpression | ObjectExpression,
  members: ArrayExpression['elements'] | ObjectExpression['properties'],
  source: string,
): readonly Fault[] {
  return members.flatMap((member, index) => {
    if (member === null) return [];
    const kind: Kind = member.type === 'SpreadElement' ? 'spread dropped' : 'member dropped';
    const told = textOf(member, source);
    const [before, after] = [members[index - 1], members[index + 1]];
    if (!before && !after) {
      return [{ ...fault(kind, node, node.type === 'ArrayExpression' ? '[]' : '{}'), told }];
    }
    // With one comma, and what is told of the next one; neither is told.
    const start = (after ? member.start : before?.end) ?? 0;
    const end = (after ? after.start : member.end) ?? 0;
    return [{ kind, start, end, text: '', told }];
  });
}

/** Several words in one string are a list, several signs are a set, `[…]+` is part of a pattern. */
function changedString(value: string, node: Node, place: Place): readonly Fault[] {
  if (isKeyOrPath(place)) return [];
  const by = (kind: Kind, text: string): Fault => fault(kind, node, JSON.stringify(text));
  const without = (parts: readonly string[], glue: string): readonly Fault[] =>
    parts.map((_, gone) =>
      by('member dropped', parts.filter((_part, at) => at !== gone).join(glue)),
    );
  if (/^\[.*\][*+]$/.test(value)) {
    return mutatedPatterns(value).map((pattern) => by('pattern changed', pattern));
  }
  const words = value.split(' ');
  return [
    by('string changed', value === '' ? 'mutant' : `${value}~`),
    ...(words.length > 2 && !words.includes('') ? without(words, ' ') : []),
    ...(/^[^\w\s]{6,}$/.test(value) ? without(value.split(''), '') : []),
  ];
}

const isKeyOrPath = ({ parent, key }: Place): boolean =>
  (parent?.type === 'ObjectProperty' && key === 'key') ||
  parent?.type === 'ImportDeclaration' ||
  parent?.type === 'ExportAllDeclaration' ||
  parent?.type === 'ExportNamedDeclaration';

/** The text of a pattern that is put together. */
const isPatternOf = (node: Node, { parent }: Place): boolean =>
  parent?.type === 'NewExpression' &&
  parent.callee.type === 'Identifier' &&
  parent.callee.name === 'RegExp' &&
  parent.arguments[0] === node;

const changedPattern = (node: TemplateLiteral, source: string): readonly Fault[] =>
  mutatedPatterns(textOf(node, source).slice(1, -1)).map((pattern) =>
    fault('pattern changed', node, `\`${pattern}\``),
  );

/** Without each of the texts between what is put in. */
const changedTemplate = ({ quasis, ...node }: TemplateLiteral, source: string): readonly Fault[] =>
  quasis.flatMap((quasi) => {
    if (textOf(quasi, source) === '') return [];
    const [start, end] = [node.start ?? 0, node.end ?? 0];
    const text = source.slice(start, quasi.start ?? 0) + source.slice(quasi.end ?? 0, end);
    return [{ kind: 'string changed', start, end, text }];
  });
