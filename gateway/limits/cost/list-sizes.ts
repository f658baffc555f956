import {
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type ValueNode,
} from 'graphql';
import type { CostProgram, Term, Variables } from './cost-program.ts';
import { wholeNumber } from './input-cost.ts';
import type { ListSize } from './list-size.ts';
import type { Counting } from './operation-cost.ts';

interface SizedField {
  readonly node: FieldNode;
  readonly type: GraphQLCompositeType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** How many elements lists have. */
export interface ListSizes {
  /** What the field declares, on its type or else on an interface of it. */
  readonly declared: (type: GraphQLCompositeType, field: GraphQLField<unknown, unknown>) => ListSize | undefined;
  /** The list that a field gives. */
  readonly ofList: (of: SizedField) => Term;
  /** The lists that a field declares to bound in the object it gives. */
  readonly ofSized: (of: SizedField) => Term;
}

export function listSizes(program: CostProgram, { costs, listSize: usual }: Counting): ListSizes {
  const declared = (type: GraphQLCompositeType, { name }: GraphQLField<unknown, unknown>): ListSize | undefined => {
    const interfaces = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : [];
    for (const each of [type, ...interfaces]) {
      const found = costs.listSizeOf(`${each.name}.${name}`);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const ofSized = ({ node, type, field }: SizedField): Term => {
    const size = declared(type, field);
    return size === undefined ? { known: usual } : sizeOf(program, { size, node, field }, usual);
  };
  return {
    declared,
    ofSized,
    ofList: (of) => (declared(of.type, of.field)?.sizedFields.size ? { known: usual } : ofSized(of)),
  };
}

/** A slicing argument: what is written for it, and what it is worth when nothing is. */
interface Slicing {
  readonly value: ValueNode | undefined;
  readonly byDefault: number | null;
}

function sizeOf(
  program: CostProgram,
  { size, node, field }: { size: ListSize; node: FieldNode; field: GraphQLField<unknown, unknown> },
  usual: number,
): Term {
  const slicing = size.slicingArguments.map((name): Slicing => {
    const byDefault: unknown = field.args.find((each) => each.name === name)?.defaultValue;
    return {
      value: node.arguments?.find((argument) => argument.name.value === name)?.value,
      byDefault: typeof byDefault === 'number' ? byDefault : null,
    };
  });
  const otherwise = size.assumedSize ?? usual;
  const read = (variables: Variables): number => {
    const given = slicing.map((each) => sliceOf(each, variables)).filter((slice) => slice !== null);
    if (size.requireOneSlicingArgument && given.length !== 1) return Number.NaN;
    return given.length === 0 ? otherwise : Math.max(0, ...given);
  };
  const depends = slicing.some(({ value }) => value?.kind === Kind.VARIABLE);
  return depends ? program.variable(read) : { known: read({}) };
}

/** A variable that is not given leaves the argument's default; `null` given, as any other value, tells no size. */
function sliceOf({ value, byDefault }: Slicing, variables: Variables): number | null {
  if (value === undefined) return byDefault;
  if (value.kind === Kind.VARIABLE && variables[value.name.value] === undefined) return byDefault;
  return wholeNumber(value, variables);
}
