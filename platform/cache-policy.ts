import type { FastifyInstance } from 'fastify';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { cacheHintOf, isReserved, type CacheHint } from './cache-hints.ts';

/** How long the answers of an operation may be kept; `entities` are the types it may be given representations of. */
interface CachePolicy {
  readonly maxAge: number;
  readonly scope: 'PUBLIC' | 'PRIVATE';
  readonly entities: ReadonlySet<string> | null;
}

const NEVER = 'no-store';
const policies = new WeakMap<DocumentNode, CachePolicy>();

/** Unless a handler says otherwise, no answer of a server may be kept. */
export function neverKept(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.header('cache-control', NEVER);
    done();
  });
}

interface Answered {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  readonly hasErrors: boolean;
}

/**
 * The `Cache-Control` of an answer, in Apollo's meaning of `@cacheControl`, decided from the operation alone: every
 * selected field counts, also under a null, a false condition or another type. So it never lets an answer be kept
 * longer than Apollo's own, which counts only what was resolved.
 */
export function cacheControlOf(schema: GraphQLSchema, { document, variables, hasErrors }: Answered): string {
  if (hasErrors) return NEVER;
  const known = policies.get(document);
  const policy = known ?? policyOf(schema, document);
  if (known === undefined) policies.set(document, policy);
  if (policy.maxAge === 0 || !isCovered(policy, variables)) return NEVER;
  return `max-age=${policy.maxAge}, ${policy.scope.toLowerCase()}`;
}

/** An entity whose type no fragment selects is in the answer too, by being there or not: its hint is not known. */
function isCovered({ entities }: CachePolicy, variables: Answered['variables']): boolean {
  if (entities === null) return true;
  const given = variables?.['representations'];
  return (
    Array.isArray(given) &&
    given.every((one: { readonly __typename?: unknown } | null) => entities.has(String(one?.__typename)))
  );
}

/** What only some callers may see is never kept, whatever its hints say. */
const RESERVED: CacheHint = { maxAge: 0, scope: 'PRIVATE' };

const FORBIDDEN: CachePolicy = { maxAge: 0, scope: 'PRIVATE', entities: null };

function policyOf(schema: GraphQLSchema, document: DocumentNode): CachePolicy {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  const query = schema.getQueryType();
  if (operation?.operation !== OperationTypeNode.QUERY || operations.length > 1 || !query) return FORBIDDEN;
  const walk = new Walk(schema, document);
  walk.selections(query, operation.selectionSet, true);
  return { maxAge: walk.maxAge ?? 0, scope: walk.scope, entities: walk.entities };
}

/** Goes through an operation and keeps the strictest of the hints that it meets. */
class Walk {
  maxAge: number | undefined;
  scope: 'PUBLIC' | 'PRIVATE' = 'PUBLIC';
  entities: Set<string> | null = null;
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** The fields of a selection, on each type that its value may have. */
  selections(type: GraphQLCompositeType, { selections }: SelectionSetNode, isRoot = false): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) for (const one of this.#possible(type)) this.#field(one, selection, isRoot);
      else {
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
        if (fragment === undefined) continue;
        const narrowed = this.#schema.getType(fragment.typeCondition?.name.value ?? type.name);
        if (isCompositeType(narrowed)) this.selections(narrowed, fragment.selectionSet, isRoot);
      }
    }
  }

  #field(parent: GraphQLObjectType, node: FieldNode, isRoot: boolean): void {
    const field = parent.getFields()[node.name.value];
    if (field === undefined) {
      if (node.name.value !== '__typename') this.#restrict({ maxAge: 0 });
      return;
    }
    const target = getNamedType(field.type);
    if (isReserved(field) || isReserved(parent) || isReserved(target)) this.#restrict(RESERVED);
    if (isRoot && node.name.value === '_entities') {
      this.#entitiesField(node);
      return;
    }
    if (!isCompositeType(target)) {
      this.#restrict(hintOf(field, null, isRoot));
      return;
    }
    this.#restrict(hintOf(field, target, isRoot));
    if (node.selectionSet !== undefined) this.selections(target, node.selectionSet);
  }

  /** The types of `_entities` are those of the fragments: a selection outside them is of any type. */
  #entitiesField({ selectionSet, arguments: given = [] }: FieldNode): void {
    const [argument] = given;
    const named = argument?.value.kind === Kind.VARIABLE && argument.value.name.value === 'representations';
    if (!named || this.entities !== null) {
      this.#restrict({ maxAge: 0 });
      return;
    }
    const entities = (this.entities = new Set<string>());
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD && selection.name.value === '__typename') continue;
      const type =
        selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition !== undefined
          ? this.#schema.getType(selection.typeCondition.name.value)
          : undefined;
      if (!isObjectType(type) || selection.kind !== Kind.INLINE_FRAGMENT) {
        this.#restrict({ maxAge: 0 });
        return;
      }
      entities.add(type.name);
      this.#restrict(isReserved(type) ? RESERVED : { maxAge: 0, ...cacheHintOf(type) });
      this.selections(type, selection.selectionSet);
    }
  }

  #possible(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
  }

  #restrict({ maxAge, scope }: CacheHint): void {
    if (maxAge !== undefined && (this.maxAge === undefined || maxAge < this.maxAge)) this.maxAge = maxAge;
    if (scope === 'PRIVATE') this.scope = 'PRIVATE';
  }
}

/** What a field adds: its own hint over its type's; none on a composite or root field is an age of 0. */
function hintOf(field: GraphQLField<unknown, unknown>, type: GraphQLCompositeType | null, isRoot: boolean): CacheHint {
  const own = cacheHintOf(field);
  const ofType = type === null ? {} : cacheHintOf(type);
  const merged = { ...ofType, ...own };
  if (merged.maxAge !== undefined) return merged;
  const inherits = (ofType.inheritMaxAge === true || own.inheritMaxAge === true) && !isRoot;
  return inherits || (type === null && !isRoot) ? merged : { ...merged, maxAge: 0 };
}
