import type { AnswerError } from './contract.ts';

/**
 * What an operation becomes once planned: plain data (no AST, no function), which each executor reads.
 *
 * Two things are settled before planning and so are not in a program:
 * - `@skip`/`@include`: an operation has one program for each combination of its conditions' values;
 * - the client's aliases: the plan runs on canonical keys (a field without arguments under its own name, one whose
 *   definition has arguments under an alias no schema uses), so that nothing a client names can clash with a key or a
 *   `@requires` field. Only the shape knows the client's names.
 */
export interface Program {
  /** A subscription's program is run for each of its events. */
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** `null` when the answer needs no subgraph (`__typename`, introspection, everything skipped). */
  readonly step: Step | null;
  /** The client's answer, in the operation's field order. */
  readonly shape: ObjectShape;
  /** Interfaces of the supergraph: a subgraph that has an interface object gives such a name as `__typename`. */
  readonly interfaces: ReadonlySet<string>;
  /** The answer leaves something out that the caller may not have: fields of the shape are forbidden, or types hidden. */
  readonly forbids: boolean;
}

export type Step = { readonly kind: 'sequence'; readonly steps: readonly Step[] } | ParallelStep | FetchStep;

export interface ParallelStep {
  readonly kind: 'parallel';
  readonly steps: readonly Step[];
  /** Fetches of entities of one subgraph, which are asked in one request. */
  readonly isOneRequest?: true;
}

export interface FetchStep {
  readonly kind: 'fetch';
  /** Position in the planner's plan, from 0: which of several errors is told first. */
  readonly id: number;
  readonly subgraph: string;
  /** A `subscription` is answered by each event, and never asked by a run. */
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly query: string;
  readonly operationName: string | null;
  /** Names of the client's variables that the query uses. */
  readonly variables: readonly string[];
  /** Where its answer goes: canonical keys, `@` for each element of a list; empty for the root. */
  readonly path: readonly string[];
  /** What each entity's representation holds; `null` when the fetch asks root fields. */
  readonly requires: readonly Requirement[] | null;
  /** What its answer holds: of the root, or of each entity. */
  readonly answer: AnswerShape;
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
}

/** One field or typed fragment of a representation. */
export type Requirement =
  | {
      readonly kind: 'field';
      readonly name: string;
      /** The type says it cannot be null: an entity where it is has no representation. */
      readonly nonNull: boolean;
      readonly selections: readonly Requirement[] | null;
    }
  | {
      readonly kind: 'fragment';
      /** Every concrete type on which it applies, abstract conditions resolved. */
      readonly types: ReadonlySet<string>;
      readonly selections: readonly Requirement[];
    };

/** A path is made of canonical keys and of sets of concrete types (`... on X`, resolved). */
export type Rewrite =
  | { readonly kind: 'set'; readonly path: readonly RewriteElement[]; readonly value: unknown }
  | { readonly kind: 'rename'; readonly path: readonly RewriteElement[]; readonly to: string };

export type RewriteElement = string | ReadonlySet<string>;

/** An object of a subgraph's answer: its keys by concrete type, in the order of the fetch's text. */
export interface AnswerShape {
  readonly isAbstract: boolean;
  readonly fields: ReadonlyMap<string, readonly AnswerField[]>;
}

export interface AnswerField {
  readonly key: string;
  readonly isTypename: boolean;
  /** As the supergraph declares it. */
  readonly type: TypeShape;
  /** Of an object. */
  readonly below: AnswerShape | null;
}

/** The selection on one composite type. */
export interface ObjectShape {
  /** The declared type, perhaps abstract. */
  readonly type: string;
  readonly isAbstract: boolean;
  /**
   * The client's fields by concrete type of the API schema; another runtime type is invalid. Where the concrete type
   * decides nothing and may be unknown (interface objects), the declared type is there too: of objects that tell no type.
   */
  readonly fields: ReadonlyMap<string, readonly FieldShape[]>;
  /** Concrete types of whose objects the caller may not know: `null` with this error. */
  readonly hidden?: ReadonlyMap<string, AnswerError>;
}

export type FieldShape =
  | { readonly kind: 'typename'; readonly responseName: string }
  | {
      readonly kind: 'introspection';
      readonly responseName: string;
      /** The canonical key under which the engine puts the introspection's result in the root data. */
      readonly key: string;
    }
  | ForbiddenShape
  | ValueShape;

/** A field that the caller may not have: nothing is fetched for it, it is null with this error. */
export interface ForbiddenShape {
  readonly kind: 'forbidden';
  readonly responseName: string;
  readonly type: TypeShape;
  readonly error: AnswerError;
}

export interface ValueShape {
  readonly kind: 'leaf' | 'object';
  readonly responseName: string;
  readonly key: string;
  readonly type: TypeShape;
  /** Of an object. */
  readonly shape: ObjectShape | null;
  /** Of a leaf. */
  readonly leaf: LeafShape | null;
}

/** Wrappers from the outside in: `[Int!]` is nullable, list of (non-null, no list). */
export interface TypeShape {
  readonly nonNull: boolean;
  readonly list: TypeShape | null;
}

/** What a leaf may hold; `custom` is any JSON value. */
export type LeafShape =
  | { readonly kind: 'Int' | 'Float' | 'String' | 'Boolean' | 'ID' | 'custom' }
  /** Values of the API schema: an `@inaccessible` one is not among them. */
  | { readonly kind: 'enum'; readonly values: ReadonlySet<string> };
