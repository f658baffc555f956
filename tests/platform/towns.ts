import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from '../../platform/importer/dataset.ts';
import { importFiles } from '../../platform/importer/import.ts';
import type { ImportReport } from '../../platform/importer/report.ts';
import { openSql } from '../support/scratch.ts';

export const towns: Dataset = {
  name: 'towns',
  label: 'Villes',
  tables: [
    {
      table: 'town',
      key: ['code'],
      columns: { code: 'text', name: 'text', tags: 'text[]', source: 'text' },
      scope: ({ source }) => `t.source = '${source}'`,
    },
  ],
  formats: [
    {
      name: 'towns-csv',
      label: 'une liste de villes',
      kind: 'csv',
      defaultSource: 'Essai',
      recognises: (columns) => columns.has('code') && columns.has('nom'),
      parse: ({ code, nom }, { source }) => {
        if (nom === '?') {
          const faults = [{ column: 'nom', value: '?', reason: 'n’est pas un nom' }];
          return { ok: false, faults, about: [{ table: 'town', values: { code } }] };
        }
        return /^\d{5}$/.test(String(code))
          ? { ok: true, rows: [{ table: 'town', values: { code, name: nom, tags: [String(nom), 'a"b\\c'], source } }] }
          : { ok: false, faults: [{ column: 'code', value: String(code), reason: 'n’est pas un code INSEE' }] };
      },
    },
    {
      name: 'towns-json',
      label: 'une liste de villes en JSON',
      kind: 'json',
      defaultSource: 'Essai',
      recognises: (columns) => columns.has('ville'),
      parse: ({ code, ville }, { source }) => ({
        ok: true,
        rows: [{ table: 'town', values: { code, name: ville, tags: [], source } }],
      }),
    },
  ],
};

export const rivers: Dataset = {
  ...towns,
  name: 'rivers',
  formats: towns.formats.slice(0, 1).map((format) => ({
    ...format,
    label: 'une liste de rivières',
    recognises: (columns) => columns.has('debit'),
  })),
};

/** A database with one imported table, for the importer alone. */
export interface TownWorld {
  readonly world: Awaited<ReturnType<typeof openSql>>;
  readonly file: (name: string, content: string | Buffer) => string;
  readonly run: (path: string, options?: Partial<Parameters<typeof importFiles>[0]>) => Promise<ImportReport>;
  readonly names: () => Promise<unknown[]>;
}

export async function openTowns(): Promise<TownWorld> {
  const world = await openSql('lgn');
  const folder = mkdtempSync(join(tmpdir(), 'hub-importer-'));
  await world.sql.query(
    'CREATE TABLE town (code text PRIMARY KEY, name text, tags text[], source text, import_id int, created_import_id int)',
  );
  return {
    world,
    file: (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    run: (path, options = {}) => {
      const request = { databaseUrl: world.url, dataset: towns, files: [path], actor: 'test', asOf: '2026-11-01' };
      return importFiles({ ...request, threshold: 1, ...options });
    },
    names: async () => {
      const { rows } = await world.sql.query<{ name: string }>('SELECT name FROM town ORDER BY code');
      return rows.map(({ name }) => name);
    },
  };
}
