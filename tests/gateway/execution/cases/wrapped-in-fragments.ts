import {
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DefinitionNode,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';

/** Puts each selection in a fragment of its own, inline or by name in turn, on the type it is asked of. */
export function wrappedInFragments(schema: GraphQLSchema, query: string): string {
  const info = new TypeInfo(schema);
  const fragments: DefinitionNode[] = [];
  let count = 0;
  const wrap = (selection: SelectionNode, type: string): SelectionNode => {
    count += 1;
    const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } as const;
    const selectionSet = { kind: Kind.SELECTION_SET, selections: [selection] } as const;
    if (count % 2 === 0) return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet };
    const name = { kind: Kind.NAME, value: `Wrapped${count}` } as const;
    fragments.push({ kind: Kind.FRAGMENT_DEFINITION, name, typeCondition, selectionSet });
    return { kind: Kind.FRAGMENT_SPREAD, name };
  };
  const document = visit(
    parse(query),
    visitWithTypeInfo(info, {
      SelectionSet: {
        leave: (node) => {
          const type = info.getParentType();
          if (!type) throw new Error('A valid operation has a type at each selection.');
          return { ...node, selections: node.selections.map((selection) => wrap(selection, type.name)) };
        },
      },
    }),
  );
  return print({ ...document, definitions: [...document.definitions, ...fragments] });
}
