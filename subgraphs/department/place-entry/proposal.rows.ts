import type { PlaceChanges } from './place-content.rules.ts';

/** What a host proposes to correct of its place; days are `YYYY-MM-DD`. */
export interface ProposalRow {
  readonly id: string;
  readonly place_id: string;
  readonly status: 'PENDING' | 'ACCEPTED' | 'REFUSED';
  readonly changes: PlaceChanges;
  readonly comment: string | null;
  readonly author: string;
  readonly author_organisation: string;
  readonly proposed_on: string;
  readonly proposed_at: Date;
  readonly decided_at: Date | null;
  readonly decision_reason: string | null;
}

/** Selects `ProposalRow`s; the proposal's alias is `r`. */
export const SELECT_PROPOSALS = `
  SELECT r.id, r.place_id, r.status, r.changes, r.comment, r.author, r.author_organisation,
    to_char(r.proposed_on, 'YYYY-MM-DD') AS proposed_on, r.proposed_at, r.decided_at, r.decision_reason
  FROM place_proposal r`;
