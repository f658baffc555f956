import type { DocumentNode, GraphQLError } from 'graphql';
import type { Actor } from '../../platform/actor.ts';
import { canonicalHash } from '../documents/document-hash.ts';
import type { Documents } from '../documents/documents.ts';
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
  /** The canonical hash of its document. */
  readonly documentHash: string;
}

/** Who may ask what, whatever the route by which the request comes. */
export interface AccessRules {
  readonly mayIntrospect: (actor: Actor) => boolean;
  /** Why this caller may not ask this document, before anything else is done with it, or `null`. */
  readonly documentRefusal: (document: DocumentNode, actor: Actor) => GraphQLError | null;
  /** Why this caller may not ask this operation, or `null`. */
  readonly refusal: (operation: AskedOperation, actor: Actor) => GraphQLError | null;
}

export function accessRules(
  { noIntrospection }: AccessSettings,
  documents: Pick<Documents, 'refusal' | 'isBound'>,
): AccessRules {
  const mayIntrospect = (actor: Actor): boolean => !concerns(noIntrospection, actor);
  return {
    mayIntrospect,
    documentRefusal: (document, actor) =>
      documents.isBound(actor) ? documents.refusal(canonicalHash(document), actor) : null,
    refusal: ({ introspects, documentHash }, actor) =>
      documents.refusal(documentHash, actor) ??
      (introspects && !mayIntrospect(actor) ? noIntrospectionHere(noIntrospection) : null),
  };
}

function concerns(whom: Whom, { kind }: Actor): boolean {
  return whom === 'everyone' || (whom === 'anonymous' && kind === 'anonymous');
}

/** To say who one is helps where those who do may read the schema, and nowhere else. */
function noIntrospectionHere(whom: Whom): GraphQLError {
  const sentence =
    whom === 'everyone'
      ? 'Le schéma de ce hub ne se lit pas par introspection : lisez celui qui est publié avec la documentation.'
      : 'Le schéma ne se lit pas par introspection sans s’identifier : présentez une clé (« X-API-Key: <clé> ») ou un jeton (« Authorization: Bearer <jeton> »), ou lisez le schéma publié avec la documentation.';
  return hubError('INTROSPECTION_DISABLED', sentence, { http: { status: 400 } });
}
