import type { GraphQLError } from 'graphql';
import type { Actor } from '../../platform/actor.ts';
import { hubError } from '../../platform/errors.ts';

/** Of whom something is expected: of nobody, of callers who do not say who they are, of everyone. */
export type Whom = 'nobody' | 'anonymous' | 'everyone';

export interface AccessSettings {
  /** Who may not read the schema by introspection, nor be told names of it. */
  readonly noIntrospection: Whom;
}

/** What of an operation a caller's right to ask it depends on. */
export interface AskedOperation {
  readonly introspects: boolean;
}

/** Who may ask what, whatever the route by which the request comes. */
export interface AccessRules {
  readonly mayIntrospect: (actor: Actor) => boolean;
  /** Why this caller may not ask this operation, or `null`. */
  readonly refusal: (operation: AskedOperation, actor: Actor) => GraphQLError | null;
}

export function accessRules({ noIntrospection }: AccessSettings): AccessRules {
  const mayIntrospect = (actor: Actor): boolean => !concerns(noIntrospection, actor);
  return {
    mayIntrospect,
    refusal: ({ introspects }, actor) => (introspects && !mayIntrospect(actor) ? noIntrospectionHere() : null),
  };
}

function concerns(whom: Whom, { kind }: Actor): boolean {
  return whom === 'everyone' || (whom === 'anonymous' && kind === 'anonymous');
}

function noIntrospectionHere(): GraphQLError {
  return hubError(
    'INTROSPECTION_DISABLED',
    'Le schéma ne se lit pas par introspection sans s’identifier : présentez une clé (« X-API-Key: <clé> ») ou un jeton (« Authorization: Bearer <jeton> »), ou lisez le schéma publié avec la documentation.',
    { http: { status: 400 } },
  );
}
