/** Which rule a place in a source belongs to. */
import type { Comment, File, Node, Statement } from '@babel/types';

export interface Rule {
  readonly name: string;
  readonly anchor: string | null;
  readonly start: number;
  readonly end: number;
}

/** The rules of a file, inner ones first; what belongs to none is the module's own. */
export function rulesOf({ program }: File): readonly Rule[] {
  const documented = new Map(
    program.body.flatMap((statement) =>
      membersOf(statement).map((member) => [member.name, member.anchor] as const),
    ),
  );
  return program.body.flatMap((statement) => {
    const declaration = declarationOf(statement);
    const anchor = anchorIn(statement.leadingComments);
    if (declaration?.type === 'FunctionDeclaration') {
      return ruleOf(declaration.id?.name, anchor, statement);
    }
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ id, init }) => [
      ...(init?.type === 'ObjectExpression' ? functionsOf(init.properties, documented) : []),
      ...ruleOf(id.type === 'Identifier' ? id.name : undefined, anchor, statement),
    ]);
  });
}

const ruleOf = (name: string | undefined, anchor: string | null, node: Node): readonly Rule[] =>
  name === undefined ? [] : [{ name, anchor, start: node.start ?? 0, end: node.end ?? 0 }];

const declarationOf = (statement: Statement): Statement | null | undefined =>
  statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;

/** In an object full of rules each function is one; its anchor stands with the type of the object. */
const functionsOf = (
  properties: readonly Node[],
  documented: ReadonlyMap<string, string | null>,
): readonly Rule[] =>
  properties.flatMap((property) =>
    property.type === 'ObjectProperty' &&
    property.key.type === 'Identifier' &&
    property.value.type === 'ArrowFunctionExpression'
      ? ruleOf(property.key.name, documented.get(property.key.name) ?? null, property)
      : [],
  );

function membersOf(statement: Statement): readonly Rule[] {
  const declaration = declarationOf(statement);
  if (declaration?.type !== 'TSInterfaceDeclaration') return [];
  return declaration.body.body.flatMap((member) =>
    member.type === 'TSPropertySignature' && member.key.type === 'Identifier'
      ? ruleOf(member.key.name, anchorIn(member.leadingComments), member)
      : [],
  );
}

const anchorIn = (comments: readonly Comment[] | null | undefined): string | null =>
  /https:\/\/[^\s#]+#[\w:-]+/.exec(
    (comments ?? [])
      .slice(-1)
      .map(({ value }) => value)
      .join('\n'),
  )?.[0] ?? null;
