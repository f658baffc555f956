import {
  buildSchema,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  print,
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { withOwnScalars } from '../../refusals/own-scalars.ts';
import { subgraphTypes, type SubgraphTypes } from './subgraph-types.ts';

/** What planning reads of a supergraph, indexed once. */
export interface Schemas {
  /** What clients see. */
  readonly api: GraphQLSchema;
  /** Everything, `@inaccessible` elements too: what keys and `@requires` are made of. */
  readonly supergraph: GraphQLSchema;
  /** Concrete types of the API schema that a composite type can be at run time. */
  readonly concreteTypes: (type: GraphQLCompositeType) => ReadonlySet<string>;
  /**
   * Every `__typename` that satisfies a type condition of the plan: concrete types of the supergraph, and the names of
   * interfaces, which a subgraph that has an interface object answers.
   */
  readonly satisfying: (typeCondition: string) => ReadonlySet<string>;
  /** Names of the supergraph's interfaces. */
  readonly interfaces: ReadonlySet<string>;
  /** Interfaces that a subgraph has as an interface object: it cannot tell which type its objects are. */
  readonly interfaceObjects: ReadonlySet<string>;
  /** Whether a field, or the field of the same name of a related type, has arguments. */
  readonly takesArguments: (typeName: string, fieldName: string) => boolean;
  /** What single subgraphs have of the supergraph's types. */
  readonly subgraphs: SubgraphTypes;
  /** How canonical aliases begin; no field of the supergraph does. */
  readonly aliasPrefix: string;
}

/** Opens both schemas. `apiSdl` is the supergraph's API schema, as the planner derives it. */
export function openSchemas(supergraphSdl: string, apiSdl: string): Schemas {
  const api = withOwnScalars(buildSchema(apiSdl, { assumeValid: true }));
  const supergraph = buildSchema(supergraphSdl, { assumeValid: true, assumeValidSDL: true });
  return {
    api,
    supergraph,
    concreteTypes: remembered((type: GraphQLCompositeType) => concreteTypes(api, type)),
    satisfying: remembered((name: string) => satisfying(supergraph, name)),
    interfaces: new Set(
      Object.values(supergraph.getTypeMap())
        .filter(isInterfaceType)
        .map(({ name }) => name),
    ),
    interfaceObjects: interfaceObjects(supergraph),
    takesArguments: takesArguments(supergraph),
    subgraphs: subgraphTypes(supergraph),
    aliasPrefix: freePrefix(supergraph, '_a'),
  };
}

/** The composite type that a field or a fragment is on; anything else is a bug, as operations are validated before. */
export function compositeType(schema: GraphQLSchema, name: string): GraphQLCompositeType {
  const type = schema.getType(name);
  if (!isCompositeType(type)) throw new Error(`"${name}" is not a composite type.`);
  return type;
}

function concreteTypes(schema: GraphQLSchema, type: GraphQLCompositeType): ReadonlySet<string> {
  return isAbstractType(type) ? new Set(schema.getPossibleTypes(type).map(({ name }) => name)) : new Set([type.name]);
}

function satisfying(schema: GraphQLSchema, name: string): ReadonlySet<string> {
  const type = schema.getType(name);
  const names = new Set([name]);
  if (!isAbstractType(type)) return names;
  for (const possible of schema.getPossibleTypes(type)) names.add(possible.name);
  if (isInterfaceType(type)) for (const { name: sub } of schema.getImplementations(type).interfaces) names.add(sub);
  return names;
}

function interfaceObjects(schema: GraphQLSchema): ReadonlySet<string> {
  const isObjectSomewhere = ({ astNode }: GraphQLInterfaceType): boolean =>
    astNode?.directives?.some(
      ({ name, arguments: given }) =>
        name.value === 'join__type' &&
        given?.some((argument) => argument.name.value === 'isInterfaceObject' && print(argument.value) === 'true'),
    ) ?? false;
  const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
  return new Set(interfaces.filter(isObjectSomewhere).map(({ name }) => name));
}

/**
 * Types are related when one implements the other. A field name is told to have arguments for all related types at
 * once, so that a field has one canonical key whichever type it is asked on.
 */
function takesArguments(schema: GraphQLSchema): Schemas['takesArguments'] {
  const family = relatedTypes(schema);
  const withArguments = new Set<string>();
  for (const type of typesWithFields(schema)) {
    for (const { name, args } of Object.values(type.getFields())) {
      if (args.length > 0) withArguments.add(`${family(type.name)}.${name}`);
    }
  }
  return (typeName, fieldName) => withArguments.has(`${family(typeName)}.${fieldName}`);
}

/** A name for a type's family, the same for all that are related through interfaces. */
export function relatedTypes(schema: GraphQLSchema): (typeName: string) => string {
  const parents = new Map<string, string>();
  const family = (name: string): string => {
    const parent = parents.get(name);
    return parent === undefined || parent === name ? name : family(parent);
  };
  for (const type of typesWithFields(schema)) {
    for (const { name } of type.getInterfaces()) parents.set(family(name), family(type.name));
  }
  return family;
}

/** How names begin that no field of the schema has: as given, or longer by its last letter. */
export function freePrefix(schema: GraphQLSchema, wanted: string): string {
  const names = typesWithFields(schema).flatMap((type) => Object.keys(type.getFields()));
  let prefix = wanted;
  while (names.some((name) => name.startsWith(prefix))) prefix += wanted.slice(-1);
  return prefix;
}

function typesWithFields(schema: GraphQLSchema): readonly (GraphQLObjectType | GraphQLInterfaceType)[] {
  return Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
}

function remembered<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}
