import {
  getNamedType,
  isCompositeType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLOutputType,
} from 'graphql';

/** The response names of one level of an operation, and what each stands for. */
export interface Level {
  readonly names: Map<string, Named>;
}

interface Named {
  readonly shape: string;
  readonly meanings: { readonly parent: GraphQLCompositeType; readonly meaning: string }[];
  readonly below: Level;
}

export interface AskedField {
  readonly parent: GraphQLCompositeType;
  /** Name and arguments. */
  readonly meaning: string;
  readonly type: GraphQLOutputType;
}

export const newLevel = (): Level => ({ names: new Map() });

/** Takes a response name for a field where the specification lets the two merge; gives the level below, else nothing. */
export function namedField(
  level: Level,
  responseName: string,
  { parent, meaning, type }: AskedField,
): Level | undefined {
  const known = level.names.get(responseName);
  if (known === undefined) {
    const named = { shape: shapeOf(type), meanings: [{ parent, meaning }], below: newLevel() };
    level.names.set(responseName, named);
    return named.below;
  }
  const merges = known.meanings.every((other) => other.meaning === meaning || isNeverBoth(other.parent, parent));
  if (known.shape !== shapeOf(type) || !merges) return undefined;
  known.meanings.push({ parent, meaning });
  return known.below;
}

const isNeverBoth = (one: GraphQLCompositeType, other: GraphQLCompositeType): boolean =>
  isObjectType(one) && isObjectType(other) && one !== other;

function shapeOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  return isCompositeType(named) ? String(type).replace(named.name, '{}') : String(type);
}
