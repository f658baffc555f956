import { scopesOf, type Actor } from '../actor.ts';
import { NOTHING_GRANTED, type Grants } from './requirement.ts';

/** A rule by name (`@policy`), for what no scope says. */
export type Policy = (actor: Actor) => boolean;

/** Whether the actor acts for the whole department: nothing of an organisation, a place or an EPCI is foreign to it. */
export function actsForDepartment(actor: Actor): boolean {
  return actor.kind === 'person' && actor.roles.some((role) => role === 'department-agent' || role === 'administrator');
}

/**
 * Every policy that a subgraph may name. A schema that names another is not served. The gateway asks them of the actor,
 * before anything is fetched; which row is its own is checked by the subgraph that holds it.
 */
export const POLICIES = {
  /** Someone, not a program that shows a key. */
  person: ({ kind }) => kind === 'person',
  /** Acts for an organisation: what it may then write is its own. */
  'own-organisation': (actor) =>
    actor.kind === 'person' && (actor.organisationId !== null || actor.organisationSiret !== null),
  /** Has an EPCI, whose figures are its own. */
  'own-epci': (actor) => actor.kind === 'person' && actor.epciSirens.length > 0,
  'whole-department': actsForDepartment,
} satisfies Readonly<Record<string, Policy>>;

export type PolicyName = keyof typeof POLICIES;

export const POLICY_NAMES: ReadonlySet<string> = new Set(Object.keys(POLICIES));

const known = new WeakMap<Actor, Grants>();

/** What an actor has, by which requirements are met. The same object for the same actor: it is read at every request. */
export function grantsOf(actor: Actor): Grants {
  if (actor.kind === 'anonymous') return NOTHING_GRANTED;
  const found = known.get(actor);
  if (found !== undefined) return found;
  const policies = Object.entries(POLICIES).flatMap(([name, policy]) => (policy(actor) ? [name] : []));
  const grants = { authenticated: true, scopes: scopesOf(actor), policies: new Set(policies) };
  known.set(actor, grants);
  return grants;
}
