import type { Pool, PoolClient } from 'pg';
import { appendAudit } from '../../platform/audit/append.ts';
import type { AuditAction, AuditEntry } from '../../platform/audit/entry.ts';
import { eraseFromAudit, purgeAudit } from '../../platform/audit/purge.ts';
import { monthsBefore, type PrivacyHoldings, type PrivacyRequest } from '../../platform/privacy.ts';

const DIAGNOSTICS = 'SELECT * FROM connection_diagnostic WHERE premises_id = $1 ORDER BY opened_at, id';
const FOLLOW_UPS = `
  SELECT f.* FROM connection_diagnostic_follow_up f JOIN connection_diagnostic d ON d.id = f.diagnostic_id
  WHERE d.premises_id = $1 ORDER BY f.due_on, f.id`;
const EVENTS = `
  SELECT e.* FROM connection_diagnostic_event e JOIN connection_diagnostic d ON d.id = e.diagnostic_id
  WHERE d.premises_id = $1 ORDER BY e.at, e.diagnostic_id, e.version`;
const ACCESSES = `
  SELECT sequence, at, actor_kind, roles, organisation, action, operation, purpose, diagnostic_id
  FROM audit_entry WHERE premises_id = $1 ORDER BY sequence`;

const OF_PREMISES = 'premises_id = $1';
const LONG_CLOSED = 'closed_at < $1';

/** What LGN keeps of a household: its diagnostics, and who saw them. */
export const privacy: PrivacyHoldings = {
  statement:
    'LGN garde les diagnostics de connexion du local (constats, suites, historique) et le journal de leurs accès. Les adresses, la fibre et le cuivre sont des données ouvertes, qui ne concernent pas un foyer.',
  exported: async (sql, request) => {
    const { premisesId } = request;
    await appendAudit((text, values) => sql.query(text, values), [entry(request, 'export', premisesId)]);
    return {
      diagnostics: await rowsOf(sql, DIAGNOSTICS, premisesId),
      suites: await rowsOf(sql, FOLLOW_UPS, premisesId),
      historique: await rowsOf(sql, EVENTS, premisesId),
      accès: await rowsOf(sql, ACCESSES, premisesId),
    };
  },
  erased: async (client, request) => {
    const removed = await remove(client, { which: OF_PREMISES, value: request.premisesId, as: 'erase' });
    const accesses = await eraseFromAudit(client, request.premisesId);
    const detail = JSON.stringify({ ...removed, accesses });
    await appendAudit((text, values) => client.query(text, values), [{ ...entry(request, 'erase', null), detail }]);
    return { ...removed, 'accès rendus anonymes': accesses };
  },
  purged: async (client, { diagnosticMonths, auditMonths, ...request }) => {
    const before = monthsBefore(request.now, diagnosticMonths);
    const removed = await remove(client, { which: LONG_CLOSED, value: before, as: 'purge' });
    const by = entry(request, 'purge', null);
    const count = Object.values(removed).reduce((sum, each) => sum + each, 0);
    const detail = JSON.stringify(removed);
    if (count > 0) await appendAudit((text, values) => client.query(text, values), [{ ...by, detail }]);
    return { ...removed, accès: await purgeAudit(client, monthsBefore(request.now, auditMonths), by) };
  },
};

async function rowsOf(sql: Pool, query: string, premisesId: string): Promise<readonly unknown[]> {
  return (await sql.query<Record<string, unknown>>(query, [premisesId])).rows;
}

interface Removal {
  /** A condition on `connection_diagnostic`, its value `$1`. */
  readonly which: typeof OF_PREMISES | typeof LONG_CLOSED;
  readonly value: string | Date;
  readonly as: 'erase' | 'purge';
}

async function remove(client: PoolClient, { which, value, as }: Removal): Promise<Record<string, number>> {
  const chosen = `SELECT id FROM connection_diagnostic WHERE ${which}`;
  const deleted = async (sql: string) => (await client.query(sql, [value])).rowCount ?? 0;
  await client.query(`SET LOCAL hub.audit = '${as}'`);
  const historique = await deleted(`DELETE FROM connection_diagnostic_event WHERE diagnostic_id IN (${chosen})`);
  const suites = await deleted(`DELETE FROM connection_diagnostic_follow_up WHERE diagnostic_id IN (${chosen})`);
  const diagnostics = await deleted(`DELETE FROM connection_diagnostic WHERE ${which}`);
  await client.query("SET LOCAL hub.audit = ''");
  return { diagnostics, suites, historique };
}

function entry(
  { by, now }: Pick<PrivacyRequest, 'by' | 'now'>,
  action: AuditAction,
  premisesId: string | null,
): AuditEntry {
  const who = { actorKind: 'command', actorId: by, roles: [], organisation: null };
  const purpose = action === 'purge' ? 'RETENTION' : 'DATA_SUBJECT_REQUEST';
  const what = { action, operation: `hub privacy ${action}`, purpose, requestId: null };
  return { ...who, ...what, at: now, premisesId, diagnosticId: null };
}
