import { Kind, type ConstDirectiveNode, type FieldDefinitionNode, type TypeNode } from 'graphql';
import { ConfigurationError } from '../../../platform/env.ts';

/** How many elements the list that a field gives may have, as `@listSize` declares it. */
export interface ListSize {
  /** When no slicing argument tells. */
  readonly assumedSize: number | null;
  /** Arguments each of which bounds the list; the greatest counts. */
  readonly slicingArguments: readonly string[];
  /** The lists of the object given that are bounded so, when the field itself gives no list. */
  readonly sizedFields: ReadonlySet<string>;
  /** Whether exactly one slicing argument has to be given. */
  readonly requireOneSlicingArgument: boolean;
}

export interface DeclaringField {
  readonly type: string;
  readonly field: FieldDefinitionNode;
  /** Fields of the type that the field gives, by name; `undefined` when it has none. */
  readonly given: ReadonlyMap<string, FieldDefinitionNode> | undefined;
}

const ARGUMENTS = new Set(['assumedSize', 'slicingArguments', 'sizedFields', 'requireOneSlicingArgument']);

/** @throws ConfigurationError (French) of a declaration that says nothing that can be counted. */
export function readListSize(node: ConstDirectiveNode, declaring: DeclaringField): ListSize {
  const refuse = (why: string): never => {
    throw new ConfigurationError(
      `Le supergraphe emploie @${node.name.value} sur « ${declaring.type}.${declaring.field.name.value} » ${why} : son coût ne serait pas compté, il n’est pas chargé. Attendu, par exemple : @listSize(assumedSize: 20, slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false).`,
    );
  };
  for (const { name } of node.arguments ?? [])
    if (!ARGUMENTS.has(name.value)) refuse(`avec un argument inconnu (${name.value})`);
  const slicingArguments = names(node, 'slicingArguments') ?? refuse('avec des slicingArguments illisibles');
  const sizedFields = names(node, 'sizedFields') ?? refuse('avec des sizedFields illisibles');
  const assumedSize = size(node, 'assumedSize') ?? refuse('avec une assumedSize illisible');
  const requireOne = flag(node, 'requireOneSlicingArgument') ?? refuse('avec un requireOneSlicingArgument illisible');
  const { field, given } = declaring;
  for (const name of slicingArguments)
    if (!isIntArgument(field, name)) refuse(`avec « ${name} », qui n’est pas un de ses arguments entiers`);
  for (const name of sizedFields) {
    const sized = given?.get(name);
    if (sized === undefined || !isList(sized.type))
      refuse(`avec « ${name} », qui n’est pas une liste de ce qu’il donne`);
  }
  if (sizedFields.length === 0 && !isList(field.type)) refuse('alors qu’il ne donne pas de liste');
  return {
    assumedSize: assumedSize === 'none' ? null : assumedSize,
    slicingArguments,
    sizedFields: new Set(sizedFields),
    requireOneSlicingArgument: requireOne && slicingArguments.length > 0,
  };
}

const valueOf = (node: ConstDirectiveNode, argument: string) => {
  const value = node.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.NULL ? undefined : value;
};

/** `null` of what cannot be read. */
function names(node: ConstDirectiveNode, argument: string): readonly string[] | null {
  const value = valueOf(node, argument);
  if (value === undefined) return [];
  if (value.kind === Kind.STRING) return [value.value];
  if (value.kind !== Kind.LIST) return null;
  const texts = value.values.map((item) => (item.kind === Kind.STRING ? item.value : null));
  return texts.every((text) => text !== null) ? texts : null;
}

function size(node: ConstDirectiveNode, argument: string): number | 'none' | null {
  const value = valueOf(node, argument);
  if (value === undefined) return 'none';
  return value.kind === Kind.INT && Number(value.value) >= 0 ? Number(value.value) : null;
}

function flag(node: ConstDirectiveNode, argument: string): boolean | null {
  const value = valueOf(node, argument);
  if (value === undefined) return true;
  return value.kind === Kind.BOOLEAN ? value.value : null;
}

function isIntArgument(field: FieldDefinitionNode, name: string): boolean {
  const argument = field.arguments?.find((each) => each.name.value === name);
  const type = argument?.type.kind === Kind.NON_NULL_TYPE ? argument.type.type : argument?.type;
  return type?.kind === Kind.NAMED_TYPE && type.name.value === 'Int';
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
}
