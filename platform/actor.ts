import { hubError } from './errors.ts';
import type { Role, Scope } from './roles.ts';

/** A caller that shows nothing: it reads what is public. */
export interface Anonymous {
  readonly kind: 'anonymous';
}

/** Which operations may be asked: any, or only those that the hub has been told of beforehand. */
export const DOCUMENTS = ['any', 'trusted'] as const;
export type Documents = (typeof DOCUMENTS)[number];

/** A partner's front-end, by its key. */
export interface Partner {
  readonly kind: 'partner';
  /** The same for all the keys of one partner. */
  readonly id: string;
  readonly quotaClass: string;
  /** Of the key that was shown. */
  readonly documents: Documents;
  readonly scopes: readonly Scope[];
}

/** A person that an identity provider vouches for. */
export interface Person {
  readonly kind: 'person';
  /** Opaque: a digest of issuer and subject, never a name. */
  readonly id: string;
  readonly organisationSiret: string | null;
  /** The organisation's identifier in the graph, e.g. `caf-47`, where the configuration tells it. */
  readonly organisationId: string | null;
  readonly roles: readonly Role[];
  /** The EPCI whose figures this person may read. */
  readonly epciSirens: readonly string[];
  /** Those of its roles (`ROLE_SCOPES`), and nothing else. */
  readonly scopes: readonly Scope[];
  /** The partner whose front-end this person uses, when it showed its key too; known to the gateway alone. */
  readonly through?: Partner;
}

/** Who asks. */
export type Actor = Anonymous | Partner | Person;

/** A request's headers, as Node reads them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export const ANONYMOUS: Anonymous = { kind: 'anonymous' };

const NONE: ReadonlySet<Scope> = new Set();
const known = new WeakMap<Actor, ReadonlySet<Scope>>();

/** What an actor may do. The same set for the same actor: it is read at every request. */
export function scopesOf(actor: Actor): ReadonlySet<Scope> {
  if (actor.kind === 'anonymous') return NONE;
  const found = known.get(actor);
  if (found !== undefined) return found;
  const scopes = new Set(actor.scopes);
  known.set(actor, scopes);
  return scopes;
}

/**
 * The actor, once it is known to hold a scope.
 *
 * @throws UNAUTHENTICATED when the caller is anonymous, FORBIDDEN when it lacks the scope; both name it.
 */
export function requireScope(actor: Actor, scope: Scope): Partner | Person {
  if (actor.kind === 'anonymous') {
    throw hubError(
      'UNAUTHENTICATED',
      `Cette donnée demande le droit « ${scope} » : identifiez-vous (« Authorization: Bearer <jeton> »).`,
      { scope },
    );
  }
  if (scopesOf(actor).has(scope)) return actor;
  throw hubError(
    'FORBIDDEN',
    `Votre accès ne donne pas le droit « ${scope} », nécessaire ici : demandez-le à l’administrateur de votre organisation.`,
    { scope },
  );
}
