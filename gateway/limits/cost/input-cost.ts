import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type GraphQLInputType,
  type ValueNode,
} from 'graphql';
import { type CostProgram, type Term, type Variables } from './cost-program.ts';
import type { Costs } from './read-costs.ts';

export interface InputCounting {
  readonly program: CostProgram;
  readonly costs: Costs;
}

/** An argument or a field of an input object. */
export interface Input {
  readonly coordinate: string;
  readonly type: GraphQLInputType;
}

/** What a value given to an input costs: its weight, and that of the input objects it holds. */
export function inputCost(counting: InputCounting, input: Input, value: ValueNode): Term {
  const { program, costs } = counting;
  if (value.kind === Kind.NULL) return { known: 0 };
  if (value.kind === Kind.VARIABLE) {
    const name = value.name.value;
    const count = valueCounter(costs, input);
    return count === null ? { known: 0 } : program.variable((variables) => count(variables[name]));
  }
  const type = getNullableType(input.type);
  if (value.kind === Kind.LIST) {
    const item = isListType(type) ? type.ofType : type;
    return program.sum(value.values.map((each) => inputCost(counting, { ...input, type: item }, each)));
  }
  const weight: Term = { known: weightOf(costs, input) };
  if (value.kind !== Kind.OBJECT) return weight;
  const named = getNamedType(type);
  const fields = isInputObjectType(named) ? named.getFields() : {};
  const inner = value.fields.flatMap(({ name, value: given }) => {
    const field = fields[name.value];
    const coordinate = `${named.name}.${name.value}`;
    return field === undefined ? [] : [inputCost(counting, { coordinate, type: field.type }, given)];
  });
  return program.sum([weight, ...inner]);
}

/** Its own weight, or its type's: an input object weighs 1 unless it says otherwise, anything else nothing. */
function weightOf({ weightOf: declared }: Costs, { coordinate, type }: Input): number {
  const named = getNamedType(type);
  return declared(coordinate) ?? declared(named.name) ?? (isInputObjectType(named) ? 1 : 0);
}

/** Counts a variable's value, in the same way; `null` when no value of it costs anything. */
function valueCounter(costs: Costs, input: Input): ((value: unknown) => number) | null {
  const named = getNamedType(input.type);
  const weight = weightOf(costs, input);
  if (!isInputObjectType(named)) return weight === 0 ? null : (value) => weight * leaves(value);
  const fields = named.getFields();
  const counters = new Map<string, ((value: unknown) => number) | null>();
  const counterOf = (name: string) => {
    let counter = counters.get(name);
    if (counter !== undefined) return counter;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    counter =
      field === undefined ? null : valueCounter(costs, { coordinate: `${named.name}.${name}`, type: field.type });
    // Only names of the schema: those that a client makes up are not kept.
    if (field !== undefined) counters.set(name, counter);
    return counter;
  };
  const count = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce<number>((total, item) => total + count(item), 0);
    if (typeof value !== 'object' || value === null) return 0;
    let total = weight;
    for (const [name, given] of Object.entries(value)) total += counterOf(name)?.(given) ?? 0;
    return total;
  };
  return count;
}

function leaves(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((total, item) => total + leaves(item), 0);
  return value === null || value === undefined ? 0 : 1;
}

/** A whole number that a value gives, `null` when it gives none. */
export function wholeNumber(value: ValueNode, variables: Variables): number | null {
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind !== Kind.VARIABLE) return null;
  const given = variables[value.name.value];
  return typeof given === 'number' ? given : null;
}
