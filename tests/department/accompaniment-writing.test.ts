import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../platform/actor.ts';
import { datasets } from '../../subgraphs/department/import.ts';
import { loadTerritory } from '../../subgraphs/department/territory/territory.reference.ts';
import { CANCEL, CREATE, GIVE_BACK, PERMANENCE, UPDATE, WORKSHOP } from './accompaniment-writing.operations.ts';
import { ask, importFile, openWorld, person, type World } from '../support/world.ts';

const AGENT = { actor: { ...person(['department-agent'], 'departement-47'), id: 'agent' } as Actor };
const PROGRAMME = 'tests/fixtures/department/accompaniment-programme.csv';
let world: World<'department'>;
beforeAll(async () => {
  world = await openWorld('department');
  await loadTerritory(world.sql);
});
afterAll(() => world.close());

const write = async (query: string, variables: Record<string, unknown>) => {
  const { data, errors } = await ask(world, query, variables, AGENT);
  expect(errors).toBeUndefined();
  const [answer = {}] = Object.values<Record<string, any>>(data ?? {});
  return answer;
};
const created = async (accompaniment: object) => (await write(CREATE, { accompaniment })).accompaniment;
const listed = async () => {
  const { data } = await ask(world, '{ accompaniments(first: 100) { edges { node { id } } } }');
  return data?.accompaniments.edges.map(({ node }: any) => node.id) as string[];
};

describe('an accompaniment that an agent publishes', () => {
  it('is offered at once, with its sessions and who says so', async () => {
    const workshop = await created(WORKSHOP);
    expect(workshop).toMatchObject({
      __typename: 'Workshop',
      revision: 1,
      cancelled: false,
      nextAt: '2026-12-01T13:00:00.000Z',
      bookable: true,
      booking: { phone: '+33553694000' },
      commune: { name: 'Agen' },
      provenance: { source: 'Conseil départemental de Lot-et-Garonne (saisie)', asOf: '2026-11-23' },
      sessions: [{ seatsTotal: 12, seatsLeft: 5 }, { seatsTotal: null }],
    });
    expect(await listed()).toContain(workshop.id);
  });

  it('sent twice is published once', async () => {
    const { faults } = await write(CREATE, { accompaniment: WORKSHOP });
    expect(faults).toEqual([
      expect.objectContaining({ field: 'title', message: expect.stringContaining('updateAccompaniment') }),
    ]);
  });

  it('is refused every fault at once, in the words of the graph, each with a good example', async () => {
    const accompaniment = {
      kind: 'WORKSHOP',
      bookingPhone: '05 53',
      sessions: [
        { date: '2026-12-01', opensAt: '16:00', closesAt: '14:00' },
        { date: '2026-12-02', opensAt: '14:00', closesAt: '16:00', seatsLeft: 3 },
      ],
    };
    const { faults } = await write(CREATE, { accompaniment });
    expect(faults.map(({ field }: any) => field).sort()).toEqual([
      'bookingPhone',
      'placeId',
      'sessions',
      'sessions[1]',
      'themes',
      'title',
    ]);
    for (const { message } of faults) expect(message).toMatch(/attendu/);
    expect(JSON.stringify(faults)).not.toMatch(/id_lieu|code_insee|titre »/);
  });

  it('names a place, a commune and an organisation that exist', async () => {
    const accompaniment = {
      ...WORKSHOP,
      title: 'Ailleurs',
      placeId: 'nulle-part',
      organisationId: 'personne',
      communeCode: '75056',
    };
    const { faults } = await write(CREATE, { accompaniment });
    expect(faults.map(({ field, value }: any) => [field, value])).toEqual([
      ['placeId', 'nulle-part'],
      ['communeCode', '75056'],
      ['organisationId', 'personne'],
    ]);
  });
});

describe('a change', () => {
  it('keeps what is not given, and is told apart from a stale one', async () => {
    const { id } = await created({ ...WORKSHOP, title: 'Atelier changé' });
    const changed = await write(UPDATE, { id, expectedRevision: 1, changes: { title: 'Atelier nouveau' } });
    expect(changed.accompaniment).toMatchObject({ title: 'Atelier nouveau', revision: 2, sessions: [{}, {}] });
    const stale = await write(UPDATE, { id, expectedRevision: 1, changes: { title: 'Autre' } });
    expect(stale).toMatchObject({
      accompaniment: null,
      conflict: { currentRevision: 2, current: { title: 'Atelier nouveau' } },
    });
    const same = await write(UPDATE, { id, expectedRevision: 2, changes: { title: 'Atelier nouveau' } });
    expect(same.accompaniment.revision).toBe(2);
    const history = await ask(
      world,
      `{ accompanimentRevisions(id: "${id}") { revision change author organisation changedFields } }`,
      {},
      AGENT,
    );
    expect(history.data?.accompanimentRevisions).toEqual([
      { revision: 2, change: 'UPDATED', author: 'agent', organisation: 'departement-47', changedFields: ['title'] },
      { revision: 1, change: 'CREATED', author: 'agent', organisation: 'departement-47', changedFields: [] },
    ]);
  });

  it('of a file’s accompaniment is not undone by its next import, which says so, until it is given back', async () => {
    await importFile(world, datasets, 'accompaniments', PROGRAMME);
    const { data } = await ask(
      world,
      '{ accompaniments(filter: { kinds: [WORKSHOP] }) { edges { node { id title provenance { source } } } } }',
    );
    const { id, title } = data?.accompaniments.edges
      .map(({ node }: any) => node)
      .find(({ provenance }: any) => provenance.source === 'Déclic47');
    const changed = await write(UPDATE, { id, expectedRevision: 0, changes: { title: 'Titre corrigé' } });
    expect(changed.accompaniment).toMatchObject({ title: 'Titre corrigé', revision: 1 });
    const file = join(tmpdir(), `programme-${process.pid}.csv`);
    writeFileSync(file, readFileSync(PROGRAMME, 'utf8').replace(title, 'Titre du fichier'));
    const { remarks } = await importFile(world, datasets, 'accompaniments', file);
    rmSync(file);
    const read = await ask(world, `{ accompaniment(id: "${id}") { title } }`);
    expect(read.data?.accompaniment.title).toBe('Titre corrigé');
    expect(remarks).toContainEqual(expect.stringMatching(/« Titre corrigé » .* n’a pas été appliqué/));
    const back = await write(GIVE_BACK, { id, expectedRevision: 1 });
    expect(back.accompaniment).toMatchObject({
      title: 'Titre du fichier',
      revision: 2,
      provenance: { source: 'Déclic47' },
    });
  });
});

describe('cancelling', () => {
  it('one day leaves the others; the last one cancels all, and a change publishes again', async () => {
    const { id } = await created({ ...WORKSHOP, title: 'Atelier annulé' });
    const once = await write(CANCEL, { id, expectedRevision: 1, on: '2026-12-01', reason: 'Salle fermée' });
    expect(once.accompaniment).toMatchObject({ cancelled: false, nextAt: '2026-12-08T13:00:00.000Z' });
    const all = await write(CANCEL, { id, expectedRevision: 2, on: '2026-12-08', reason: 'Salle fermée' });
    expect(all.accompaniment).toMatchObject({ cancelled: true, cancellationReason: 'Salle fermée', nextAt: null });
    expect(await listed()).not.toContain(id);
    const again = await write(UPDATE, { id, expectedRevision: 3, changes: {} });
    expect(again.accompaniment).toMatchObject({ cancelled: false, revision: 4 });
    expect(await listed()).toContain(id);
  });

  it('a permanence of one day excludes it, and the whole of it leaves the lists', async () => {
    const { id } = await created(PERMANENCE);
    const once = await write(CANCEL, { id, expectedRevision: 1, on: '2026-11-24', reason: 'Formation' });
    expect(once.accompaniment).toMatchObject({
      excludedDates: ['2026-11-24'],
      nextAt: '2026-12-01T08:00:00.000Z',
    });
    const wrong = await write(CANCEL, { id, expectedRevision: 2, on: '2026-11-25', reason: 'Formation' });
    expect(wrong.faults).toEqual([expect.objectContaining({ field: 'on', value: '2026-11-25' })]);
    expect((await write(CANCEL, { id, expectedRevision: 2, reason: ' ' })).faults[0].field).toBe('reason');
    const all = await write(CANCEL, { id, expectedRevision: 2, reason: 'Départ de l’agent' });
    expect(all.accompaniment.cancelled).toBe(true);
    expect(await listed()).not.toContain(id);
    expect((await write(GIVE_BACK, { id, expectedRevision: 3 })).faults[0].message).toContain('aucun fichier');
  });
});

it.each([
  ['anyone', undefined, 'UNAUTHENTICATED'],
  ['a place’s host', person(['place-host'], 'departement-47'), 'FORBIDDEN'],
  ['an advisor', person(['advisor'], 'lgn'), 'FORBIDDEN'],
  ['an operator’s agent', person(['operator-agent'], 'orange'), 'FORBIDDEN'],
])('%s writes no accompaniment', async (_who, actor, code) => {
  for (const [query, variables] of [
    [CREATE, { accompaniment: WORKSHOP }],
    [UPDATE, { id: 'x', expectedRevision: 0, changes: {} }],
    [CANCEL, { id: 'x', expectedRevision: 0, reason: 'Salle fermée' }],
    [GIVE_BACK, { id: 'x', expectedRevision: 0 }],
  ] as const) {
    const { errors } = await ask(world, query, variables, actor === undefined ? {} : { actor });
    expect(errors?.[0]?.extensions['code']).toBe(code);
  }
});
