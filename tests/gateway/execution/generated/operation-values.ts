import {
  astFromValue,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  print,
  type GraphQLArgument,
  type GraphQLInputType,
} from 'graphql';
import { hashOf, itemAt } from './random.ts';

/** Variables of one operation: declarations and what the client gives. */
export interface Variables {
  readonly declared: Map<string, string>;
  readonly given: Map<string, unknown>;
  /** What other clients give for those that only choose values, each a value or nothing. */
  readonly others: Map<string, readonly Other[]>;
}

type Other = { readonly value: unknown } | null;

/** Of how many other clients there are variables. */
const OTHERS = 2;

/** The variables of other clients who ask the same operation, under the same conditions. */
export function othersOf({ given, others }: Variables): readonly Readonly<Record<string, unknown>>[] {
  if (others.size === 0) return [];
  return Array.from({ length: OTHERS }, (_, at) => {
    const own = [...others].flatMap(([name, values]) => {
      const other = values[at];
      return other == null ? [] : [[name, other.value] as const];
    });
    return Object.fromEntries([...[...given].filter(([name]) => !others.has(name)), ...own]);
  });
}

/** The arguments of a field as text, `(size: 3, colour: $v1)` or nothing. */
export function writtenArguments(parameters: readonly GraphQLArgument[], choice: number, variables: Variables): string {
  const written = parameters.flatMap((parameter) => {
    const number = hashOf(`${choice} ${parameter.name}`);
    if (!isRequiredArgument(parameter) && number % 4 === 0) return [];
    return [`${parameter.name}: ${writtenValue(parameter, number >>> 3, variables)}`];
  });
  return written.length === 0 ? '' : `(${written.join(', ')})`;
}

function writtenValue({ type, defaultValue }: GraphQLArgument, number: number, variables: Variables): string {
  const value = valueOf(type, number, 0);
  if (number % 3 !== 0) return print(astFromValue(value, type) ?? { kind: 'NullValue' as never });
  const name = `v${variables.declared.size}`;
  const withDefault = !isNonNullType(type) && number % 5 === 0;
  const asDefault = withDefault
    ? ` = ${print(astFromValue(valueOf(type, number + 7, 0), type) ?? { kind: 'NullValue' as never })}`
    : '';
  variables.declared.set(name, `$${name}: ${String(type)}${asDefault}`);
  const mayBeLeftOut = !isNonNullType(type) || defaultValue !== undefined;
  if (!(mayBeLeftOut && !isNonNullType(type) && number % 7 === 0)) variables.given.set(name, value);
  variables.others.set(
    name,
    Array.from({ length: OTHERS }, (_, at) => otherValue(type, hashOf(`${number} ${at}`))),
  );
  return `$${name}`;
}

function otherValue(type: GraphQLInputType, number: number): Other {
  return !isNonNullType(type) && number % 5 === 0 ? null : { value: valueOf(type, number >>> 3, 0) };
}

/** A value of an input type, as a client writes it in JSON. */
function valueOf(type: GraphQLInputType, number: number, depth: number): unknown {
  if (isNonNullType(type)) return presentValue(type.ofType, number, depth);
  return number % 8 === 1 ? null : presentValue(type, number, depth);
}

function presentValue(type: GraphQLInputType, number: number, depth: number): unknown {
  if (isNonNullType(type)) return presentValue(type.ofType, number, depth);
  if (isListType(type)) {
    return Array.from({ length: number % 3 }, (_, at) => valueOf(type.ofType, hashOf(`${number}/${at}`), depth));
  }
  if (isEnumType(type)) return itemAt(type.getValues(), number).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || (hashOf(`${number}.${field.name}`) % 2 === 0 && depth < 2),
    );
    return Object.fromEntries(
      fields.map((field) => [field.name, valueOf(field.type, hashOf(`${number}.${field.name}v`), depth + 1)]),
    );
  }
  switch (type.name) {
    case 'Int':
      return (number % 200) - 100;
    case 'Float':
      return (number % 200) / 4;
    case 'Boolean':
      return number % 2 === 0;
    default:
      return itemAt(['x', '"q"\\', 'é', '', '12'], number);
  }
}
