import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../platform/actor.ts';
import { datasets } from '../../subgraphs/department/import.ts';
import { loadTerritory } from '../../subgraphs/department/territory/territory.reference.ts';
import { ask, importFile, openWorld, person, type World } from '../support/world.ts';
import { CONFIRM, DECIDE, FILE, placesFile, PROPOSE, UPDATE } from './place-writing.operations.ts';

const SIRET = '43493312300029';
const as = (role: 'place-host' | 'department-agent', more: object) =>
  ({ actor: { ...person([role]), ...more } }) as const;
const HOST = as('place-host', { organisationSiret: SIRET, id: 'host' });
const HOST_BY_ID = as('place-host', { organisationId: SIRET, id: 'colleague' });
const FOREIGN = as('place-host', { organisationSiret: '20006893000010', organisationId: 'another' });
const OF_NOBODY = as('place-host', {});
const AGENT = as('department-agent', { organisationId: 'departement-47', id: 'agent' });
const OWN = 'carte-own';
const OTHER = 'carte-other';

let world: World<'department'>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lieux-'));
  world = await openWorld('department');
  await loadTerritory(world.sql);
  const file = join(folder, 'lieux.csv');
  const common = { commune: 'Agen', code_postal: '47000', code_insee: '47001', date_maj: '2025-01-15' };
  writeFileSync(
    file,
    placesFile([
      { ...common, id: 'own', pivot: SIRET, nom: 'Centre social du Port', adresse: '1 rue du Port' },
      { ...common, id: 'other', pivot: '00000000000000', nom: 'Bus numérique', adresse: '30 avenue du Nord' },
    ]),
  );
  await importFile(world, datasets, 'places', file, { source: 'Carte' });
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const first = async (query: string, variables: Record<string, unknown>, options: { actor: Actor }) => {
  const { data, errors } = await ask(world, query, variables, options);
  expect(errors).toBeUndefined();
  const [answer = {}] = Object.values<Record<string, any>>(data ?? {});
  return answer;
};
const revision = async (id = OWN): Promise<number> =>
  (await ask(world, `{ place(id: "${id}") { revision } }`)).data?.place.revision;

describe('confirming a place', () => {
  it('makes a stale place fresh, as of today, by its host', async () => {
    const before = (await ask(world, `{ place(id: "${OWN}") { freshness confirmation { on } } }`)).data?.place;
    expect(before).toEqual({ freshness: 'STALE', confirmation: null });
    const { place } = await first(CONFIRM, { id: OWN, expectedRevision: 0 }, HOST);
    expect(place).toMatchObject({
      revision: 1,
      lastConfirmedAt: '2026-11-23',
      freshness: 'FRESH',
      confirmation: { on: '2026-11-23', by: 'HOST' },
    });
  });

  it('twice in a day is written once, and a stale reading confirms nothing', async () => {
    const again = await first(CONFIRM, { id: OWN, expectedRevision: 1 }, HOST_BY_ID);
    expect(again.place.revision).toBe(1);
    const stale = await first(CONFIRM, { id: OWN, expectedRevision: 0 }, HOST);
    expect(stale).toMatchObject({ place: null, conflict: { currentRevision: 1 } });
  });

  it.each([
    ['a host of another organisation', FOREIGN, OWN, 'FORBIDDEN'],
    ['the host, of a place of nobody in particular', HOST, OTHER, 'FORBIDDEN'],
    ['a host of no organisation', OF_NOBODY, OWN, 'FORBIDDEN'],
    ['an operator’s agent of that organisation', { actor: person(['operator-agent'], SIRET) }, OWN, 'FORBIDDEN'],
    ['anyone', undefined, OWN, 'UNAUTHENTICATED'],
  ])('is refused to %s', async (_who, options, id, code) => {
    for (const [query, variables] of [
      [CONFIRM, { id, expectedRevision: 0 }],
      [PROPOSE, { placeId: id, expectedRevision: 0, changes: { phone: null } }],
      [FILE, { id }],
    ] as const) {
      const { data, errors } = await ask(world, query, variables, options);
      expect(Object.values(data ?? {})).toEqual([null]);
      expect(errors?.[0]?.extensions['code']).toBe(code);
    }
  });

  it('is the department’s too, whoever holds the place', async () => {
    const { place } = await first(CONFIRM, { id: OTHER, expectedRevision: 0 }, AGENT);
    expect(place.confirmation).toEqual({ on: '2026-11-23', by: 'DEPARTMENT' });
  });
});

describe('corrections that a host proposes', () => {
  const proposed = { phone: '05 53 00 00 07', services: ['AIDE_AUX_DEMARCHES_ADMINISTRATIVES'] };
  const propose = async (changes: object) =>
    first(PROPOSE, { placeId: OWN, expectedRevision: await revision(), changes, comment: 'Nouveau standard' }, HOST);

  it('wait for the department: nothing is published, and the same ones wait once', async () => {
    const { proposal } = await propose(proposed);
    expect(proposal).toMatchObject({
      status: 'PENDING',
      organisation: SIRET,
      changes: [
        { field: 'PHONE', value: '+33553000007', published: null, isPublished: false },
        { field: 'SERVICES', value: 'AIDE_AUX_DEMARCHES_ADMINISTRATIVES', published: '', isPublished: false },
      ],
    });
    expect((await propose(proposed)).proposal.id).toBe(proposal.id);
    expect((await ask(world, `{ place(id: "${OWN}") { phone } }`)).data?.place.phone).toBeNull();
    const listed = await ask(
      world,
      '{ placeProposals { totalCount edges { node { id place { name } } } } }',
      {},
      AGENT,
    );
    expect(listed.data?.placeProposals).toEqual({
      totalCount: 1,
      edges: [{ node: { id: proposal.id, place: { name: 'Centre social du Port' } } }],
    });
  });

  it('are decided by the department alone', async () => {
    const [pending] = (await ask(world, FILE, { id: OWN }, HOST)).data?.placeFile.proposals as { id: string }[];
    const variables = { id: pending?.id, expectedRevision: 1, accept: true };
    const { errors } = await ask(world, DECIDE, variables, HOST);
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    const reading = await ask(world, '{ placeProposals { totalCount } }', {}, HOST);
    expect(reading.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('accepted, are published as of the day they were proposed; sent twice, are accepted once', async () => {
    const [pending] = (await ask(world, FILE, { id: OWN }, HOST)).data?.placeFile.proposals as { id: string }[];
    const variables = { id: pending?.id, expectedRevision: 1, accept: true };
    const accepted = await first(DECIDE, variables, AGENT);
    expect(accepted.proposal).toMatchObject({
      status: 'ACCEPTED',
      changes: [{ isPublished: true }, { isPublished: true }],
    });
    expect((await first(DECIDE, variables, AGENT)).proposal.status).toBe('ACCEPTED');
    const { placeFile } = (await ask(world, FILE, { id: OWN }, HOST)).data;
    expect(placeFile).toMatchObject({
      revision: 2,
      writtenFields: [
        { field: 'PHONE', asOf: '2026-11-23', source: `Responsable du lieu (${SIRET})` },
        { field: 'SERVICES' },
      ],
      revisions: [
        { change: 'UPDATED', author: 'agent', changedFields: ['phone', 'services'] },
        { change: 'CONFIRMED', author: 'host', organisation: SIRET },
      ],
    });
  });

  it('refused, need a reason and leave the place as it is', async () => {
    const { proposal } = await propose({ name: 'Centre social du Port d’Agen' });
    const variables = { id: proposal.id, expectedRevision: 2, accept: false };
    expect((await first(DECIDE, variables, AGENT)).faults).toEqual([expect.objectContaining({ field: 'reason' })]);
    const refused = await first(DECIDE, { ...variables, reason: 'Nom déposé' }, AGENT);
    expect(refused.proposal).toMatchObject({ status: 'REFUSED', decisionReason: 'Nom déposé' });
    const late = await first(DECIDE, { ...variables, accept: true }, AGENT);
    expect(late.faults).toEqual([expect.objectContaining({ message: expect.stringContaining('autre décision') })]);
    expect(await revision()).toBe(2);
  });

  it('are not accepted on a place that changed since the agent read it', async () => {
    const { proposal } = await propose({ summary: 'Ouvert à tous.' });
    await first(UPDATE, { id: OWN, expectedRevision: 2, changes: { detail: 'Autre chose' } }, AGENT);
    const { conflict } = await first(DECIDE, { id: proposal.id, expectedRevision: 2, accept: true }, AGENT);
    expect(conflict.currentRevision).toBe(3);
  });

  it('are checked like any other, and refused when they say what is published', async () => {
    expect((await propose({ phone: '12' })).faults).toEqual([expect.objectContaining({ field: 'phone', value: '12' })]);
    expect((await propose({ phone: '0553000007' })).faults).toEqual([
      expect.objectContaining({ message: expect.stringContaining('confirmPlace') }),
    ]);
  });
});
