import {
  getNamedType,
  isCompositeType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';

interface Hint {
  readonly maxAge?: number;
  readonly isPrivate: boolean;
  readonly inherits: boolean;
}

const NO_STORE = 'no-store';
const REMEMBERED_OPERATIONS = 1000;
const NO_HINT: Hint = { isPrivate: false, inherits: false };

/**
 * The `Cache-Control` that an answer without errors may carry, from the schema's `@cacheControl` hints: the smallest
 * of the operation's fields. A root field or an object without a hint is not kept; `_entities` counts by the types
 * that it asks. What `@skip` leaves out counts too, so the answer is never kept longer than a hint allows.
 */
export function cacheControlOf(schema: GraphQLSchema): (query: string) => string {
  const known = new LRUCache<string, string>({ max: REMEMBERED_OPERATIONS });
  return (query) => {
    const before = known.get(query);
    if (before !== undefined) return before;
    const header = computed(schema, parse(query, { noLocation: true }));
    known.set(query, header);
    return header;
  };
}

function computed(schema: GraphQLSchema, document: DocumentNode): string {
  const info = new TypeInfo(schema);
  const hints: Hint[] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      OperationDefinition: ({ operation }) => {
        if (operation !== 'query') hints.push({ ...NO_HINT, maxAge: 0 });
      },
      InlineFragment: () => {
        const type = info.getType();
        if (info.getFieldDef()?.name === '_entities') hints.push({ maxAge: 0, ...hintOf(type?.astNode) });
      },
      FragmentDefinition: () => {
        const type = info.getType();
        hints.push(hintOf(type?.astNode));
      },
      Field: ({ name }) => {
        if (name.value === '_entities' || name.value.startsWith('__')) return;
        hints.push(fieldHint(info, info.getParentType() === schema.getQueryType()));
      },
    }),
  );
  return headerOf(hints);
}

function fieldHint(info: TypeInfo, isRoot: boolean): Hint {
  const type = info.getType();
  const target = type ? getNamedType(type) : undefined;
  const composite = isCompositeType(target);
  const ofType = composite ? hintOf(target.astNode) : NO_HINT;
  const ofField = hintOf(info.getFieldDef()?.astNode);
  const maxAge = ofField.maxAge ?? ofType.maxAge;
  const inherits = ofField.inherits || ofType.inherits;
  const isPrivate = ofField.isPrivate || ofType.isPrivate;
  if (maxAge !== undefined) return { maxAge, isPrivate, inherits };
  return isRoot || (composite && !inherits) ? { maxAge: 0, isPrivate, inherits } : { isPrivate, inherits };
}

/** A hint is read where the schema's text would show it: `@cacheControl(maxAge: 60, scope: PRIVATE)`. */
function hintOf(node: ASTNode | null | undefined): Hint {
  const directives = node && 'directives' in node ? (node.directives ?? []) : [];
  const directive = directives.find(({ name }) => name.value === 'cacheControl');
  const written = new Map((directive?.arguments ?? []).map(({ name, value }) => [name.value, value]));
  const maxAge = written.get('maxAge');
  const scope = written.get('scope');
  const inherits = written.get('inheritMaxAge');
  return {
    ...(maxAge?.kind === Kind.INT ? { maxAge: Number(maxAge.value) } : {}),
    isPrivate: scope?.kind === Kind.ENUM && scope.value === 'PRIVATE',
    inherits: inherits?.kind === Kind.BOOLEAN && inherits.value,
  };
}

function headerOf(hints: readonly Hint[]): string {
  const ages = hints.flatMap(({ maxAge }) => (maxAge === undefined ? [] : [maxAge]));
  const maxAge = ages.length === 0 ? 0 : Math.min(...ages);
  if (maxAge === 0) return NO_STORE;
  return `max-age=${maxAge}, ${hints.some(({ isPrivate }) => isPrivate) ? 'private' : 'public'}`;
}
