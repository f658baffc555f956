/** A federated world, as drawn: what each subgraph defines, and what the data is. */
export interface WorldPlan {
  readonly seed: number;
  readonly subgraphs: readonly string[];
  /** Object types, `Query` and `Mutation` too. */
  readonly objects: ReadonlyMap<string, ObjectPlan>;
  readonly abstracts: ReadonlyMap<string, AbstractPlan>;
  /** Whether fields fail now and then. */
  readonly fails: boolean;
  /** A field of keys that clients do not see (`@inaccessible`). */
  readonly hiddenKey: string | null;
}

export interface ObjectPlan {
  readonly name: string;
  readonly kind: 'root' | 'entity' | 'plain';
  /** Keys by subgraph in which the type is; empty for a type that is no entity. */
  readonly presence: Map<string, readonly string[]>;
  /** Keys and their fields are not among them. */
  readonly fields: FieldPlan[];
  /** A subgraph that knows only some of the entities, and what it says of the others. */
  forgetful: { readonly subgraph: string; readonly says: 'null' | 'error' } | null;
}

export interface AbstractPlan {
  readonly name: string;
  readonly kind: 'interface' | 'union' | 'entity interface';
  readonly members: readonly string[];
  /** Subgraphs that define it. */
  readonly subgraphs: readonly string[];
  /** The subgraph where it is an interface object, and what that one adds. */
  readonly objectIn: string | null;
  readonly added: FieldPlan[];
  /** Names of the members' fields that it has where they are. */
  readonly shared: readonly string[];
}

export interface FieldPlan {
  readonly name: string;
  readonly type: string;
  /** `(size: Int = 3, colour: Colour)`, or nothing. */
  readonly parameters: string;
  readonly owners: readonly string[];
  /** What it is made from: the selection of its `@requires`. */
  readonly requires: string | null;
  /** `@provides`, by subgraph. */
  readonly provides: Map<string, string>;
  /** Subgraphs that declare it without owning it. */
  readonly externalIn: Set<string>;
  /** The subgraph that had it before its owner (`@override`): it declares it, and is never asked for it. */
  readonly formerOwner: string | null;
  mayFail: boolean;
}

export const KEY_FIELDS: Readonly<Record<string, string>> = {
  id: 'ID!',
  region: 'Int!',
  code: 'String!',
  place: 'PlaceKey!',
};

/** Fields that keys are made of: `place { ref } id` gives place and id. */
export function keyFieldsOf(keys: readonly string[]): readonly string[] {
  return [
    ...new Set(
      keys.flatMap((key) =>
        key
          .replace(/\{[^}]*\}/g, ' ')
          .trim()
          .split(/\s+/),
      ),
    ),
  ];
}

/** `[Item!]` gives Item. */
export const namedType = (type: string): string => type.replace(/[[\]!]/g, '');

/** Whether a subgraph defines a type of this name (leaves and inputs are everywhere). */
export function isIn({ objects, abstracts }: WorldPlan, subgraph: string, typeName: string): boolean {
  const object = objects.get(typeName);
  if (object !== undefined) return object.presence.has(subgraph);
  const found = abstracts.get(typeName);
  return found === undefined || found.objectIn === subgraph || found.subgraphs.includes(subgraph);
}
