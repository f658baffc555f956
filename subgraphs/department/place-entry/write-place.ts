import type { PoolClient } from 'pg';
import type { Context } from '../context.ts';
import {
  checkedDay,
  checkedReason,
  shownValue,
  withoutAbsent,
  type Given,
  type InputFault,
} from '../writing/input-fault.rules.ts';
import { foldedLetters } from '../place/place-vocabulary.rules.ts';
import { checkPlace, type CheckedPlace } from './place-content.rules.ts';
import { createdPlaceId, DEPARTMENT_SOURCE } from './place-entry.rows.ts';
import { readCommunes, readEntry } from './place-entry.store.ts';
import type { PlaceField } from './place-fields.rules.ts';
import {
  editPlace,
  entryContent,
  refused,
  saveEntry,
  writePlace,
  writtenFields,
  type CurrentPlace,
  type PlaceEdit,
  type PlaceResult,
  type Provenance,
} from './place-writing.ts';

/** What a write says of its own provenance; today, and the department, where it says nothing. */
export interface GivenProvenance {
  readonly asOf?: string | null | undefined;
  readonly source?: string | null | undefined;
}

/** Creates a place that no file describes. The same place sent twice is created once. */
export function createPlace(given: Given, from: GivenProvenance, context: Context): Promise<PlaceResult> {
  return writePlace(context, async (transaction) => {
    const checked = await checkedPlace(transaction, given, { isNew: true });
    const provenance = checkedProvenance(from, context.today);
    if (!checked.ok || 'faults' in provenance) return { kind: 'REFUSED', faults: faultsOfBoth(checked, provenance) };
    const name = String(checked.changes.name);
    const id = createdPlaceId(slugOf(`${name} ${String(checked.changes.communeCode)}`));
    if ((await readEntry(transaction, id)) !== null) return alreadyThere(name, id);
    const fields = await writtenFields(transaction, { id, place: null }, { ...provenance, changes: checked.changes });
    const day = provenance.asOf;
    const confirmation = { confirmed_on: day, confirmed_by: 'DEPARTMENT', closed_on: null } as const;
    const entry = { place_id: id, created: true, status: 'OPEN', fields, as_of: day, ...confirmation } as const;
    const result = await saveEntry(transaction, context, { entry, revision: 0, change: 'CREATED', reason: null });
    if (result.place !== null) return result;
    return alreadyThere(name, await sameAs(transaction, id));
  });
}

function alreadyThere(name: string, id: string): PlaceResult {
  return refused('name', name, `ce lieu est déjà dans le hub (« ${id} ») : modifiez-le par updatePlace`);
}

/** The place that a new one turned out to be: some file already describes it. */
async function sameAs(transaction: PoolClient, id: string): Promise<string> {
  const query = `SELECT place_id FROM place_source WHERE source || '-' || source_id = $1`;
  return (await transaction.query<{ place_id: string }>(query, [id])).rows[0]?.place_id ?? id;
}

function slugOf(text: string): string {
  return foldedLetters(text).replaceAll(' ', '-');
}

/** What is changed of a place: new values, and fields that are given back to the files. */
export interface PlaceUpdate extends GivenProvenance {
  readonly changes: Given;
  readonly giveBack: readonly PlaceField[];
}

/** Changes what is given of a place; a closed place opens again. */
export function updatePlace(edit: PlaceEdit, update: PlaceUpdate, context: Context): Promise<PlaceResult> {
  return editPlace(edit, context, async (transaction, current) => {
    const checked = await checkedPlace(transaction, update.changes, { isNew: false });
    const provenance = checkedProvenance(update, context.today);
    const faults = [...faultsOfBoth(checked, provenance), ...giveBackFaults(update, current)];
    if (!checked.ok || 'faults' in provenance || faults.length > 0) return { kind: 'REFUSED', faults };
    const written = await writtenFields(transaction, current, { ...provenance, changes: checked.changes });
    const before = entryContent(current, context.today);
    const kept = Object.entries(before.fields).filter(([name]) => !update.giveBack.includes(name as PlaceField));
    const isReopened = before.status === 'CLOSED';
    const isSame = Object.keys(written).length === 0 && kept.length === Object.keys(before.fields).length;
    if (isSame && !isReopened) return { kind: 'WRITTEN', id: current.id, place: current.place };
    const fields = { ...Object.fromEntries(kept), ...written };
    const entry = { ...before, fields, as_of: provenance.asOf, status: 'OPEN', closed_on: null } as const;
    const change = isReopened ? 'REOPENED' : 'UPDATED';
    const revision = current.entry?.revision ?? 0;
    const result = await saveEntry(transaction, context, { entry, revision, change, reason: null });
    if (result.place !== null) return result;
    return alreadyThere(shownValue(checked.changes.name ?? current.id), await sameAs(transaction, current.id));
  });
}

/** A place that no file describes has nobody to give its fields back to. */
function giveBackFaults({ giveBack }: PlaceUpdate, { entry }: CurrentPlace): readonly InputFault[] {
  const fields = entry?.fields ?? {};
  return giveBack.flatMap((field): InputFault[] => {
    const refusal = (message: string): InputFault[] => [{ field: 'giveBack', value: field, message }];
    const written = fields[field];
    if (written === undefined) return refusal('ce champ n’a pas été écrit par une personne : rien à rendre');
    return entry?.created === true ? refusal('ce lieu a été créé à la main : donnez plutôt une autre valeur') : [];
  });
}

export interface Closing {
  readonly on: string | null | undefined;
  readonly reason: string;
}

/** Closes a place, whatever the files go on saying; its history stays, and an update opens it again. */
export function closePlace(edit: PlaceEdit, { on, reason }: Closing, context: Context): Promise<PlaceResult> {
  return editPlace(edit, context, async (transaction, current) => {
    if (current.place === null) return refused('id', edit.id, 'ce lieu est déjà fermé');
    const day = on ?? context.today;
    const text = checkedReason(reason, 'fin du bail');
    const faults = [checkedDay('on', day, context.today), typeof text === 'string' ? null : text];
    const found = faults.filter((fault) => fault !== null);
    if (typeof text !== 'string' || found.length > 0) return { kind: 'REFUSED', faults: found };
    const before = entryContent(current, context.today);
    const entry = { ...before, status: 'CLOSED', closed_on: day, as_of: day } as const;
    const revision = current.entry?.revision ?? 0;
    return saveEntry(transaction, context, { entry, revision, change: 'CLOSED', reason: text });
  });
}

export async function checkedPlace(
  transaction: PoolClient,
  given: Given,
  { isNew }: { readonly isNew: boolean },
): Promise<CheckedPlace> {
  const communes = new Set((await readCommunes(transaction)).map(({ code }) => code));
  return checkPlace(withoutAbsent(given), { isNew, communes });
}

type CheckedProvenance = Provenance | { readonly faults: readonly InputFault[] };

function checkedProvenance({ asOf, source }: GivenProvenance, today: string): CheckedProvenance {
  const day = asOf ?? today;
  const text = (source ?? DEPARTMENT_SOURCE).trim();
  const message = 'attendu un texte de 3 à 200 caractères, par exemple « Appel au lieu »';
  const wrong = text.length < 3 || text.length > 200 ? { field: 'source', value: text, message } : null;
  const faults = [checkedDay('asOf', day, today), wrong].filter((fault) => fault !== null);
  return faults.length > 0 ? { faults } : { asOf: day, source: text };
}

function faultsOfBoth(checked: CheckedPlace, provenance: CheckedProvenance): readonly InputFault[] {
  return [...(checked.ok ? [] : checked.faults), ...('faults' in provenance ? provenance.faults : [])];
}
