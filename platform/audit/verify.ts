import type { Pool } from 'pg';
import { hashOf, subjectDigestOf, type AuditRow } from './entry.ts';

/** A point of the chain, to be kept elsewhere: what was written before it cannot be rewritten unnoticed. */
export interface AuditHead {
  readonly sequence: string;
  readonly hash: string;
}

export type AuditFaultKind =
  /** The rows before this one are gone, and no purge says so. */
  | 'MISSING'
  /** A value of the row is not the one that was written. */
  | 'CHANGED'
  /** The household of the row is not the one that was written. */
  | 'SUBJECT_CHANGED'
  /** The head kept elsewhere is not in the chain: its end was removed, or the whole was written anew. */
  | 'HEAD_UNKNOWN';

export interface AuditFault {
  readonly kind: AuditFaultKind;
  readonly sequence: string;
}

export interface AuditVerdict {
  readonly entries: number;
  /** Entries whose household was erased. */
  readonly erased: number;
  /** The first entry that remains after purges. */
  readonly from: string | null;
  readonly head: AuditHead | null;
  readonly fault: AuditFault | null;
}

const BATCH = 5000;
const NEXT = 'SELECT * FROM audit_entry WHERE sequence > $1 ORDER BY sequence LIMIT $2';
const PURGES = `SELECT detail FROM audit_entry WHERE action = 'purge' AND detail LIKE '{"throughSequence":%'`;

/** Reads the whole journal in order and recomputes its chain; stops at the first fault. `expected` must be in it. */
export async function verifyAudit(sql: Pool, expected: AuditHead | null = null): Promise<AuditVerdict> {
  const seen = { entries: 0, erased: 0, from: null as string | null, head: null as AuditHead | null };
  let isFound = expected === null;
  for await (const row of inOrder(sql)) {
    const fault = faultOf(row, seen.head ?? (await purgedHead(sql, row)));
    if (fault !== null) return { ...seen, fault };
    seen.from ??= row.sequence;
    seen.entries += 1;
    if (row.subject_salt === null) seen.erased += 1;
    seen.head = { sequence: row.sequence, hash: row.hash.toString('hex') };
    isFound ||= seen.head.sequence === expected?.sequence && seen.head.hash === expected.hash;
  }
  const isPurged = seen.from !== null && expected !== null && BigInt(expected.sequence) < BigInt(seen.from);
  const fault: AuditFault | null =
    isFound || isPurged || expected === null ? null : { kind: 'HEAD_UNKNOWN', sequence: expected.sequence };
  return { ...seen, fault };
}

async function* inOrder(sql: Pool): AsyncGenerator<AuditRow> {
  let after = '0';
  for (;;) {
    const { rows }: { rows: AuditRow[] } = await sql.query<AuditRow>(NEXT, [after, BATCH]);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.sequence;
  }
}

function faultOf(row: AuditRow, previous: AuditHead | null): AuditFault | null {
  const { sequence } = row;
  const follows = BigInt(sequence) === BigInt(previous?.sequence ?? '0') + 1n;
  if (!follows || row.previous_hash.toString('hex') !== (previous?.hash ?? '')) return { kind: 'MISSING', sequence };
  if (!hashOf(row).equals(row.hash)) return { kind: 'CHANGED', sequence };
  const subject = subjectDigestOf(row);
  if (subject !== null && !subject.equals(row.subject_digest)) return { kind: 'SUBJECT_CHANGED', sequence };
  return null;
}

/** The end of what was purged, as an entry of the journal itself says it. */
async function purgedHead(sql: Pool, first: AuditRow): Promise<AuditHead | null> {
  if (first.sequence === '1') return null;
  const { rows } = await sql.query<{ detail: string }>(PURGES);
  const heads = rows.map(({ detail }) => JSON.parse(detail) as { throughSequence: string; hash: string });
  const found = heads.find(({ hash }) => hash === first.previous_hash.toString('hex'));
  return found === undefined ? null : { sequence: found.throughSequence, hash: found.hash };
}
