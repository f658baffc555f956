import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../platform/actor.ts';
import { ask, person } from '../support/world.ts';
import { CLOSE, CREATE, FILE, UPDATE } from './place-writing.operations.ts';
import { AGENT, ID, LIBRARY, openPlacesWorld, type PlacesWorld } from './places-world.ts';

let { world, imported, write, revisionOf, close } = {} as PlacesWorld;
beforeAll(async () => {
  ({ world, imported, write, revisionOf, close } = await openPlacesWorld());
  await imported([LIBRARY]);
});
afterAll(() => close());

const PARTNER: Actor = { kind: 'partner', id: 'p', quotaClass: 'standard', documents: 'any', scopes: ['places:write'] };
const NEW = { name: 'Tiers-lieu des Deux Ponts', address: '4 quai du Canal', postcode: '47000', communeCode: '47001' };

describe('a place that no file describes', () => {
  it('is created once, and is fresh', async () => {
    const { place } = await write(CREATE, { place: { ...NEW, services: ['LOISIRS_ET_CREATIONS_NUMERIQUES'] } });
    expect(place).toMatchObject({
      id: 'departement-47-saisie-tiers-lieu-des-deux-ponts-47001',
      commune: { name: 'Agen' },
      revision: 1,
      freshness: 'FRESH',
      confirmation: { on: '2026-11-23', by: 'DEPARTMENT' },
    });
    expect((await write(CREATE, { place: NEW })).faults).toEqual([
      expect.objectContaining({ field: 'name', message: expect.stringContaining('updatePlace') }),
    ]);
  });

  it('is not created when a file already describes it', async () => {
    const { faults } = await write(CREATE, { place: { ...NEW, name: 'Médiathèque du Pin', address: '1 rue du Pin' } });
    expect(faults).toEqual([expect.objectContaining({ message: expect.stringContaining(`« ${ID} »`) })]);
    expect(await world.prisma.placeEntry.count({ where: { placeId: { contains: 'mediatheque' } } })).toBe(0);
  });

  it('stays after an import, and is the same place once a file describes it', async () => {
    const id = 'departement-47-saisie-tiers-lieu-des-deux-ponts-47001';
    await imported([LIBRARY]);
    expect(await revisionOf(id)).toBe(1);
    const described = { ...LIBRARY, id: 'ponts', nom: NEW.name, adresse: NEW.address, pivot: '43493312300029' };
    await imported([LIBRARY, described]);
    const { data } = await ask(
      world,
      `{ place(id: "${id}") { phone services sources { sourceId } } places { totalCount } }`,
    );
    expect(data).toMatchObject({
      place: { phone: '+33553694000', services: expect.any(Array) },
      places: { totalCount: 2 },
    });
    expect(data?.place.services).toEqual(['LOISIRS_ET_CREATIONS_NUMERIQUES']);
  });
});

describe('a place that is closed', () => {
  it('leaves the lists with its reason kept, whatever the files go on saying, until it is opened again', async () => {
    const expectedRevision = await revisionOf(ID);
    const closed = await write(CLOSE, { id: ID, expectedRevision, on: '2026-11-15', reason: 'Travaux' });
    expect(closed).toMatchObject({ place: null, closedPlaceId: ID, faults: [] });
    await imported([{ ...LIBRARY, date_maj: '2026-11-23', telephone: '05 53 00 00 09' }]);
    const { data } = await ask(
      world,
      `{ place(id: "${ID}") { id } removedPlaces(first: 100) { edges { node { id reason replacedBy } } } }`,
    );
    expect(data?.place).toBeNull();
    expect(data?.removedPlaces.edges.map(({ node }: any) => node)).toContainEqual({
      id: ID,
      reason: 'CLOSED',
      replacedBy: null,
    });
    const { placeFile } = (await ask(world, FILE, { id: ID }, AGENT)).data;
    expect(placeFile).toMatchObject({
      closedOn: '2026-11-15',
      revisions: [{ change: 'CLOSED', reason: 'Travaux' }],
    });
    const opened = await write(UPDATE, { id: ID, expectedRevision: expectedRevision + 1, changes: {} });
    expect(opened.place).toMatchObject({ id: ID, phone: '+33553000009', revision: expectedRevision + 2 });
  });

  it('asks for a reason and a day that has come', async () => {
    const { faults } = await write(CLOSE, {
      id: ID,
      expectedRevision: await revisionOf(ID),
      on: '2026-12-01',
      reason: ' ',
    });
    expect(faults.map(({ field }: any) => field).sort()).toEqual(['on', 'reason']);
  });
});

it.each([
  ['anyone', undefined, 'UNAUTHENTICATED'],
  ['a place’s host', person(['place-host'], 'departement-47'), 'FORBIDDEN'],
  ['an advisor', person(['advisor'], 'lgn'), 'FORBIDDEN'],
  ['an EPCI’s agent', person(['epci-staff'], 'departement-47'), 'FORBIDDEN'],
  ['a partner’s key', PARTNER, 'FORBIDDEN'],
])('%s writes no place', async (_who, actor, code) => {
  for (const [query, variables] of [
    [CREATE, { place: NEW }],
    [UPDATE, { id: ID, expectedRevision: 0, changes: {} }],
    [CLOSE, { id: ID, expectedRevision: 0, reason: 'Travaux' }],
  ] as const) {
    const { errors } = await ask(world, query, variables, actor === undefined ? {} : { actor });
    expect(errors?.[0]?.extensions['code']).toBe(code);
  }
});

it('an unknown place is a fault, not an error', async () => {
  const { faults } = await write(UPDATE, { id: 'rien', expectedRevision: 0, changes: {} });
  expect(faults).toEqual([{ field: 'id', value: 'rien', message: 'aucun lieu n’a cet identifiant' }]);
});
