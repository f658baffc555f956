import type { Actor } from '../../../platform/actor.ts';
import { hubError } from '../../../platform/errors.ts';

/** Who writes: an opaque identifier and the organisation, never a name. */
export interface Author {
  readonly id: string;
  readonly organisation: string | null;
}

/** @throws FORBIDDEN when no person asks: what is written has an author. */
export function authorOf(actor: Actor): Author {
  if (actor.kind === 'person') return { id: actor.id, organisation: actor.organisationId ?? actor.organisationSiret };
  throw hubError('FORBIDDEN', 'Seule une personne écrit ici : présentez un jeton de personne, non une clé.');
}
