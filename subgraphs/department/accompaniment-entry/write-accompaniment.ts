import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { AccessRule } from '../../../platform/access/access-rule.ts';
import { amongWriters } from '../writing/among-writers.ts';
import { authorOf } from '../writing/author.ts';
import type { Context } from '../context.ts';
import { checkedDay, shownValue, withoutAbsent, type Given, type InputFault } from '../writing/input-fault.rules.ts';
import { DEPARTMENT_SOURCE } from '../place-entry/place-entry.rows.ts';
import { foldedLetters } from '../place/place-vocabulary.rules.ts';
import { checkAccompaniment, givenOf, type CheckedAccompaniment } from './accompaniment-content.rules.ts';
import {
  readCurrent,
  unknownReferences,
  writeAccompaniment,
  type AccompanimentWrite,
  type CurrentAccompaniment,
  type Reference,
} from './accompaniment-entry.store.ts';

/** Who writes accompaniments: the department's agents. */
export const WRITE_ACCOMPANIMENTS: AccessRule = {
  scopes: [['accompaniments:write']],
  policies: [['whole-department']],
};

/** What came of a write: nothing is written unless it is `WRITTEN`. */
export type AccompanimentResult =
  | { readonly kind: 'WRITTEN'; readonly id: string }
  | {
      readonly kind: 'CONFLICT';
      readonly id: string;
      readonly title: string;
      readonly expectedRevision: number;
      readonly currentRevision: number;
    }
  | { readonly kind: 'REFUSED'; readonly faults: readonly InputFault[] };

export interface AccompanimentEdit {
  readonly id: string;
  readonly expectedRevision: number;
}

export function refusedAccompaniment(field: string, value: string, message: string): AccompanimentResult {
  return { kind: 'REFUSED', faults: [{ field, value, message }] };
}

/** Creates an accompaniment of the department. The same one sent twice is created once. */
export function createAccompaniment(
  given: Given,
  asOf: string | null | undefined,
  context: Context,
): Promise<AccompanimentResult> {
  return amongWriters(context.sql, 'accompaniments', async (transaction) => {
    const candidate = withoutAbsent(given);
    const id = createdId(candidate);
    const checked = await checkedContent(transaction, { id }, candidate);
    const day = asOf ?? context.today;
    const faults = faultsOf(checked, checkedDay('asOf', day, context.today));
    if (!checked.ok || faults.length > 0) return { kind: 'REFUSED', faults };
    const { content } = checked;
    if ((await readCurrent(transaction, id)) !== null)
      return refusedAccompaniment(
        'title',
        content.title,
        `cet accompagnement existe déjà (« ${id} ») : modifiez-le par updateAccompaniment`,
      );
    const write = { content, status: 'PUBLISHED', change: 'CREATED', revision: 0, reason: null, asOf: day } as const;
    return save(transaction, { ...write, id }, context);
  });
}

/** What makes two accompaniments the same: their form, title, place and weekly hour. */
function createdId(given: Given): string {
  const same = ['kind', 'title', 'placeId', 'communeCode', 'weekday', 'opensAt'].map((field) => given[field] ?? null);
  const digest = createHash('sha256').update(JSON.stringify(same)).digest('hex').slice(0, 8);
  const title = foldedLetters(shownValue(given['title'] ?? given['kind'])).replaceAll(' ', '-');
  return `departement-47-${title.slice(0, 60)}-${digest}`;
}

/** Changes what is given of an accompaniment, a file's or the department's; a cancelled one is published again. */
export function updateAccompaniment(
  edit: AccompanimentEdit,
  { changes, asOf }: { readonly changes: Given; readonly asOf: string | null | undefined },
  context: Context,
): Promise<AccompanimentResult> {
  return editAccompaniment(edit, context, async (transaction, current) => {
    const before = givenOf(current.content);
    const checked = await checkedContent(transaction, before, withoutAbsent(changes));
    const day = asOf ?? context.today;
    const faults = faultsOf(checked, checkedDay('asOf', day, context.today));
    if (!checked.ok || faults.length > 0) return { kind: 'REFUSED', faults };
    const { content } = checked;
    const isSame = JSON.stringify(content) === JSON.stringify(asWritten(before));
    if (isSame && current.status !== 'CANCELLED') return { kind: 'WRITTEN', id: edit.id };
    const write = { content, status: 'PUBLISHED', change: 'UPDATED', reason: null, asOf: day } as const;
    return save(transaction, { ...write, id: edit.id, revision: current.revision }, context);
  });
}

/** What is published, as a write of it would write it. */
function asWritten(given: Given): unknown {
  const checked = checkAccompaniment(given, DEPARTMENT_SOURCE);
  return checked.ok ? checked.content : null;
}

/** Works alone on one accompaniment that exists, as it was read. */
export function editAccompaniment(
  { id, expectedRevision }: AccompanimentEdit,
  { sql }: Context,
  work: (transaction: PoolClient, current: CurrentAccompaniment) => Promise<AccompanimentResult>,
): Promise<AccompanimentResult> {
  return amongWriters(sql, 'accompaniments', async (transaction): Promise<AccompanimentResult> => {
    const current = await readCurrent(transaction, id);
    if (current === null) return refusedAccompaniment('id', id, 'aucun accompagnement n’a cet identifiant');
    const { revision: currentRevision, title } = current;
    if (currentRevision !== expectedRevision) return { kind: 'CONFLICT', id, title, expectedRevision, currentRevision };
    return work(transaction, current);
  });
}

export async function save(
  transaction: PoolClient,
  { id, ...write }: Omit<AccompanimentWrite, 'source'> & { readonly id: string },
  { actor, now }: Context,
): Promise<AccompanimentResult> {
  const by = { author: authorOf(actor), now };
  await writeAccompaniment(transaction, id, { ...write, source: DEPARTMENT_SOURCE }, by);
  return { kind: 'WRITTEN', id };
}

const UNKNOWN: Readonly<Record<Reference, string>> = {
  placeId: 'aucun lieu du hub n’a cet identifiant : cherchez-le par places, par exemple « anct-france-services-268 »',
  communeCode: 'ce code n’est pas d’une commune de Lot-et-Garonne, par exemple « 47001 »',
  organisationId: 'aucune organisation du hub n’a cet identifiant, par exemple « caf-47 »',
};

/** Checks an accompaniment as it would be, and that what is given names things that exist. */
async function checkedContent(transaction: PoolClient, before: Given, given: Given): Promise<CheckedAccompaniment> {
  const checked = checkAccompaniment({ ...before, ...given }, DEPARTMENT_SOURCE);
  if (!checked.ok) return checked;
  const unknown = (await unknownReferences(transaction, checked.content)).filter((field) => field in given);
  if (unknown.length === 0) return checked;
  const faults = unknown.map((field) => ({ field, value: shownValue(given[field]), message: UNKNOWN[field] }));
  return { ok: false, faults };
}

function faultsOf(checked: CheckedAccompaniment, other: InputFault | null): readonly InputFault[] {
  return [...(checked.ok ? [] : checked.faults), ...(other === null ? [] : [other])];
}
