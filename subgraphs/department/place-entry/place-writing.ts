import type { PoolClient } from 'pg';
import { amongWriters } from '../writing/among-writers.ts';
import { authorOf } from '../writing/author.ts';
import type { Context } from '../context.ts';
import type { InputFault } from '../writing/input-fault.rules.ts';
import { derivePlaces } from '../place/place.derive.ts';
import { SELECT_PLACES, type PlaceRow } from '../place/place.rows.ts';
import { requireOwnPlace } from './own-place.ts';
import type { PlaceEntryRow } from './place-entry.rows.ts';
import {
  readEntry,
  readFilesContent,
  readHeirs,
  writeEntry,
  type EntryContent,
  type EntryWrite,
} from './place-entry.store.ts';
import { fieldValue, sameValue, type PlaceField } from './place-fields.rules.ts';
import type { PlaceChanges } from './place-content.rules.ts';
import type { WrittenField, WrittenFields } from './place-overlay.rules.ts';

/** What came of a write of a place: nothing is written unless it is `WRITTEN`. */
export type PlaceResult =
  | { readonly kind: 'WRITTEN'; readonly id: string; readonly place: PlaceRow | null }
  | {
      readonly kind: 'CONFLICT';
      readonly current: PlaceRow | null;
      readonly expectedRevision: number;
      readonly currentRevision: number;
    }
  | { readonly kind: 'REFUSED'; readonly faults: readonly InputFault[] };

export type Unwritten = Exclude<PlaceResult, { kind: 'WRITTEN' }>;

/** Which place, and the revision of it that the caller read. */
export interface PlaceEdit {
  readonly id: string;
  readonly expectedRevision: number;
}

/** A place as a write finds it. */
export interface CurrentPlace {
  readonly id: string;
  /** `null`: it is closed. */
  readonly place: PlaceRow | null;
  /** `null`: nobody has written of it. */
  readonly entry: PlaceEntryRow | null;
}

export function refused(field: string, value: string, message: string): Unwritten {
  return { kind: 'REFUSED', faults: [{ field, value, message }] };
}

/** Works alone on one place that exists, as it was read. */
export async function editPlace(
  edit: PlaceEdit,
  context: Context,
  work: (transaction: PoolClient, current: CurrentPlace) => Promise<PlaceResult>,
): Promise<PlaceResult> {
  return writePlace(context, async (transaction) => {
    const current = await currentPlace(transaction, edit, context);
    return 'kind' in current ? current : work(transaction, current);
  });
}

/**
 * One place as it is, or why it cannot be written: it does not exist, or has changed since it was read.
 *
 * @throws FORBIDDEN when the place is not the actor's own.
 */
export async function currentPlace(
  transaction: PoolClient,
  { id, expectedRevision }: PlaceEdit,
  { actor }: Context,
): Promise<CurrentPlace | Unwritten> {
  const current = { id, place: await readPlace(transaction, id), entry: await readEntry(transaction, id) };
  if (current.place === null && current.entry?.status !== 'CLOSED') return unknownPlace(transaction, id);
  if (current.place !== null) requireOwnPlace(actor, current.place);
  const currentRevision = current.entry?.revision ?? 0;
  if (currentRevision === expectedRevision) return current;
  return { kind: 'CONFLICT', current: current.place, expectedRevision, currentRevision };
}

export function writePlace(
  { sql }: Context,
  work: (transaction: PoolClient) => Promise<PlaceResult>,
): Promise<PlaceResult> {
  return amongWriters(sql, 'places', work);
}

async function unknownPlace(transaction: PoolClient, id: string): Promise<Unwritten> {
  const heir = (await readHeirs(transaction)).get(id);
  if (heir === undefined) return refused('id', id, 'aucun lieu n’a cet identifiant');
  return refused('id', id, `ce lieu a été reconnu comme un autre : écrivez dans « ${heir} »`);
}

async function readPlace(transaction: PoolClient, id: string): Promise<PlaceRow | null> {
  return (await transaction.query<PlaceRow>(`${SELECT_PLACES} WHERE p.id = $1`, [id])).rows[0] ?? null;
}

/** Writes an entry, makes the places what files and entries now say, and gives the place; `null` once it is closed. */
export async function saveEntry(
  transaction: PoolClient,
  { actor, now }: Context,
  write: Omit<EntryWrite, 'author' | 'now'>,
): Promise<Extract<PlaceResult, { kind: 'WRITTEN' }>> {
  await writeEntry(transaction, { ...write, author: authorOf(actor), now });
  await derivePlaces(transaction);
  const id = write.entry.place_id;
  return { kind: 'WRITTEN', id, place: await readPlace(transaction, id) };
}

/** What an entry holds, to be changed; that of a place of which nobody wrote yet is empty. */
export function entryContent({ id, entry }: CurrentPlace, today: string): EntryContent {
  if (entry !== null) return entry;
  const nothing = { confirmed_on: null, confirmed_by: null, closed_on: null } as const;
  return { place_id: id, created: false, status: 'OPEN', fields: {}, as_of: today, ...nothing };
}

/** When and by whom what is written was known. */
export interface Provenance {
  readonly asOf: string;
  readonly source: string;
}

/** The fields that differ from what is published, each with what the files say of it now. */
export async function writtenFields(
  transaction: PoolClient,
  { id, place }: Pick<CurrentPlace, 'id' | 'place'>,
  { changes, asOf, source }: Provenance & { readonly changes: PlaceChanges },
): Promise<WrittenFields> {
  const files = await readFilesContent(transaction, id);
  return Object.fromEntries(
    Object.entries(changes).flatMap(([name, value]): [string, WrittenField][] => {
      const field = name as PlaceField;
      if (place !== null && sameValue(value, fieldValue(place, field))) return [];
      return [[field, { value, base: files === null ? null : fieldValue(files, field), asOf, source }]];
    }),
  );
}
