import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importFiles } from '../../platform/importer/import.ts';
import { datasets as departmentDatasets } from '../../subgraphs/department/import.ts';
import { datasets as lgnDatasets } from '../../subgraphs/lgn/import.ts';
import { openHub, type Hub } from '../support/hub.ts';
import { until } from '../support/until.ts';
import { emptiedRedis } from '../support/redis.ts';

const PLACE = '{ place(id: "carte-lieu-1") { name commune { name placeCount } } }';
const LIST =
  '{ places(filter: { text: "lieu mobile" }) { totalCount edges { node { name } } pageInfo { hasNextPage } } }';
const COPPER = '{ commune(inseeCode: "47006") { name copperClosure { commercialClosure } } }';
const ELSEWHERE = '{ communes(first: 1) { totalCount } copperClosures(first: 1) { totalCount } }';

let folder: string;
let hub: Hub;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hub-import-cache-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function importText(subgraph: 'department' | 'lgn', name: string, text: string): Promise<void> {
  const dataset = [...departmentDatasets, ...lgnDatasets].find((one) => one.name === name);
  if (dataset === undefined) throw new Error(`no dataset « ${name} »`);
  const file = path.join(folder, `${name}.csv`);
  await writeFile(file, text);
  const databaseUrl = hub.databaseUrl(subgraph);
  const options = { actor: 'test', asOf: '2026-11-20', threshold: 1, source: 'Carte' };
  const report = await importFiles({ databaseUrl, dataset, files: [file], ...options });
  expect(report).toMatchObject({ outcome: 'published', rejected: 0 });
}

const placesFile = (name: string) => `id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,date_maj
lieu-1,00000000000000,${name},AGEN,47000,47001,12 rue du Marché,44.2041,0.6170,2026-11-01
`;
const copperFile = (day: string) => `code_insee;nom_commune;lot;fermeture_commerciale;fermeture_technique;code_oi
47006;Allez-et-Cazeneuve;4_1;${day};2028-01-31;FRTE/AQTH
`;

async function read(query: string): Promise<string> {
  const { data, errors } = await hub.ask(query);
  expect(errors).toBeUndefined();
  return JSON.stringify(data);
}

/** Reads until nothing is asked of the subgraphs any more: what is read is kept. */
async function readFromCache(query: string): Promise<string> {
  for (;;) {
    let text = '';
    const traffic = await hub.watch(async () => (text = await read(query)));
    if (Object.values(traffic).every(({ requests }) => requests === 0)) return text;
  }
}

/** After `change` readers come to see `expected`; whoever has seen it never sees what was before again. */
async function changes(query: string, expected: string, change: () => Promise<void>): Promise<void> {
  expect(await readFromCache(query)).not.toContain(expected);
  await change();
  while (!(await read(query)).includes(expected));
  expect(await readFromCache(query)).toContain(expected);
}

const stores: [string, () => Promise<string | undefined>][] = [['memory', () => Promise.resolve(undefined)]];
if (process.env['REDIS_URL'] !== undefined) stores.push(['memory and Redis', () => emptiedRedis(3)]);

describe.each(stores)('what is kept in %s', (_where, redisUrl) => {
  beforeAll(async () => {
    hub = await openHub({ caching: { maxBytes: 10_000_000, redisUrl: await redisUrl() } });
  });
  afterAll(() => hub.close());

  it('of places, their lists and the figures of their commune ends with the import that changes it', async () => {
    const before = await readFromCache('{ commune(inseeCode: "47001") { placeCount } }');
    const count = Number(/\d+/.exec(before)?.[0]);
    await importText('department', 'places', placesFile('Lieu mobile d’Agen'));
    while (!(await read('{ commune(inseeCode: "47001") { placeCount } }')).includes(String(count + 1)));
    await readFromCache(LIST);
    const renamed = () => importText('department', 'places', placesFile('Lieu mobile déplacé'));
    await changes(PLACE, 'Lieu mobile déplacé', renamed);
    expect(await readFromCache(LIST)).toContain('Lieu mobile déplacé');
  });

  it('of a commune’s copper ends too, and what another organisation owns stays', async () => {
    await importText('lgn', 'copper', copperFile('2026-01-31'));
    while (!(await read(COPPER)).includes('2026-01-31'));
    let year = 2027;
    await until('what the department owns, kept while LGN is asked', async () => {
      await readFromCache(ELSEWHERE);
      const day = `${year++}-01-31`;
      await changes(COPPER, day, () => importText('lgn', 'copper', copperFile(day)));
      const { department, lgn } = await hub.watch(() => read(ELSEWHERE));
      // Where a busy machine has not confirmed in time what it keeps, it asks everybody: another import tells.
      return department.requests === 0 && lgn.requests === 1;
    });
  });
});
