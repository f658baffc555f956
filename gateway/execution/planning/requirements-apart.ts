import {
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { isExternal } from './external-uses.ts';
import { argumentOf } from './join-requirements.ts';

/** A supergraph in which no subgraph has both the fields that require others and a way in by a root field. */
export interface RequirementsApart {
  readonly supergraphSdl: string;
  /** The real subgraph behind each one that was added. */
  readonly subgraphs: ReadonlyMap<string, string>;
}

/**
 * Each subgraph with fields that `@requires` others has them in a twin, which can only be entered by a key: the planner
 * can then not take such a field along where it is in that subgraph anyway, before it has what the field requires.
 */
export function requirementsApart(supergraphSdl: string): RequirementsApart {
  const document = parse(supergraphSdl, { noLocation: true });
  const subgraphs = new Map<string, string>();
  const moved = movedFields(document);
  const twins = twinsOf(moved);
  const roots = rootTypes(document);
  const withTwins = (directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] =>
    directives.flatMap((one) => [one, ...twinOf(one, twins)]);
  const fieldsOf = (node: Composite): FieldDefinitionNode[] =>
    (node.fields ?? []).map((field) => placedField({ moved, twins, node, kept: keptInTwins(node, moved) }, field));
  const ofType = <Node extends Composite>(node: Node): Node =>
    roots.has(node.name.value) ? node : { ...node, directives: withTwins(node.directives), fields: fieldsOf(node) };
  const joined = <Node extends { readonly directives?: readonly ConstDirectiveNode[] }>(node: Node): Node => ({
    ...node,
    directives: withTwins(node.directives),
  });
  const apart = visit(document, {
    ObjectTypeDefinition: { enter: ofType },
    InterfaceTypeDefinition: { enter: ofType },
    UnionTypeDefinition: { enter: joined },
    ScalarTypeDefinition: { enter: joined },
    InputObjectTypeDefinition: { enter: joined },
    InputValueDefinition: { enter: joined },
    EnumValueDefinition: { enter: joined },
    EnumTypeDefinition: {
      enter: (node) => (node.name.value === 'join__Graph' ? withTwinGraphs(node, twins, subgraphs) : joined(node)),
    },
  });
  return { supergraphSdl: print(apart), subgraphs };
}

interface Placing {
  readonly moved: ReadonlySet<string>;
  readonly twins: Twins;
  readonly node: Composite;
  /** By graph, the fields that its twin has of the type; the twin has all where there is none. */
  readonly kept: ReadonlyMap<string, ReadonlySet<string>>;
}

function placedField({ moved, twins, node, kept }: Placing, field: FieldDefinitionNode): FieldDefinitionNode {
  const name = field.name.value;
  const leaves = (graph: string): boolean => moved.has(`${graph} ${node.name.value}.${name}`);
  const isKept = (graph: string, one: ConstDirectiveNode): boolean =>
    leaves(graph) || (kept.get(graph)?.has(name) ?? true) || isExternal(one);
  const isJoined = (field.directives ?? []).some((one) => one.name.value === 'join__field');
  if (!isJoined && kept.size === 0) return field;
  const directives = placesOf(node, field).flatMap((one) => {
    const graph = argumentOf(one, 'graph') ?? '';
    return [...(leaves(graph) ? [] : [one]), ...(isKept(graph, one) ? twinOf(one, twins) : [])];
  });
  return { ...field, directives };
}

/** A type that fields leave has its keys in the twin, and no other field by which to go on from there. */
function keptInTwins(node: Composite, moved: ReadonlySet<string>): Placing['kept'] {
  const kept = new Map<string, Set<string>>();
  for (const one of node.directives ?? []) {
    const graph = argumentOf(one, 'graph') ?? '';
    if (![...moved].some((place) => place.startsWith(`${graph} ${node.name.value}.`))) continue;
    const names = kept.get(graph) ?? new Set();
    for (const name of (argumentOf(one, 'key') ?? '').match(/\w+/g) ?? []) names.add(name);
    kept.set(graph, names);
  }
  return kept;
}

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** The twins' graphs, by the graph of each subgraph that has fields with requirements. */
type Twins = ReadonlyMap<string, string>;

function twinsOf(moved: ReadonlySet<string>): Twins {
  const graphs = new Set([...moved].map((place) => place.slice(0, place.indexOf(' '))));
  return new Map([...graphs].map((graph) => [graph, `${graph}__APART`]));
}

function withTwinGraphs(
  node: EnumTypeDefinitionNode,
  twins: Twins,
  subgraphs: Map<string, string>,
): EnumTypeDefinitionNode {
  const values = (node.values ?? []).flatMap((value) => {
    const twin = twins.get(value.name.value);
    if (twin === undefined) return [value];
    const directives = (value.directives ?? []).map((one) => {
      const subgraph = argumentOf(one, 'name');
      if (subgraph === undefined) return one;
      subgraphs.set(`${subgraph}__apart`, subgraph);
      return withArgument(one, 'name', `${subgraph}__apart`);
    });
    return [value, { ...value, name: { kind: Kind.NAME, value: twin } as const, directives }];
  });
  return { ...node, values };
}

/** By graph and field name, the types of which a field that requires others leaves the graph, interfaces too. */
function movedFields(document: DocumentNode): ReadonlySet<string> {
  const moved = new Set<string>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of node.fields ?? []) {
      for (const join of field.directives ?? []) {
        if (argumentOf(join, 'requires') === undefined) continue;
        const graph = argumentOf(join, 'graph') ?? '';
        for (const type of [node.name, ...(node.interfaces ?? []).map(({ name }) => name)])
          moved.add(`${graph} ${type.value}.${field.name.value}`);
      }
    }
  }
  return moved;
}

/** A field's directives; a field that tells no subgraph is in all those of its type. */
function placesOf({ directives = [] }: Composite, field: FieldDefinitionNode): readonly ConstDirectiveNode[] {
  const own = field.directives ?? [];
  if (own.some(({ name }) => name.value === 'join__field')) return own;
  const graphs = new Set(
    directives.filter(({ name }) => name.value === 'join__type').map((one) => argumentOf(one, 'graph')),
  );
  return [...own, ...[...graphs].flatMap((graph) => (graph === undefined ? [] : [joinField(graph)]))];
}

const joinField = (graph: string): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'join__field' },
  arguments: [
    { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'graph' }, value: { kind: Kind.ENUM, value: graph } },
  ],
});

/** The same said of the twin of the graph that a directive names, where there is one. */
function twinOf(directive: ConstDirectiveNode, twins: Twins): readonly ConstDirectiveNode[] {
  const twin = twins.get(argumentOf(directive, 'graph') ?? '');
  return twin === undefined ? [] : [withArgument(directive, 'graph', twin)];
}

function withArgument(directive: ConstDirectiveNode, name: string, value: string): ConstDirectiveNode {
  const given = (directive.arguments ?? []).map((argument) => {
    const { value: old } = argument;
    if (argument.name.value !== name || (old.kind !== Kind.ENUM && old.kind !== Kind.STRING)) return argument;
    return { ...argument, value: { ...old, value } };
  });
  return { ...directive, arguments: given };
}

function rootTypes({ definitions }: DocumentNode): ReadonlySet<string> {
  const schema = definitions.find((node) => node.kind === Kind.SCHEMA_DEFINITION);
  return new Set(schema?.operationTypes.map(({ type }) => type.name.value) ?? []);
}
