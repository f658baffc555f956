import { execute, Kind, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Subgraph } from '../in-process-subgraph.ts';
import { identityOf, type Arguments, type Thing, type WorldData } from './world-data.ts';
import type { WorldPlan } from './world-plan.ts';
import { subgraphSdl } from './world-sdl.ts';

type Resolve = (source: unknown, given: Arguments) => unknown;

/** The subgraphs of a world, over its data. */
export function worldSubgraphs(world: WorldPlan, data: WorldData): Readonly<Record<string, Subgraph>> {
  return Object.fromEntries(
    world.subgraphs.map((name) => {
      const typeDefs = subgraphSdl(world, name);
      return [name, { typeDefs, resolvers: resolversOf(name, parse(typeDefs), data) }];
    }),
  );
}

function resolversOf(subgraph: string, document: DocumentNode, data: WorldData): Subgraph['resolvers'] {
  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const definition of document.definitions) {
    const { kind } = definition;
    if (
      kind !== Kind.OBJECT_TYPE_DEFINITION &&
      kind !== Kind.INTERFACE_TYPE_DEFINITION &&
      kind !== Kind.UNION_TYPE_DEFINITION
    )
      continue;
    const name = definition.name.value;
    const isAbstract = kind !== Kind.OBJECT_TYPE_DEFINITION;
    const type: Record<string, unknown> = isAbstract ? { __resolveType: (thing: Thing) => thing.__typename } : {};
    if (kind !== Kind.UNION_TYPE_DEFINITION) {
      if (definition.directives?.some((directive) => directive.name.value === 'key') === true) {
        // Thrown at once, it would take the whole list of entities with it, and not its own place.
        type['__resolveReference'] = (reference: Arguments) =>
          Promise.resolve().then(() => thingOf(reference, subgraph, data));
      }
      for (const field of isAbstract ? [] : (definition.fields ?? [])) {
        type[field.name.value] = resolveIn(subgraph, data, { typeName: name, fieldName: field.name.value });
      }
    }
    resolvers[name] = type;
  }
  return resolvers as Subgraph['resolvers'];
}

/** The identity says the type, also where the subgraph knows only the interface. */
function thingOf(reference: Arguments, subgraph: string, data: WorldData): Thing | null {
  const seed = identityOf(reference);
  const thing: Thing = { __typename: seed.replace(/:.*/, ''), seed, given: reference };
  for (const key of ['id', 'code', 'region']) {
    if (key in reference && reference[key] !== data.field(thing, key, {}))
      throw new Error(`The keys of ${seed} differ.`);
  }
  return data.reference(thing, subgraph);
}

function resolveIn(
  subgraph: string,
  data: WorldData,
  { typeName, fieldName }: { readonly typeName: string; readonly fieldName: string },
): Resolve {
  return (source, given) => {
    const thing = (source as Thing | undefined) ?? { __typename: typeName, seed: typeName };
    const plan = data.plan(thing.__typename, fieldName);
    if (plan?.formerOwner === subgraph) throw new Error(`${fieldName} is overridden.`);
    const requires = plan?.requires != null && plan.owners.includes(subgraph);
    return requires ? data.requiring(thing, fieldName, given) : data.field(thing, fieldName, given);
  };
}

export interface MonolithAnswer {
  readonly data: unknown;
  readonly errorPaths: readonly (readonly (string | number)[])[];
}

/** The specification's own answer: the world's data behind the API schema, executed by graphql-js in one piece. */
export async function monolithAnswer(
  { schema, data }: { readonly schema: GraphQLSchema; readonly data: WorldData },
  {
    document,
    variables,
    operationName,
  }: { document: DocumentNode; variables: Arguments; operationName: string | undefined },
): Promise<MonolithAnswer> {
  const result = await execute({
    schema,
    document,
    variableValues: { ...variables },
    operationName: operationName ?? null,
    typeResolver: (thing: Thing) => thing.__typename,
    fieldResolver: (source: Thing | undefined, given: Arguments, _context, info) =>
      data.field(source ?? { __typename: info.parentType.name, seed: info.parentType.name }, info.fieldName, given),
  });
  const errorPaths = (result.errors ?? []).map(({ path }) => path ?? []);
  return { data: JSON.parse(JSON.stringify(result.data ?? null)), errorPaths };
}
