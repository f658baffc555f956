import type { PoolClient } from 'pg';
import { amongWriters } from '../writing/among-writers.ts';
import { authorOf } from '../writing/author.ts';
import type { Context } from '../context.ts';
import { checkedReason } from '../writing/input-fault.rules.ts';
import { currentPlace, entryContent, refused, saveEntry, writtenFields } from './place-writing.ts';
import { SELECT_PROPOSALS, type ProposalRow } from './proposal.rows.ts';
import { readProposal, type ProposalResult } from './propose-changes.ts';

export interface Decision {
  readonly id: string;
  /** The revision of the place that the agent read. */
  readonly expectedRevision: number;
  readonly accept: boolean;
  readonly reason: string | null;
}

/**
 * Accepts or refuses what a host proposed. Accepted, it is written as of the day it was proposed, by the agent who
 * accepts. The same decision sent twice is taken once.
 */
export function decideProposal(decision: Decision, context: Context): Promise<ProposalResult> {
  return amongWriters(context.sql, 'places', (transaction) => decide(transaction, decision, context));
}

async function decide(transaction: PoolClient, decision: Decision, context: Context): Promise<ProposalResult> {
  const { id, accept } = decision;
  const found = await transaction.query<ProposalRow>(`${SELECT_PROPOSALS} WHERE r.id = $1`, [id]);
  const [proposal] = found.rows;
  if (proposal === undefined) return refused('id', id, 'aucune proposition n’a cet identifiant');
  const status = accept ? 'ACCEPTED' : 'REFUSED';
  if (proposal.status === status) return { kind: 'WRITTEN', proposal };
  if (proposal.status !== 'PENDING') return refused('id', id, 'cette proposition a déjà reçu l’autre décision');
  const text = accept ? null : checkedReason(decision.reason ?? '', 'le lieu, joint par téléphone, dit autre chose');
  if (text !== null && typeof text !== 'string') return { kind: 'REFUSED', faults: [text] };
  if (accept) {
    const fault = await apply(transaction, { proposal, expectedRevision: decision.expectedRevision }, context);
    if (fault !== null) return fault;
  }
  await transaction.query(
    'UPDATE place_proposal SET status = $2, decided_by = $3, decided_at = $4, decision_reason = $5 WHERE id = $1',
    [id, status, authorOf(context.actor).id, context.now, text],
  );
  return { kind: 'WRITTEN', proposal: await readProposal(transaction, id) };
}

/** Writes what is proposed on the place as the agent read it; `null` when it is done. */
async function apply(
  transaction: PoolClient,
  { proposal, expectedRevision }: { readonly proposal: ProposalRow; readonly expectedRevision: number },
  context: Context,
): Promise<ProposalResult | null> {
  const current = await currentPlace(transaction, { id: proposal.place_id, expectedRevision }, context);
  if ('kind' in current) return current;
  if (current.place === null) return refused('id', proposal.place_id, 'ce lieu a été fermé depuis');
  const source = `Responsable du lieu (${proposal.author_organisation})`;
  const provenance = { changes: proposal.changes, asOf: proposal.proposed_on, source };
  const before = entryContent(current, context.today);
  const fields = { ...before.fields, ...(await writtenFields(transaction, current, provenance)) };
  const entry = { ...before, fields, as_of: proposal.proposed_on };
  const revision = current.entry?.revision ?? 0;
  await saveEntry(transaction, context, { entry, revision, change: 'UPDATED', reason: null });
  return null;
}
