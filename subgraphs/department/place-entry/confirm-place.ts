import { actsForDepartment } from '../../../platform/access/grants.ts';
import type { Context } from '../context.ts';
import { holdsPlace } from './own-place.ts';
import {
  editPlace,
  entryContent,
  refused,
  saveEntry,
  type PlaceEdit,
  type PlaceResult,
  type Unwritten,
} from './place-writing.ts';

/** Says that what is published of a place is exact today. Confirmed twice in a day, it is written once. */
export function confirmPlace(edit: PlaceEdit, context: Context): Promise<PlaceResult> {
  return editPlace(edit, context, async (transaction, current) => {
    const { place, entry } = current;
    const { actor, today } = context;
    if (place === null) return closedPlace(edit.id, context);
    const by = holdsPlace(actor, place) ? 'HOST' : 'DEPARTMENT';
    if (entry?.confirmed_on === today && entry.confirmed_by === by) return { kind: 'WRITTEN', id: edit.id, place };
    const confirmed = { ...entryContent(current, today), confirmed_on: today, confirmed_by: by, as_of: today } as const;
    const revision = entry?.revision ?? 0;
    return saveEntry(transaction, context, { entry: confirmed, revision, change: 'CONFIRMED', reason: null });
  });
}

/** Whose a closed place was is not told to those who do not act for the department. */
export function closedPlace(id: string, { actor }: Context): Unwritten {
  if (!actsForDepartment(actor)) return refused('id', id, 'aucun lieu ouvert n’a cet identifiant');
  return refused('id', id, 'ce lieu est fermé : updatePlace l’ouvre de nouveau');
}
