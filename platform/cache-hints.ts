import {
  type ConstDirectiveNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  GraphQLDirective,
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLInt,
  Kind,
} from 'graphql';

export interface CacheHint {
  readonly maxAge?: number;
  readonly scope?: 'PUBLIC' | 'PRIVATE';
  readonly inheritMaxAge?: boolean;
}

const CacheControlScope = new GraphQLEnumType({
  name: 'CacheControlScope',
  description: 'Qui peut garder une réponse.',
  extensions: { directives: [{ name: 'inaccessible', args: {} }] },
  values: {
    PUBLIC: { description: 'Tout le monde.' },
    PRIVATE: { description: 'Seul celui qui l’a demandée.' },
  },
});

/** `@cacheControl`, as Apollo defines it: how long an answer that holds a type or a field may be kept, and by whom. */
export const cacheControlDirective = new GraphQLDirective({
  name: 'cacheControl',
  description: 'Combien de secondes une réponse peut être gardée, et par qui.',
  locations: [
    DirectiveLocation.FIELD_DEFINITION,
    DirectiveLocation.OBJECT,
    DirectiveLocation.INTERFACE,
    DirectiveLocation.UNION,
  ],
  args: {
    maxAge: { type: GraphQLInt },
    scope: { type: CacheControlScope },
    inheritMaxAge: { type: GraphQLBoolean },
  },
});

/** The directive as the builders of the subgraphs take it. */
export interface CacheControlDirective {
  readonly locations: 'FIELD_DEFINITION' | 'OBJECT' | 'INTERFACE' | 'UNION';
  readonly args: { maxAge?: number; scope?: 'PUBLIC' | 'PRIVATE'; inheritMaxAge?: boolean };
}

type Annotated = GraphQLCompositeType | GraphQLField<unknown, unknown>;

const RESERVING = new Set(
  ['authenticated', 'requiresScopes', 'policy'].flatMap((name) => [name, `federation__${name}`]),
);

/** Whether a type or a field is for some callers only, by Federation's directives of authorisation. */
export function isReserved(declared: GraphQLNamedType | GraphQLField<unknown, unknown>): boolean {
  return directivesOf(declared).some(({ name }) => RESERVING.has(name.value));
}

function directivesOf(declared: GraphQLNamedType | GraphQLField<unknown, unknown>): readonly ConstDirectiveNode[] {
  const extensions = 'extensionASTNodes' in declared ? declared.extensionASTNodes : [];
  return [declared.astNode, ...extensions].flatMap((node) => node?.directives ?? []);
}

const hints = new WeakMap<Annotated, CacheHint>();

/** What a type or a field says of itself with `@cacheControl`; `{}` when it says nothing. */
export function cacheHintOf(annotated: Annotated): CacheHint {
  const known = hints.get(annotated);
  if (known !== undefined) return known;
  const directive = directivesOf(annotated).find(({ name }) => name.value === 'cacheControl');
  const hint = directive === undefined ? {} : readHint(directive);
  hints.set(annotated, hint);
  return hint;
}

function readHint(directive: ConstDirectiveNode): CacheHint {
  const value = (name: string) => directive.arguments?.find((argument) => argument.name.value === name)?.value;
  const [maxAge, scope, inherit] = [value('maxAge'), value('scope'), value('inheritMaxAge')];
  const forWhom: CacheHint =
    scope?.kind === Kind.ENUM && (scope.value === 'PUBLIC' || scope.value === 'PRIVATE') ? { scope: scope.value } : {};
  if (inherit?.kind === Kind.BOOLEAN && inherit.value) return { inheritMaxAge: true, ...forWhom };
  return { ...(maxAge?.kind === Kind.INT ? { maxAge: Number(maxAge.value) } : {}), ...forWhom };
}
