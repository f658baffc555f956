import {
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  parseType,
  typeFromAST,
  type DocumentNode,
  type GraphQLDirective,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';

/** What single subgraphs have of a supergraph's types. */
export interface SubgraphTypes {
  /** The concrete types that an object of a type can be there; empty when the subgraph does not have the type. */
  readonly possible: (subgraph: string, typeName: string) => ReadonlySet<string>;
  /** A field's type as the subgraph declares it: as the supergraph does, where they are the same. */
  readonly declared: (subgraph: string, parent: GraphQLNamedType, fieldName: string) => GraphQLOutputType | undefined;
  /** Whether the subgraph resolves a field of a type wherever it meets one. */
  readonly resolves: (subgraph: string, typeName: string, fieldName: string) => boolean;
  /** The names of the fields that a field requires there of its own object. */
  readonly required: (subgraph: string, parent: GraphQLNamedType, fieldName: string) => readonly string[];
  /** Subgraphs with fields that require others. */
  readonly withRequirements: ReadonlySet<string>;
  /** Abstract types that can be other types in one subgraph than in another. */
  readonly uneven: ReadonlySet<string>;
}

/** Reads the join directives of a supergraph. */
export function subgraphTypes(supergraph: GraphQLSchema): SubgraphTypes {
  const joins = openJoins(supergraph);
  const possible: SubgraphTypes['possible'] = (subgraph, typeName) => {
    const type = supergraph.getType(typeName);
    if (type === undefined || !joins.hasType(subgraph, type)) return new Set();
    if (!isAbstractType(type)) return new Set([type.name]);
    const types = supergraph.getPossibleTypes(type);
    return new Set(types.filter((one) => joins.isMember(subgraph, type, one)).map(({ name }) => name));
  };
  const isUneven = (type: GraphQLNamedType): boolean => {
    const having = joins.subgraphs.filter((name) => joins.hasType(name, type) && !joins.isInterfaceObject(name, type));
    return new Set(having.map((name) => [...possible(name, type.name)].sort().join())).size > 1;
  };
  const abstract = Object.values(supergraph.getTypeMap()).filter((type) => isAbstractType(type));
  return {
    possible,
    declared: (subgraph, parent, fieldName) => {
      const field = 'getFields' in parent ? parent.getFields()[fieldName] : undefined;
      if (field === undefined || !('args' in field)) return undefined;
      const text = joins.fieldIn(subgraph, parent, fieldName)?.type;
      const type = text === undefined ? undefined : typeFromAST(supergraph, parseType(text));
      return (type as GraphQLOutputType | undefined) ?? field.type;
    },
    resolves: (subgraph, typeName, fieldName) => {
      const type = supergraph.getType(typeName);
      const join = type === undefined ? undefined : joins.fieldIn(subgraph, type, fieldName);
      return (
        join !== undefined && join.external !== true && join.usedOverridden !== true && join.requires === undefined
      );
    },
    required: (subgraph, parent, fieldName) => {
      const text = joins.fieldIn(subgraph, parent, fieldName)?.requires;
      return text === undefined ? [] : namesOf(parse(`{ ${text} }`, { noLocation: true }));
    },
    withRequirements: joins.withRequirements,
    uneven: new Set(abstract.filter(isUneven).map(({ name }) => name)),
  };
}

/** The arguments of `@join__field` that are read here. */
interface FieldJoin {
  readonly graph?: string;
  readonly type?: string;
  readonly external?: boolean;
  readonly usedOverridden?: boolean;
  readonly requires?: string;
}

interface Joins {
  readonly subgraphs: readonly string[];
  readonly withRequirements: ReadonlySet<string>;
  readonly hasType: (subgraph: string, type: GraphQLNamedType) => boolean;
  readonly isInterfaceObject: (subgraph: string, type: GraphQLNamedType) => boolean;
  readonly isMember: (subgraph: string, type: GraphQLNamedType, member: GraphQLNamedType) => boolean;
  /** How a subgraph has a field; `undefined` when it does not. */
  readonly fieldIn: (subgraph: string, type: GraphQLNamedType, fieldName: string) => FieldJoin | undefined;
}

function openJoins(supergraph: GraphQLSchema): Joins {
  const graphs = graphNames(supergraph);
  const read = (node: Annotated, directive: string): readonly Values[] =>
    valuesOf(node, supergraph.getDirective(`join__${directive}`));
  const ofGraph = (values: readonly Values[], subgraph: string): readonly Values[] =>
    values.filter(({ graph }) => graphs.get(String(graph)) === subgraph);
  const typeIn = (subgraph: string, type: GraphQLNamedType): Values | undefined =>
    ofGraph(read(type.astNode, 'type'), subgraph)[0];
  return {
    subgraphs: [...graphs.values()],
    withRequirements: new Set(
      Object.values(supergraph.getTypeMap())
        .flatMap((type) => (isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []))
        .flatMap(({ astNode }) => read(astNode, 'field'))
        .filter(({ requires }) => requires !== undefined)
        .map(({ graph }) => graphs.get(String(graph)) ?? ''),
    ),
    hasType: (subgraph, type) => typeIn(subgraph, type) !== undefined,
    isInterfaceObject: (subgraph, type) => typeIn(subgraph, type)?.['isInterfaceObject'] === true,
    isMember: (subgraph, type, member) =>
      isUnionType(type)
        ? ofGraph(read(type.astNode, 'unionMember'), subgraph).some((join) => join['member'] === member.name)
        : ofGraph(read(member.astNode, 'implements'), subgraph).some((join) => join['interface'] === type.name),
    fieldIn: (subgraph, type, fieldName) => {
      if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
      const field = type.getFields()[fieldName];
      if (field === undefined) return undefined;
      const joins = read(field.astNode, 'field');
      if (joins.length > 0) return ofGraph(joins, subgraph)[0];
      return typeIn(subgraph, type) === undefined ? undefined : {};
    },
  };
}

type Values = Readonly<Record<string, unknown>>;
type Annotated = Parameters<typeof getDirectiveValues>[1] | null | undefined;

/** The arguments of each use of a repeatable directive. */
function valuesOf(node: Annotated, directive: GraphQLDirective | null | undefined): readonly Values[] {
  if (!directive) return [];
  const used = node?.directives?.filter(({ name }) => name.value === directive.name) ?? [];
  return used.map((one) => getDirectiveValues(directive, { directives: [one] }) ?? {});
}

/** The fields at the top of a field set, fragments looked into. */
function namesOf({ definitions }: DocumentNode): readonly string[] {
  const names = (selections: readonly SelectionNode[]): readonly string[] =>
    selections.flatMap((one) => {
      if (one.kind === Kind.FIELD) return [one.name.value];
      return one.kind === Kind.INLINE_FRAGMENT ? names(one.selectionSet.selections) : [];
    });
  return definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? names(one.selectionSet.selections) : [],
  );
}

/** Names of subgraphs by the value of the `join__Graph` enumeration. */
function graphNames(supergraph: GraphQLSchema): ReadonlyMap<string, string> {
  const type = getNamedType(supergraph.getType('join__Graph'));
  const values = type !== undefined && 'getValues' in type ? type.getValues() : [];
  const directive = supergraph.getDirective('join__graph');
  return new Map(
    values.map(({ name, astNode }) => {
      const given = valuesOf(astNode, directive)[0]?.['name'];
      return [name, typeof given === 'string' ? given : name];
    }),
  );
}
