import { expect } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../platform/actor.ts';
import type { ImportReport } from '../../platform/importer/report.ts';
import { datasets } from '../../subgraphs/department/import.ts';
import { loadTerritory } from '../../subgraphs/department/territory/territory.reference.ts';
import { ask, importFile, openWorld, person, type AskOptions, type World } from '../support/world.ts';
import { placesFile, UPDATE } from './place-writing.operations.ts';

type Row = Readonly<Record<string, string>>;

/** An agent of the department. */
export const AGENT: AskOptions = { actor: { ...person(['department-agent'], 'departement-47'), id: 'agent' } as Actor };

/** A place as its producer's file describes it; the hub knows it as `carte-bib`. */
export const LIBRARY = {
  id: 'bib',
  pivot: '43493312300029',
  nom: 'Médiathèque du Pin',
  commune: 'Agen',
  code_postal: '47000',
  code_insee: '47001',
  adresse: '1 rue du Pin',
  telephone: '05 53 69 40 00',
  services: 'Aide aux démarches administratives',
  date_maj: '2026-10-01',
};
export const ID = 'carte-bib';

export interface PlacesWorld {
  readonly world: World<'department'>;
  /** Imports a file of places of the source « Carte ». */
  readonly imported: (rows: readonly Row[]) => Promise<ImportReport>;
  /** What the only field of an operation gives, which no error accompanies. */
  readonly write: (query: string, variables: object, options?: AskOptions) => Promise<any>;
  /** Corrects the library, as it is now. */
  readonly update: (changes: object, more?: object) => Promise<any>;
  readonly revisionOf: (id: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** The department's subgraph, with its communes. */
export async function openPlacesWorld(): Promise<PlacesWorld> {
  const world = await openWorld('department');
  const folder = mkdtempSync(join(tmpdir(), 'lieux-'));
  await loadTerritory(world.sql);
  let files = 0;
  const write: PlacesWorld['write'] = async (query, variables, options = AGENT) => {
    const { data, errors } = await ask(world, query, { ...variables }, options);
    expect(errors).toBeUndefined();
    return Object.values(data ?? {})[0];
  };
  const revisionOf = async (id: string): Promise<number> =>
    (await ask(world, `{ place(id: "${id}") { revision } }`)).data?.place?.revision;
  return {
    world,
    write,
    revisionOf,
    imported: (rows) => {
      const file = join(folder, `lieux-${(files += 1)}.csv`);
      writeFileSync(file, placesFile(rows));
      return importFile(world, datasets, 'places', file, { source: 'Carte' });
    },
    update: async (changes, more = {}) =>
      write(UPDATE, { id: ID, expectedRevision: await revisionOf(ID), changes, ...more }),
    close: async () => {
      await world.close();
      rmSync(folder, { recursive: true });
    },
  };
}
