import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyAudit } from '../../platform/audit/verify.ts';
import { datasets } from '../../subgraphs/lgn/import.ts';
import { privacy } from '../../subgraphs/lgn/privacy.ts';
import { ADVISOR, ask, importFile, openWorld, person, type World } from '../support/world.ts';
import { CLOSE, OPEN, opening, PREMISES, RECORD } from './diagnostic.operations.ts';

let world: World<'lgn'>;
beforeAll(async () => {
  world = await openWorld('lgn');
  await importFile(world, datasets, 'addresses', 'tests/fixtures/lgn/adresses-demonstration.csv');
});
afterAll(() => world.close());

const NOW = new Date('2026-11-23T09:00:00Z');
const advisor = (query: string, variables: Record<string, unknown> = {}) =>
  ask(world, query, variables, { actor: ADVISOR });
const opened = async () => (await advisor(OPEN, opening())).data?.result.diagnostic;

/** Everything that the table refuses, done all the same, as its owner can. */
async function tamper(sql: string): Promise<void> {
  await world.sql.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
  await world.sql.query(sql);
  await world.sql.query('ALTER TABLE audit_entry ENABLE TRIGGER USER');
}

async function entries(): Promise<Record<string, unknown>[]> {
  const { rows } = await world.sql.query<Record<string, unknown>>(
    'SELECT action, operation, purpose, actor_kind, actor_id, roles, premises_id, diagnostic_id FROM audit_entry ORDER BY sequence',
  );
  return rows;
}

async function inTransaction<T>(
  work: Parameters<typeof privacy.erased>[0] extends infer C ? (client: C) => Promise<T> : never,
) {
  const client = await world.sql.connect();
  await client.query('BEGIN');
  const result = await work(client);
  await client.query('COMMIT');
  client.release();
  return result;
}

beforeEach(async () => {
  await tamper('DELETE FROM audit_entry');
});

describe('the journal of accesses', () => {
  it('keeps who wrote and who read which diagnostic, of which premises, by which field, and why', async () => {
    const { id } = await opened();
    await advisor(`query ($id: ID!) { connectionDiagnostic(id: $id, purpose: QUALITY_CONTROL) { id } }`, { id });
    const who = { actor_kind: 'person', actor_id: 'test', roles: 'advisor', premises_id: PREMISES, diagnostic_id: id };
    expect(await entries()).toEqual([
      { ...who, action: 'write', operation: 'Mutation.openDiagnostic', purpose: 'ACCOMPANIMENT' },
      { ...who, action: 'read', operation: 'Query.connectionDiagnostic', purpose: 'QUALITY_CONTROL' },
    ]);
  });

  it('has one line for each diagnostic of a list, and of a premises', async () => {
    const { id } = await opened();
    await tamper('DELETE FROM audit_entry');
    await advisor('{ connectionDiagnostics(first: 1) { edges { node { id } } } }');
    await advisor(`{ premises(id: "${PREMISES}") { diagnostics { id } } }`);
    const written = await entries();
    expect(written[0]).toMatchObject({ operation: 'Query.connectionDiagnostics' });
    expect(written.slice(1).map(({ operation }) => operation)).toContain('Premises.diagnostics');
    expect(written.map(({ diagnostic_id }) => diagnostic_id)).toContain(id);
  });

  it('has a read for the diagnostic that a conflict shows, and none for a write that failed', async () => {
    const { id } = await opened();
    await tamper('DELETE FROM audit_entry');
    await advisor(RECORD, { id, expectedVersion: 9, input: { finding: 'Rien' } });
    await advisor(RECORD, { id, expectedVersion: 1, input: { latencyMs: -4 } });
    expect(await entries()).toMatchObject([{ action: 'read', operation: 'Mutation.recordDiagnostic' }]);
  });

  it('stops the reading when it cannot be written', async () => {
    const { id } = await opened();
    await world.sql.query('ALTER TABLE audit_entry RENAME TO audit_entry_away');
    const { data, errors } = await advisor(`{ connectionDiagnostic(id: "${id}") { id } }`);
    await world.sql.query('ALTER TABLE audit_entry_away RENAME TO audit_entry');
    expect(data?.['connectionDiagnostic']).toBeNull();
    expect(errors).toHaveLength(1);
  });

  it.each(['UPDATE audit_entry SET purpose = $$x$$', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])(
    'refuses %s',
    async (sql) => {
      await opened();
      await expect(world.sql.query(sql)).rejects.toThrow('append-only');
    },
  );

  it('is read by auditors alone, who may not read the diagnostics', async () => {
    const { id } = await opened();
    const query = `{ auditEntries(filter: { premisesId: "${PREMISES}" }) { totalCount edges { node { sequence action diagnosticId roles } } } }`;
    const auditor = { actor: person(['auditor']) };
    const { data, errors } = await ask(world, query, {}, auditor);
    expect(errors).toBeUndefined();
    expect(data?.['auditEntries']).toEqual({
      totalCount: 1,
      edges: [{ node: { sequence: '1', action: 'WRITE', diagnosticId: id, roles: ['advisor'] } }],
    });
    expect((await advisor(query)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    const refused = await ask(world, `{ connectionDiagnostic(id: "${id}") { id } }`, {}, auditor);
    expect(refused.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});

describe('the verification of the journal', () => {
  const verify = () => verifyAudit(world.sql);

  it('finds it whole, also after writers at the same instant', async () => {
    await Promise.all(Array.from({ length: 12 }, opened));
    expect(await verify()).toMatchObject({ entries: 12, erased: 0, from: '1', fault: null, head: { sequence: '12' } });
  });

  it.each([
    ['a changed value', "UPDATE audit_entry SET actor_id = 'other' WHERE sequence = 2", 'CHANGED', '2'],
    ['another household', "UPDATE audit_entry SET premises_id = 'x' WHERE sequence = 2", 'SUBJECT_CHANGED', '2'],
    ['a removed row', 'DELETE FROM audit_entry WHERE sequence = 2', 'MISSING', '3'],
    ['a removed beginning', 'DELETE FROM audit_entry WHERE sequence < 3', 'MISSING', '3'],
  ])('tells %s, and where', async (_what, sql, kind, sequence) => {
    for (let count = 0; count < 4; count += 1) await opened();
    await tamper(sql);
    expect((await verify()).fault).toEqual({ kind, sequence });
  });

  it('tells a removed end, by a head that was kept elsewhere', async () => {
    for (let count = 0; count < 3; count += 1) await opened();
    const { head } = await verify();
    await tamper('DELETE FROM audit_entry WHERE sequence = 3');
    expect((await verifyAudit(world.sql, head)).fault).toEqual({ kind: 'HEAD_UNKNOWN', sequence: '3' });
  });
});

describe('a household’s data', () => {
  const request = { premisesId: PREMISES, by: 'operator', now: NOW };

  it('is exported whole, with who saw it', async () => {
    const { id } = await opened();
    const exported = await privacy.exported(world.sql, request);
    expect(exported['diagnostics']).toContainEqual(expect.objectContaining({ id, premises_id: PREMISES }));
    expect(exported['historique']).toContainEqual(expect.objectContaining({ diagnostic_id: id, version: 1 }));
    expect(exported['accès']).toMatchObject([{ action: 'write' }, { action: 'export' }]);
  });

  it('is erased, its accesses made anonymous, and the journal still holds', async () => {
    await opened();
    await opened();
    const counts = await inTransaction((client) => privacy.erased(client, request));
    expect(counts['accès rendus anonymes']).toBe(2);
    const { rows } = await world.sql.query('SELECT 1 FROM connection_diagnostic WHERE premises_id = $1', [PREMISES]);
    expect(rows).toEqual([]);
    const { rows: left } = await world.sql.query(
      `SELECT 1 FROM audit_entry WHERE audit_entry::text LIKE '%${PREMISES}%'`,
    );
    expect(left).toEqual([]);
    expect(await verifyAudit(world.sql)).toMatchObject({ entries: 3, erased: 2, fault: null });
  });

  it('is forgotten when its time is over, and the journal says from where it goes on', async () => {
    const { id } = await opened();
    await advisor(CLOSE, { id, expectedVersion: 1 });
    const before = await verifyAudit(world.sql);
    const later = { by: 'operator', now: new Date('2029-12-24T09:00:00Z'), diagnosticMonths: 36, auditMonths: 12 };
    const counts = await inTransaction((client) => privacy.purged(client, later));
    expect(counts).toMatchObject({ diagnostics: 1, accès: 2 });
    expect((await ask(world, `{ connectionDiagnostic(id: "${id}") { id } }`, {}, { actor: ADVISOR })).data).toEqual({
      connectionDiagnostic: null,
    });
    const after = await verifyAudit(world.sql, before.head);
    expect(after).toMatchObject({ fault: null, from: '3' });
  });

  it('is kept until then: a closed diagnostic of the last months, and an open one of any age', async () => {
    const { id } = await opened();
    await opened();
    await advisor(CLOSE, { id, expectedVersion: 1 });
    const later = { by: 'operator', now: new Date('2029-11-22T09:00:00Z'), diagnosticMonths: 36, auditMonths: 600 };
    expect(await inTransaction((client) => privacy.purged(client, later))).toMatchObject({ diagnostics: 0, accès: 0 });
  });
});
