import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/lgn/import.ts';
import { ask, ADVISOR, importFile, openWorld, type World } from '../support/world.ts';
import { CLOSE, DONE, FOLLOW_UP, OPEN, opening, PREMISES, RECORD, VISIT, VISITED } from './diagnostic.operations.ts';

let world: World<'lgn'>;
beforeAll(async () => {
  world = await openWorld('lgn');
  await importFile(world, datasets, 'addresses', 'tests/fixtures/lgn/adresses-demonstration.csv');
  await importFile(world, datasets, 'copper', '../shared/data/copper-47.csv', { asOf: '2025-08-01', source: 'Orange' });
});
afterAll(() => world.close());

const advisor = (query: string, variables: Record<string, unknown>) => ask(world, query, variables, { actor: ADVISOR });

async function result(query: string, variables: Record<string, unknown>) {
  const { data, errors } = await advisor(query, variables);
  expect(errors).toBeUndefined();
  return data?.result;
}

const opened = async () => (await result(OPEN, opening())).diagnostic;

describe('opening', () => {
  it('gives a dated diagnostic with the advice of the day', async () => {
    const diagnostic = await opened();
    expect(diagnostic).toMatchObject({
      version: 1,
      status: 'OPEN',
      date: '2026-11-23',
      premises: { id: PREMISES },
      events: [{ version: 1, kind: 'openDiagnostic', actor: 'advisor' }],
      recommendation: {
        urgency: 'NONE',
        verdict:
          'Fibre : aucune information ; cuivre : fermeture pas encore programmée (fin nationale prévue en 2030) (Orange, état au 01/08/2025) ; conseil : appeler le service de conseil de LGN.',
      },
    });
  });

  it('opens one diagnostic however many times the same request arrives at once', async () => {
    const request = opening();
    const all = await Promise.all(Array.from({ length: 5 }, () => result(OPEN, request)));
    expect(new Set(all.map(({ diagnostic }) => diagnostic.id)).size).toBe(1);
  });

  it.each([{ channel: 'HOME_VISIT' }, { needs: [] }])(
    'refuses a request identifier that opened something else: %o',
    async (change) => {
      const request = opening();
      await result(OPEN, request);
      const { errors } = await advisor(OPEN, { input: { ...request.input, ...change } });
      expect(errors?.[0]?.extensions['code']).toBe('CONFLICT');
    },
  );

  it('refuses premises that do not exist', async () => {
    const { errors } = await advisor(OPEN, opening({ premisesId: '47001_9999_99999' }));
    expect(errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
  });
});

describe('the life of a diagnostic', () => {
  it('goes through record, visit, follow-up and closing, and keeps every step', async () => {
    const { id } = await opened();
    const input = { observedTechnology: 'COPPER', observedDownMbps: 1.8, latencyMs: 45, finding: 'Ligne très longue.' };
    await result(RECORD, { id, expectedVersion: 1, input: { ...input, chosenSolution: 'FIXED_4G' } });
    expect((await result(VISIT, { id, expectedVersion: 2, on: '2026-11-24' })).diagnostic).toMatchObject({
      status: 'VISIT_SCHEDULED',
      visit: { on: '2026-11-24', slot: 'MORNING', doneOn: null },
    });
    await result(VISITED, { id, expectedVersion: 3 });
    const waiting = (await result(FOLLOW_UP, { id, expectedVersion: 4, note: 'Rappeler au 0 800 94 90 99' }))
      .diagnostic;
    expect(waiting).toMatchObject({ status: 'WAITING', followUps: [{ kind: 'CONTACT_OPERATOR', doneOn: null }] });
    const followUpId = waiting.followUps[0].id;
    expect((await result(DONE, { id, expectedVersion: 5, followUpId })).diagnostic.status).toBe('OPEN');
    expect((await result(CLOSE, { id, expectedVersion: 6 })).diagnostic).toMatchObject({
      version: 7,
      status: 'CLOSED',
      outcome: 'ORDERED',
      finding: 'Ligne très longue.',
      chosenSolution: 'FIXED_4G',
      observation: { technology: 'COPPER', observedDownMbps: 1.8, nominalDownMbps: null, latencyMs: 45 },
      events: [1, 2, 3, 4, 5, 6, 7].map((version) => expect.objectContaining({ version })),
    });
  });

  it('ends with its closing', async () => {
    const { id } = await opened();
    await result(CLOSE, { id, expectedVersion: 1 });
    const { errors } = await advisor(RECORD, { id, expectedVersion: 2, input: { finding: 'Encore' } });
    expect(errors?.[0]?.message).toMatch(/clos/);
  });

  it('leaves what a record does not give', async () => {
    const { id } = await opened();
    await result(RECORD, { id, expectedVersion: 1, input: { finding: 'Constat' } });
    const { diagnostic } = await result(RECORD, { id, expectedVersion: 2, input: { observedDownMbps: 4 } });
    expect(diagnostic).toMatchObject({ finding: 'Constat', needs: ['STUDIES'], observation: { observedDownMbps: 4 } });
  });

  it('cannot lose its events: the database itself refuses', async () => {
    await opened();
    await expect(world.sql.query('DELETE FROM connection_diagnostic_event')).rejects.toThrow(/append-only/);
    await expect(world.sql.query(`UPDATE connection_diagnostic_event SET kind = 'x'`)).rejects.toThrow(/append-only/);
  });
});

describe('two edits at once', () => {
  it('one is written, the other is given the current version, and nothing is lost', async () => {
    const { id } = await opened();
    const edits = await Promise.all([
      result(RECORD, { id, expectedVersion: 1, input: { finding: 'Premier constat' } }),
      result(RECORD, { id, expectedVersion: 1, input: { finding: 'Second constat' } }),
    ]);
    const written = edits.find(({ diagnostic }) => diagnostic !== null);
    const refused = edits.find(({ conflict }) => conflict !== null);
    expect(written.diagnostic.version).toBe(2);
    expect(refused).toMatchObject({
      diagnostic: null,
      conflict: { current: { version: 2, finding: written.diagnostic.finding } },
    });
    expect(refused.conflict.message).toMatch(/version 1.*à la 2.*Rien n’a été écrit/);
  });

  it('of different kinds are told apart too, twenty at a time', async () => {
    const { id } = await opened();
    const edits = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? result(FOLLOW_UP, { id, expectedVersion: 1 })
          : result(VISIT, { id, expectedVersion: 1, on: '2026-12-01' }),
      ),
    );
    expect(edits.filter(({ diagnostic }) => diagnostic !== null)).toHaveLength(1);
    const events = await world.sql.query('SELECT 1 FROM connection_diagnostic_event WHERE diagnostic_id = $1', [id]);
    expect(events.rowCount).toBe(2);
  });
});

describe('many edits of different diagnostics at once', () => {
  it('are all written, with fewer connections than edits', async () => {
    const all = await Promise.all(Array.from({ length: 15 }, opened));
    const edits = await Promise.all(
      all.map(({ id }) => result(RECORD, { id, expectedVersion: 1, input: { needs: ['TELEWORK'] } })),
    );
    expect(edits.every(({ diagnostic }) => diagnostic.version === 2 && diagnostic.needs[0] === 'TELEWORK')).toBe(true);
  });
});

describe('what may not be kept', () => {
  it.each([
    ['an e-mail', { finding: 'Écrire à jeanne@example.org' }],
    ['a telephone number', { finding: 'Rappeler au 06 12 34 56 78' }],
    ['a text of 1,001 characters', { finding: 'a'.repeat(1001) }],
    ['a negative speed', { observedDownMbps: -1 }],
  ])('%s is refused and writes nothing', async (_what, input) => {
    const { id } = await opened();
    const { errors } = await advisor(RECORD, { id, expectedVersion: 1, input });
    expect(errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
    const { rows } = await world.sql.query('SELECT version FROM connection_diagnostic WHERE id = $1', [id]);
    expect(rows).toEqual([{ version: 1 }]);
  });

  it('a visit in the past is refused', async () => {
    const { id } = await opened();
    const { errors } = await advisor(VISIT, { id, expectedVersion: 1, on: '2026-11-22' });
    expect(errors?.[0]?.message).toMatch(/déjà passé/);
  });
});
