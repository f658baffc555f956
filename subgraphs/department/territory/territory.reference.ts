import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';

/** What runs SQL: a pool or a client. */
export interface Sql {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

const require = createRequire(import.meta.url);
const CENTRES = new URL('../data/commune-centres.csv', import.meta.url);

const Communes = z.array(
  z.object({
    code: z.string(),
    nom: z.string(),
    type: z.string(),
    departement: z.string().optional(),
    codesPostaux: z.array(z.string()).optional(),
    population: z.number().optional(),
  }),
);
const Epcis = z.array(
  z.object({
    code: z.string(),
    nom: z.string(),
    type: z.string(),
    populationMunicipale: z.number(),
    membres: z.array(z.object({ code: z.string() })),
  }),
);

/** The roadmap's three profiles of EPCI (« Portrait du Lot-et-Garonne »); CC des Deux Rives is in none of them. */
const ROADMAP_GROUPS: Readonly<Record<string, number>> = {
  '200030674': 1, // Val de Garonne Agglomération
  '244701355': 1, // Coteaux et Landes de Gascogne
  '200068948': 1, // Albret Communauté
  '200023307': 1, // Grand Villeneuvois
  '200068922': 1, // Confluent et Coteaux de Prayssas
  '244700449': 2, // Pays de Duras
  '244700464': 2, // Pays de Lauzun
  '200036523': 2, // Bastides en Haut Agenais Périgord
  '244701405': 2, // Lot et Tolzac
  '200068930': 2, // Fumel Vallée du Lot
  '200096956': 3, // Agglomération d'Agen
};

/**
 * Loads the 319 communes and 12 EPCI of Lot-et-Garonne; running it again changes nothing.
 * Sources: @etalab/decoupage-administratif; centres derived from IGN Admin Express (data/SOURCES.md).
 */
export async function loadTerritory(sql: Sql): Promise<void> {
  const communes = Communes.parse(etalab('communes')).filter(
    ({ departement, type }) => departement === '47' && type === 'commune-actuelle',
  );
  const codes = new Set(communes.map(({ code }) => code));
  const epcis = Epcis.parse(etalab('epci')).filter(({ membres }) => membres.some(({ code }) => codes.has(code)));
  const epciOf = new Map(epcis.flatMap(({ code, membres }) => membres.map((member) => [member.code, code])));
  const centres = readCentres();
  await replace(sql, 'commune', 'code', {
    definition: `code text, name text, postcodes text[], population int, epci_siren text,
      latitude double precision, longitude double precision`,
    rows: communes.map(({ code, nom, codesPostaux = [], population }) => ({
      code,
      name: nom,
      postcodes: codesPostaux,
      population: population ?? null,
      epci_siren: epciOf.get(code) ?? null,
      ...centres.get(code),
    })),
  });
  await replace(sql, 'epci', 'siren', {
    definition: 'siren text, name text, kind text, population int, roadmap_group smallint',
    rows: epcis.map(({ code, nom, type, populationMunicipale }) => ({
      siren: code,
      name: nom,
      kind: type,
      population: populationMunicipale,
      roadmap_group: ROADMAP_GROUPS[code] ?? null,
    })),
  });
}

function etalab(name: string): unknown {
  return JSON.parse(readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${name}.json`), 'utf8'));
}

function readCentres(): ReadonlyMap<string, { latitude: number; longitude: number }> {
  const lines = readFileSync(CENTRES, 'utf8').trim().split('\n').slice(1);
  return new Map(
    lines.map((line) => {
      const [code = '', longitude, latitude] = line.split(';');
      return [code, { latitude: Number(latitude), longitude: Number(longitude) }];
    }),
  );
}

interface Reference {
  /** Column definitions of the rows, as `jsonb_to_recordset` wants them; names are the table's. */
  readonly definition: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Makes a table hold exactly these rows. */
export async function replace(sql: Sql, table: string, key: string, { definition, rows }: Reference): Promise<void> {
  const columns = definition.split(',').map((column) => column.trim().split(' ')[0] ?? '');
  const updates = columns.filter((column) => column !== key).map((column) => `${column} = excluded.${column}`);
  const upsert = `INSERT INTO ${table} (${columns.join(', ')})
    SELECT ${columns.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS r(${definition})
    ON CONFLICT (${key}) DO UPDATE SET ${updates.join(', ')}`;
  await sql.query(upsert, [JSON.stringify(rows)]);
  await sql.query(`DELETE FROM ${table} WHERE NOT ${key} = ANY($1)`, [rows.map((row) => row[key])]);
}
