import { readFileSync } from 'node:fs';
import { Kind, parse, type DocumentNode, type TypeNode } from 'graphql';
import { runSubgraph, type RunningSubgraph } from '../execution/in-process-subgraph.ts';

/** The subgraphs of `schema/`, with made-up values; each resolver that is called is recorded as `Type.field`. */
export function recordedSubgraphs(names: readonly string[]): {
  readonly running: ReadonlyMap<string, RunningSubgraph>;
  readonly resolved: Set<string>;
} {
  const resolved = new Set<string>();
  const running = names.map((name): [string, RunningSubgraph] => {
    const typeDefs = readFileSync(`schema/${name}.graphql`, 'utf8');
    return [name, runSubgraph({ typeDefs, resolvers: resolversOf(parse(typeDefs), resolved) })];
  });
  return { running: new Map(running), resolved };
}

type Resolvers = Parameters<typeof runSubgraph>[0]['resolvers'];

function resolversOf(document: DocumentNode, resolved: Set<string>): Resolvers {
  const value = valueOf(document);
  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const node of document.definitions) {
    if (node.kind === Kind.UNION_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION)
      resolvers[node.name.value] = { __resolveType: ({ __typename }: { __typename: string }) => __typename };
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const type = node.name.value;
    const fields = (node.fields ?? []).map((field): [string, unknown] => [
      field.name.value,
      () => {
        resolved.add(`${type}.${field.name.value}`);
        return value(field.type);
      },
    ]);
    const isEntity = node.directives?.some(({ name }) => name.value === 'key') ?? false;
    const reference = isEntity ? { __resolveReference: (given: unknown) => given } : {};
    resolvers[type] = { ...Object.fromEntries(fields), ...reference };
  }
  return resolvers as Resolvers;
}

const LEAVES: Readonly<Record<string, unknown>> = { Int: 1, Float: 1.5, Boolean: true };

/** A value of each type: one element in a list, the first of an enumeration, an object of the first type of a union. */
function valueOf(document: DocumentNode): (type: TypeNode) => unknown {
  const enums = new Map<string, string>();
  const abstract = new Map<string, string>();
  for (const node of document.definitions) {
    if (node.kind === Kind.ENUM_TYPE_DEFINITION) enums.set(node.name.value, node.values?.[0]?.name.value ?? '');
    if (node.kind === Kind.UNION_TYPE_DEFINITION) abstract.set(node.name.value, node.types?.[0]?.name.value ?? '');
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name } of node.interfaces ?? []) abstract.set(name.value, node.name.value);
  }
  const isObject = (name: string) =>
    document.definitions.some((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === name);
  const value = (type: TypeNode): unknown => {
    if (type.kind === Kind.NON_NULL_TYPE) return value(type.type);
    if (type.kind === Kind.LIST_TYPE) return [value(type.type)];
    const name = type.name.value;
    if (isObject(name)) return { __typename: name };
    if (abstract.has(name)) return { __typename: abstract.get(name) };
    return enums.get(name) ?? LEAVES[name] ?? '2026-01-01';
  };
  return value;
}
