import type { AccessRule } from '../../../platform/access/access-rule.ts';
import { actsForDepartment } from '../../../platform/access/grants.ts';
import type { Actor } from '../../../platform/actor.ts';
import { hubError } from '../../../platform/errors.ts';
import type { PlaceRow } from '../place/place.rows.ts';

/** Who writes places: the department's agents. */
export const WRITE_PLACES: AccessRule = { scopes: [['places:write']], policies: [['whole-department']] };

/** Who confirms places: those who hold them, and the department; whose a place is, is checked place by place. */
export const CONFIRM_PLACES: AccessRule = {
  scopes: [['places:confirm']],
  policies: [['own-organisation'], ['whole-department']],
};

type Held = Pick<PlaceRow, 'id' | 'name' | 'siret' | 'organisation_id'>;

/** Whether an actor's organisation holds a place: by the SIRET of both, or by the organisation that the graph knows. */
export function holdsPlace(actor: Actor, place: Held): boolean {
  if (actor.kind !== 'person') return false;
  const { organisationId, organisationSiret } = actor;
  const sameOrganisation = organisationId !== null && organisationId === place.organisation_id;
  return sameOrganisation || (organisationSiret !== null && organisationSiret === place.siret);
}

/** @throws FORBIDDEN unless the actor acts for the department, or for the organisation that holds the place. */
export function requireOwnPlace(actor: Actor, place: Held): void {
  if (actsForDepartment(actor) || holdsPlace(actor, place)) return;
  throw hubError(
    'FORBIDDEN',
    `Le lieu « ${place.name} » n’est pas tenu par votre organisation : un responsable ne confirme et ne corrige que les siens.`,
  );
}
