import {
  isTypeDefinitionNode,
  Kind,
  visit,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { ConfigurationError } from '../../../platform/env.ts';
import { linksOf } from '../../authorisation/security-features.ts';
import { readListSize, type ListSize } from './list-size.ts';

/** What a supergraph declares of the cost of its elements. */
export interface Costs {
  /** Of `Type`, `Type.field` or `Type.field(argument:)`, and of fields of input objects. */
  readonly weightOf: (coordinate: string) => number | undefined;
  /** Of `Type.field`. */
  readonly listSizeOf: (coordinate: string) => ListSize | undefined;
}

/** The version of the specification that the hub counts by. */
const KNOWN_VERSION = 'v0.1';

/** Directives of costs by the names that one supergraph gives them; `null` of one that it does not link. */
interface CostDirectives {
  readonly cost: string | null;
  readonly listSize: string | null;
}

/**
 * Reads `@cost` and `@listSize` of a raw supergraph: libraries ignore them.
 *
 * @throws ConfigurationError (French) of anything that would not be counted: the supergraph is not to be served.
 */
export function readCosts(supergraph: DocumentNode): Costs {
  const directives = costDirectives(supergraph);
  checkPlaces(supergraph, directives);
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const objects = supergraph.definitions.filter(hasOutputFields);
  const fieldsOf = new Map(
    objects.map(({ name, fields = [] }) => [name.value, new Map(fields.map((field) => [field.name.value, field]))]),
  );
  const weigh = (coordinate: string, node: Bearer): void => {
    const directive = node.directives?.find(({ name }) => name.value === directives.cost);
    if (directive !== undefined) weights.set(coordinate, readWeight(directive, coordinate));
  };
  const readField = (type: string, field: FieldDefinitionNode): void => {
    const coordinate = `${type}.${field.name.value}`;
    weigh(coordinate, field);
    for (const argument of field.arguments ?? []) weigh(`${coordinate}(${argument.name.value}:)`, argument);
    const directive = field.directives?.find(({ name }) => name.value === directives.listSize);
    const given = fieldsOf.get(namedType(field.type));
    if (directive !== undefined) listSizes.set(coordinate, readListSize(directive, { type, field, given }));
  };
  for (const node of supergraph.definitions) {
    if (!isTypeDefinitionNode(node)) continue;
    weigh(node.name.value, node);
    if (hasOutputFields(node)) for (const field of node.fields ?? []) readField(node.name.value, field);
    if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      for (const field of node.fields ?? []) weigh(`${node.name.value}.${field.name.value}`, field);
  }
  return { weightOf: (coordinate) => weights.get(coordinate), listSizeOf: (coordinate) => listSizes.get(coordinate) };
}

interface Bearer {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

function hasOutputFields(node: DefinitionNode): node is ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function readWeight(directive: ConstDirectiveNode, coordinate: string): number {
  const value = directive.arguments?.find(({ name }) => name.value === 'weight')?.value;
  if (value?.kind === Kind.INT && Number(value.value) >= 0) return Number(value.value);
  throw new ConfigurationError(
    `Le supergraphe emploie @${directive.name.value} sur « ${coordinate} » avec un poids illisible ou négatif : son coût ne serait pas compté, il n’est pas chargé. Attendu : @cost(weight: 5).`,
  );
}

function costDirectives(supergraph: DocumentNode): CostDirectives {
  const links = linksOf(supergraph).filter(({ feature }) => feature === 'cost');
  const [link, second] = links;
  if (link === undefined) return { cost: null, listSize: null };
  if (second !== undefined)
    throw new ConfigurationError('Le supergraphe lie « cost » deux fois (@link) : il n’est pas chargé.');
  if (link.version !== KNOWN_VERSION)
    throw new ConfigurationError(
      `Le supergraphe emploie « ${link.url} », dans une version que le hub ne sait pas compter : il n’est pas chargé. Attendu : « https://specs.apollo.dev/cost/${KNOWN_VERSION} ».`,
    );
  return {
    cost: link.imported.get('@cost')?.slice(1) ?? link.name,
    listSize: link.imported.get('@listSize')?.slice(1) ?? `${link.name}__listSize`,
  };
}

const OWN_NAMES = ['cost', 'listSize'] as const;

/** @throws ConfigurationError of a directive of costs that nothing links: it would not be counted. */
function checkPlaces(supergraph: DocumentNode, directives: CostDirectives): void {
  visit(supergraph, {
    Directive: ({ name }) => {
      const own = OWN_NAMES.find((each) => each === name.value);
      if (own !== undefined && directives[own] === null)
        throw new ConfigurationError(
          `Le supergraphe emploie @${own} sans le lier (@link) : son coût ne serait pas compté, il n’est pas chargé.`,
        );
    },
  });
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
