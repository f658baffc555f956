import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { askedWhen } from './asked-when.ts';
import { CostProgram, FREE, type Term, type Variables } from './cost-program.ts';
import { inputCost } from './input-cost.ts';
import { listSizes, type ListSizes } from './list-sizes.ts';
import type { Costs } from './read-costs.ts';

export interface CountedOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  /** The API schema, by which the document is valid. */
  readonly schema: GraphQLSchema;
}

export interface Counting {
  readonly costs: Costs;
  /** Elements of a list of which nothing says how many it has. */
  readonly listSize: number;
}

/** The cost of an operation for the variables of one request; `NaN` when a slicing argument that is required is not given. */
export type OperationCost = (variables: Variables) => number;

const MUTATION_COST = 10;

/**
 * The cost that the specification of `@cost` and `@listSize` gives to an operation, worked out once up to what variables
 * decide. Objects weigh 1, leaves nothing, lists multiply; on an abstract type the dearest of its possible types counts.
 * Introspection is free: other limits bound it.
 */
export function operationCost(operation: CountedOperation, counting: Counting): OperationCost {
  const program = new CostProgram();
  const root = operation.schema.getRootType(operation.definition.operation);
  if (!root) return () => 0;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of operation.document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const { schema } = operation;
  const counter = new Counter({ ...counting, schema, fragments, program, sizes: listSizes(program, counting) });
  const base: Term = { known: operation.definition.operation === OperationTypeNode.MUTATION ? MUTATION_COST : 0 };
  return program.compiled(program.sum([base, counter.selectionSet(operation.definition.selectionSet, root, null)]));
}

interface CounterParts extends Counting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly program: CostProgram;
  readonly sizes: ListSizes;
}

/** How many elements the field above gives the lists of its object; one for each of its nodes on each type. */
interface Sized {
  readonly fields: ReadonlySet<string>;
  readonly size: Term;
}

/** What a selection set's cost depends on, beside itself. */
type KnownBySized = Map<Sized | null, Term>;

class Counter {
  private readonly parts: CounterParts;
  private readonly known = new Map<SelectionSetNode, Map<string, KnownBySized>>();
  private readonly sizedBelow = new Map<FieldNode, Map<string, Sized | null>>();

  constructor(parts: CounterParts) {
    this.parts = parts;
  }

  /** On one object, which may be of any of its type's possible types. Each is worked out once, however often it is asked. */
  selectionSet(node: SelectionSetNode, type: GraphQLCompositeType, sized: Sized | null): Term {
    const byType = getOr(this.known, node, () => new Map<string, KnownBySized>());
    const bySized = getOr(byType, type.name, (): KnownBySized => new Map());
    return getOr(bySized, sized, () => {
      const possible = this.possibleTypes(type);
      if (possible.length > 0 && !isObjectType(type))
        return this.parts.program.greatest(possible.map((each) => this.selectionSet(node, each, sized)));
      return this.parts.program.sum(node.selections.map((each) => this.selection(each, type, sized)));
    });
  }

  private possibleTypes(type: GraphQLCompositeType) {
    return isAbstractType(type) ? this.parts.schema.getPossibleTypes(type) : [type];
  }

  private selection(node: SelectionNode, type: GraphQLCompositeType, sized: Sized | null): Term {
    const isAsked = askedWhen(node.directives);
    if (isAsked === 'never') return FREE;
    const cost = this.always(node, type, sized);
    return isAsked === 'always' ? cost : this.parts.program.when(isAsked, cost);
  }

  private always(node: SelectionNode, type: GraphQLCompositeType, sized: Sized | null): Term {
    if (node.kind === Kind.FIELD) return this.field(node, type, sized);
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.parts.fragments.get(node.name.value) : node;
    if (fragment === undefined) return FREE;
    const condition = fragment.typeCondition?.name.value;
    return condition === undefined || this.applies(condition, type)
      ? this.selectionSet(fragment.selectionSet, type, sized)
      : FREE;
  }

  private applies(condition: string, type: GraphQLCompositeType): boolean {
    if (condition === type.name || !isObjectType(type)) return true;
    const wider = this.parts.schema.getType(condition);
    return isAbstractType(wider) && this.parts.schema.isSubType(wider, type);
  }

  private field(node: FieldNode, type: GraphQLCompositeType, sized: Sized | null): Term {
    const field = 'getFields' in type ? type.getFields()[node.name.value] : undefined;
    if (field === undefined) return FREE;
    const { program, sizes } = this.parts;
    const ofInputs = (node.arguments ?? []).flatMap(({ name, value }) => {
      const argument = field.args.find((each) => each.name === name.value);
      const coordinate = `${type.name}.${field.name}(${name.value}:)`;
      return argument === undefined ? [] : [inputCost(this.parts, { coordinate, type: argument.type }, value)];
    });
    const one = this.oneObject(node, type, field);
    const isList = isListType(getNullableType(field.type));
    const fromAbove = sized?.fields.has(field.name) === true ? sized.size : null;
    const all = isList ? program.times(fromAbove ?? sizes.ofList({ node, type, field }), one) : one;
    return program.sum([...ofInputs, all]);
  }

  /** Of what a field gives, or of each element of its list. */
  private oneObject(node: FieldNode, type: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): Term {
    const { costs, program } = this.parts;
    const given = getNamedType(field.type);
    const ofField = costs.weightOf(`${type.name}.${field.name}`);
    const { selectionSet } = node;
    if (!isCompositeType(given) || selectionSet === undefined)
      return { known: ofField ?? costs.weightOf(given.name) ?? 0 };
    const below = this.below(node, type, field);
    const possible = this.possibleTypes(given);
    const each = (possible.length > 0 ? possible : [given]).map((one) =>
      program.sum([{ known: ofField ?? costs.weightOf(one.name) ?? 1 }, this.selectionSet(selectionSet, one, below)]),
    );
    return program.greatest(each);
  }

  private below(node: FieldNode, type: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): Sized | null {
    const byType = getOr(this.sizedBelow, node, () => new Map<string, Sized | null>());
    return getOr(byType, type.name, () => {
      const fields = this.parts.sizes.declared(type, field)?.sizedFields;
      if (fields === undefined || fields.size === 0) return null;
      return { fields, size: this.parts.sizes.ofSized({ node, type, field }) };
    });
  }
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
