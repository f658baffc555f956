import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { importFiles } from '../../platform/importer/import.ts';
import { datasets } from '../../subgraphs/department/import.ts';
import { follow, type Followed } from '../gateway/live/followed.ts';
import { openHub, type Hub } from '../support/hub.ts';
import { tokenFor } from '../support/identity.ts';
import { operation } from '../support/operations.ts';
import { ROOMY_PROTECTION } from '../support/protection.ts';

const DIAGNOSTIC = `subscription ($id: ID!) {
  changed: diagnosticUpdated(id: $id, purpose: QUALITY_CONTROL) {
    version finding premises { nearestPlaces(first: 1) { name } socialOffers { offer { name } } }
  }
}`;
const IMPORTS = 'subscription { departmentImportPublished { __typename dataset label source undone } }';

let folder: string;
let hub: Hub;
let supergraphFile: string;
let bearer: Record<string, string>;
const followed: Followed[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hub-subscriptions-'));
  supergraphFile = path.join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, await readFile('schema/supergraph.graphql'));
  const protection = { ...ROOMY_PROTECTION, subscriptions: { most: 10, mostPerCaller: 2 } };
  hub = await openHub({ supergraphFile, watchIntervalMs: 20, protection });
  bearer = { authorization: `Bearer ${await tokenFor({ roles: ['advisor'] })}` };
});
afterEach(async () => {
  for (const one of followed.splice(0)) one.leave();
  while (hub.underWay('lgn') + hub.underWay('department') > 0) await new Promise((resolve) => setTimeout(resolve, 20));
});
afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

async function followedBy(query: string, options: Parameters<typeof follow>[2] = {}): Promise<Followed> {
  const one = await follow(hub.url, query, options);
  followed.push(one);
  return one;
}

async function openedDiagnostic(): Promise<string> {
  const { query, variables } = operation('open-diagnostic');
  const input = { ...variables['input'], requestId: randomUUID() };
  const { data } = await hub.ask(query, { input }, bearer);
  return data.openDiagnostic.diagnostic.id;
}

async function recorded(id: string, expectedVersion: number, finding: string): Promise<void> {
  const { query } = operation('record-diagnostic');
  const { errors } = await hub.ask(query, { id, expectedVersion, input: { finding } }, bearer);
  expect(errors).toBeUndefined();
}

async function importPlaces(name: string): Promise<void> {
  const dataset = datasets.find((one) => one.name === 'places');
  const file = path.join(folder, 'places.csv');
  await writeFile(
    file,
    `id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,date_maj
l1,00000000000000,${name},AGEN,47000,47001,12 rue du Marché,44.2041,0.6170,2026-11-01\n`,
  );
  if (dataset === undefined) throw new Error('no dataset');
  const options = { actor: 'test', asOf: '2026-11-20', threshold: 1, source: 'Carte' };
  await importFiles({ databaseUrl: hub.databaseUrl('department'), dataset, files: [file], ...options });
}

/** By a token that expires soon; by one that lives longer where a busy machine has missed its life. */
async function followedBriefly(id: string, seconds: number): Promise<Followed> {
  const headers = { authorization: `Bearer ${await tokenFor({ roles: ['advisor'] }, seconds / 3600)}` };
  const one = await followedBy(DIAGNOSTIC, { variables: { id }, headers });
  return one.status === 401 ? followedBriefly(id, 3 * seconds) : one;
}

describe('a subscription to a diagnostic', () => {
  it('tells it as it is, then each change, with what other organisations know; each is in the audit journal', async () => {
    const id = await openedDiagnostic();
    const one = await followedBy(DIAGNOSTIC, { variables: { id }, headers: bearer });
    expect(one).toMatchObject({ status: 200, contentType: 'text/event-stream; charset=utf-8' });
    const first = await one.nextAnswer();
    expect(first.errors).toBeUndefined();
    expect(first.data.changed).toMatchObject({ version: 1, finding: null });
    expect(first.data.changed.premises.nearestPlaces).toHaveLength(1);
    expect(first.data.changed.premises.socialOffers.length).toBeGreaterThan(0);
    await recorded(await openedDiagnostic(), 1, 'D’un autre logement.');
    await recorded(id, 1, 'Débit faible.');
    let changed = (await one.nextAnswer()).data.changed;
    // What was told before may be told again.
    while (changed.version === 1) changed = (await one.nextAnswer()).data.changed;
    expect(changed).toMatchObject({ version: 2, finding: 'Débit faible.' });
    const auditor = { authorization: `Bearer ${await tokenFor({ roles: ['auditor'] })}` };
    const { data } = await hub.ask(
      '{ auditEntries(first: 5) { edges { node { operation purpose diagnosticId } } } }',
      {},
      auditor,
    );
    const reads = data.auditEntries.edges.filter(
      ({ node }: any) => node.operation === 'Subscription.diagnosticUpdated',
    );
    expect(reads.length).toBeGreaterThanOrEqual(2);
    expect(reads[0].node).toMatchObject({ purpose: 'QUALITY_CONTROL', diagnosticId: id });
  });

  it('is refused to who may not read diagnostics, without asking any organisation', async () => {
    const variables = { id: randomUUID() };
    const traffic = await hub.watch(async () => {
      const [event, end, ...more] = await (await followedBy(DIAGNOSTIC, { variables })).rest();
      expect(JSON.parse(event?.data ?? '').errors[0].extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
      expect(end).toEqual({ event: 'complete', data: '' });
      expect(more).toEqual([]);
    });
    expect(traffic.lgn.requests).toBe(0);
  });

  it('ends, in French, once the token has expired', async () => {
    const id = await openedDiagnostic();
    const one = await followedBriefly(id, 1);
    expect((await one.nextAnswer()).data.changed.version).toBe(1);
    const [error, end] = (await one.rest()).slice(-2);
    const { message, extensions } = JSON.parse(error?.data ?? '').errors[0];
    expect(message).toMatch(/expiré/);
    expect(extensions.code).toBe('TOKEN_EXPIRED');
    expect(end?.event).toBe('complete');
  });

  it('names what is no identifier of a diagnostic', async () => {
    const one = await followedBy(DIAGNOSTIC, { variables: { id: 'x' }, headers: bearer });
    const [error, end] = await one.rest();
    expect(JSON.parse(error?.data ?? '').errors[0].extensions.code).toBe('INVALID_INPUT');
    expect(end?.event).toBe('complete');
  });
});

describe('a subscription to imports', () => {
  it('tells anyone each one', async () => {
    const one = await followedBy(IMPORTS);
    await importPlaces('Lieu mobile');
    expect((await one.nextAnswer()).data.departmentImportPublished).toMatchObject({
      __typename: 'ImportPublication',
      dataset: 'places',
      source: 'Carte',
      undone: false,
    });
  });

  it('takes the place of one of a few, and gives it back when its reader leaves', async () => {
    const [one] = [await followedBy(IMPORTS), await followedBy(IMPORTS)];
    const { status, rest } = await follow(hub.url, IMPORTS);
    expect(status).toBe(429);
    await rest().catch(() => undefined);
    expect(hub.underWay('department')).toBe(2);
    one.leave();
    while (hub.underWay('department') > 1) await new Promise((resolve) => setTimeout(resolve, 20));
    let again = await followedBy(IMPORTS);
    while (again.status === 429) again = await followedBy(IMPORTS);
    expect(again.status).toBe(200);
  });

  it('ends without error when another supergraph is put in service', async () => {
    const one = await followedBy(IMPORTS);
    const sdl = await readFile(supergraphFile, 'utf8');
    await writeFile(supergraphFile, sdl.replace('Les questions que', 'Questions que'));
    expect(await one.rest()).toEqual([{ event: 'complete', data: '' }]);
  });
});

describe('whoever does not ask for a stream', () => {
  it('is told how a subscription is read', async () => {
    const { errors } = await hub.ask(IMPORTS);
    expect(errors?.[0]?.message).toMatch(/Accept: text\/event-stream/);
  });

  it('has the answer to a query as before, whatever else it accepts', async () => {
    const headers = { accept: 'text/event-stream, application/json' };
    expect(
      (await hub.ask('{ communes(first: 1) { totalCount } }', {}, headers)).data.communes.totalCount,
    ).toBeGreaterThan(0);
  });
});
