import type { AuditEntry } from './entry.ts';

/** Runs one SQL statement: on a pool, or within the transaction of a change. */
export type Execute = (sql: string, values: unknown[]) => Promise<unknown>;

const APPEND = `
  INSERT INTO audit_entry (at, actor_kind, actor_id, roles, organisation, action, operation, purpose, request_id, detail,
                           premises_id, diagnostic_id)
  SELECT at, "actorKind", "actorId", roles, organisation, action, operation, purpose, "requestId", detail,
         "premisesId", "diagnosticId"
  FROM jsonb_to_recordset($1::jsonb) AS entry(
    at timestamptz, "actorKind" text, "actorId" text, roles text, organisation text, action text, operation text,
    purpose text, "requestId" text, detail text, "premisesId" text, "diagnosticId" text)`;

/**
 * Adds entries to the audit journal (table `audit_entry`), in their order. It is done before the data is given or in the
 * transaction that changes it: when the journal cannot be written, neither is read nor written.
 */
export async function appendAudit(execute: Execute, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({ ...entry, roles: entry.roles.join(' ') }));
  await execute(APPEND, [JSON.stringify(rows)]);
}
