import { parse, print, visit, type ConstDirectiveNode } from 'graphql';

/**
 * The supergraph with each type's resolvable keys before those that are `resolvable: false`. The planner comes back to a
 * subgraph (after a `@requires`) by the first key it finds there, and would take one by which nothing can be asked.
 */
export function resolvableKeysFirst(supergraphSdl: string): string {
  if (!supergraphSdl.includes('resolvable: false')) return supergraphSdl;
  const ordered = <Node extends { readonly directives?: readonly ConstDirectiveNode[] }>(node: Node): Node => {
    const given = node.directives ?? [];
    return { ...node, directives: [...given.filter((one) => !isLast(one)), ...given.filter(isLast)] };
  };
  const document = visit(parse(supergraphSdl, { noLocation: true }), {
    ObjectTypeDefinition: ordered,
    InterfaceTypeDefinition: ordered,
  });
  return print(document);
}

function isLast({ name, arguments: given }: ConstDirectiveNode): boolean {
  return (
    name.value === 'join__type' &&
    (given ?? []).some((argument) => argument.name.value === 'resolvable' && print(argument.value) === 'false')
  );
}
