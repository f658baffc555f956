import { createHash } from 'node:crypto';

export type AuditAction = 'read' | 'write' | 'export' | 'erase' | 'purge';

/** What the journal keeps of one access, before the database numbers and chains it. */
export interface AuditEntry {
  readonly at: Date;
  readonly actorKind: string;
  /** Opaque: never a name. */
  readonly actorId: string;
  readonly roles: readonly string[];
  /** SIRET of the actor's organisation. */
  readonly organisation: string | null;
  readonly action: AuditAction;
  /** What was asked: a field of the schema, or a command. */
  readonly operation: string;
  /** Why. */
  readonly purpose: string;
  readonly requestId: string | null;
  readonly detail?: string;
  readonly premisesId: string | null;
  readonly diagnosticId: string | null;
}

/** A row of `audit_entry`, as the database gives it. */
export interface AuditRow {
  readonly sequence: string;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly roles: string;
  readonly organisation: string | null;
  readonly action: string;
  readonly operation: string;
  readonly purpose: string;
  readonly request_id: string | null;
  readonly detail: string | null;
  readonly subject_salt: Buffer | null;
  readonly premises_id: string | null;
  readonly diagnostic_id: string | null;
  readonly subject_digest: Buffer;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

/** The hash that a row must have: SHA-256 of its values, the digest of its subject and the hash before it. */
export function hashOf(row: AuditRow): Buffer {
  return sha256(
    jsonArray([
      row.sequence,
      row.at.toISOString(),
      row.actor_kind,
      row.actor_id,
      row.roles,
      row.organisation,
      row.action,
      row.operation,
      row.purpose,
      row.request_id,
      row.detail,
      row.subject_digest.toString('hex'),
      row.previous_hash.toString('hex'),
    ]),
  );
}

/** The digest that a row's subject must have; `null` once the household was erased, and its salt with it. */
export function subjectDigestOf({ subject_salt, premises_id, diagnostic_id }: AuditRow): Buffer | null {
  if (subject_salt === null) return null;
  return createHash('sha256')
    .update(subject_salt)
    .update(jsonArray([premises_id, diagnostic_id]))
    .digest();
}

/** JSON as PostgreSQL writes `jsonb`. */
function jsonArray(values: readonly (string | null)[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
