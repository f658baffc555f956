import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { amongWriters } from '../writing/among-writers.ts';
import { authorOf } from '../writing/author.ts';
import type { Context } from '../context.ts';
import type { Given, InputFault } from '../writing/input-fault.rules.ts';
import { closedPlace } from './confirm-place.ts';
import type { PlaceChanges } from './place-content.rules.ts';
import { fieldValue, sameValue, type PlaceField } from './place-fields.rules.ts';
import { currentPlace, type CurrentPlace, type PlaceEdit, type Unwritten } from './place-writing.ts';
import { SELECT_PROPOSALS, type ProposalRow } from './proposal.rows.ts';
import { checkedPlace } from './write-place.ts';

export type ProposalResult = { readonly kind: 'WRITTEN'; readonly proposal: ProposalRow } | Unwritten;

export interface Proposed {
  readonly changes: Given;
  readonly comment: string | null;
}

/** Proposes corrections of one's own place to the department. The same ones, sent again while they wait, wait once. */
export function proposeChanges(edit: PlaceEdit, proposed: Proposed, context: Context): Promise<ProposalResult> {
  const work = async (transaction: PoolClient): Promise<ProposalResult> => {
    const current = await currentPlace(transaction, edit, context);
    if ('kind' in current) return current;
    if (current.place === null) return closedPlace(edit.id, context);
    const checked = await checkedPlace(transaction, proposed.changes, { isNew: false });
    const faults = [...(checked.ok ? [] : checked.faults), ...commentFaults(proposed.comment)];
    if (!checked.ok || faults.length > 0) return { kind: 'REFUSED', faults };
    const changes = differing(current, checked.changes);
    if (Object.keys(changes).length === 0) {
      const message = 'ces valeurs sont déjà publiées : confirmez le lieu par confirmPlace';
      return { kind: 'REFUSED', faults: [{ field: 'changes', value: '', message }] };
    }
    const proposal = await insertProposal(transaction, { ...proposed, changes, placeId: edit.id }, context);
    return { kind: 'WRITTEN', proposal };
  };
  return amongWriters(context.sql, 'places', work);
}

function commentFaults(comment: string | null): readonly InputFault[] {
  if (comment === null || comment.trim().length <= 500) return [];
  return [{ field: 'comment', value: comment, message: 'attendu un texte de 500 caractères au plus' }];
}

function differing({ place }: CurrentPlace, changes: PlaceChanges): PlaceChanges {
  return Object.fromEntries(
    Object.entries(changes).filter(
      ([field, value]) => place === null || !sameValue(value, fieldValue(place, field as PlaceField)),
    ),
  );
}

const WAITING = `${SELECT_PROPOSALS}
  WHERE r.place_id = $1 AND r.author_organisation = $2 AND r.changes = $3::jsonb AND r.status = 'PENDING'`;

const INSERT = `
  INSERT INTO place_proposal (id, place_id, status, changes, comment, author, author_organisation, proposed_on, proposed_at)
  VALUES ($1, $2, 'PENDING', $3, $4, $5, $6, $7, $8)`;

interface NewProposal extends Proposed {
  readonly placeId: string;
  readonly changes: PlaceChanges;
}

async function insertProposal(
  transaction: PoolClient,
  { placeId, changes, comment }: NewProposal,
  { actor, now, today }: Context,
): Promise<ProposalRow> {
  const author = authorOf(actor);
  const organisation = author.organisation ?? '';
  const content = JSON.stringify(changes);
  const waiting = await transaction.query<ProposalRow>(WAITING, [placeId, organisation, content]);
  if (waiting.rows[0] !== undefined) return waiting.rows[0];
  const id = randomUUID();
  await transaction.query(INSERT, [id, placeId, content, comment, author.id, organisation, today, now]);
  return readProposal(transaction, id);
}

export async function readProposal(transaction: PoolClient, id: string): Promise<ProposalRow> {
  const { rows } = await transaction.query<ProposalRow>(`${SELECT_PROPOSALS} WHERE r.id = $1`, [id]);
  const [proposal] = rows;
  if (proposal === undefined) throw new Error('A proposal that was just written is not there.');
  return proposal;
}
