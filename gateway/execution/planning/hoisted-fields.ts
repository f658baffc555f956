import {
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLNamedType,
  type InlineFragmentNode,
  type SelectionNode,
} from 'graphql';
import type { Schemas } from './schemas.ts';

/**
 * A canonical operation that asks the fields of an interface of all its objects, where it is somewhere an interface
 * object, even if the client asks them of some of its types: the planner is lost in requirements below such fragments.
 * What is asked in vain is not answered, as the client's own selections decide what is.
 */
export function withHoistedFields({ api, interfaceObjects }: Schemas, canonical: string): string {
  if (interfaceObjects.size === 0) return canonical;
  const types = new TypeInfo(api);
  const hoisted = visit(
    parse(canonical, { noLocation: true }),
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave: (node) => {
          const type = types.getParentType();
          if (!type || !interfaceObjects.has(type.name)) return undefined;
          return { ...node, selections: node.selections.flatMap((one) => hoistedFrom(type, one)) };
        },
      },
    }),
  );
  return print(hoisted);
}

function hoistedFrom(type: GraphQLNamedType, node: SelectionNode): readonly SelectionNode[] {
  if (node.kind !== Kind.INLINE_FRAGMENT) return [node];
  const fields = 'getFields' in type ? type.getFields() : {};
  const isShared = (one: SelectionNode): boolean => one.kind === Kind.FIELD && one.name.value in fields;
  const { selections } = node.selectionSet;
  const own = selections.filter((one) => !isShared(one));
  const left: InlineFragmentNode = { ...node, selectionSet: { ...node.selectionSet, selections: own } };
  return [...selections.filter(isShared), ...(own.length > 0 ? [left] : [])];
}
