import type { PoolClient } from 'pg';
import { publishDerived, type DerivedTable } from '../address/derived-table.ts';

/** « B » and « bis » name the same number; the two in one street make the link doubtful, and it is not made. */
const suffixOf = (column: string) =>
  `CASE lower(${column}) WHEN 'b' THEN 'bis' WHEN 't' THEN 'ter' WHEN 'q' THEN 'quater' ELSE coalesce(lower(${column}), '') END`;

/**
 * Every building once. A deployment row (the last imported of its building) and a « Ma connexion internet » row are
 * the same building when the second names the first's identifier. The BAN address is the producer's; failing that,
 * the only address of the commune with the same street, number and suffix.
 */
const BUILDINGS = `
  WITH deployment AS (
    SELECT DISTINCT ON (building_id) * FROM fibre_deployment ORDER BY building_id, import_id DESC, source),
  connection AS (
    SELECT c.*, row_number() OVER (PARTITION BY operator_id ORDER BY id) AS rank, k.fibre_eligible
    FROM connection_building c LEFT JOIN connection_closure k ON k.connection_id = c.id),
  eligibility AS (
    SELECT connection_id, array_agg(DISTINCT technology_code) AS technology_codes,
      coalesce(array_agg(DISTINCT operator_code) FILTER (WHERE technology_code = 'FO'), '{}') AS fibre_operators,
      max(import_id) AS import_id
    FROM connection_eligibility GROUP BY connection_id),
  deduced AS (
    SELECT d.building_id, min(a.id) AS ban_id
    FROM deployment d JOIN address a ON a.commune_code = d.commune_code AND a.street_words = d.street_words
      AND a.number = d.number AND ${suffixOf('a.suffix')} = ${suffixOf('d.suffix')}
    GROUP BY d.building_id HAVING count(*) = 1),
  known AS (
    SELECT d.building_id, c.id AS connection_id, coalesce(c.ban_id, n.ban_id) AS ban_id,
      CASE WHEN c.ban_id IS NOT NULL THEN 'PRODUCER' WHEN n.ban_id IS NOT NULL THEN 'DEDUCED' ELSE 'NONE' END AS address_link,
      coalesce(d.commune_code, c.commune_code) AS commune_code,
      coalesce(c.building_type, d.building_type) AS building_type, coalesce(c.dwellings, d.dwellings) AS dwellings,
      coalesce(d.latitude, c.latitude) AS latitude, coalesce(d.longitude, c.longitude) AS longitude,
      coalesce(d.status, 'UNKNOWN') AS status, d.producer_code, c.fibre_eligible, d.state_date, d.pm_reference,
      d.pm_state, d.pm_date, d.operator_code, d.import_id AS deployment_import_id,
      greatest(c.import_id, e.import_id) AS connection_import_id,
      coalesce(e.technology_codes, '{}') AS technology_codes, coalesce(e.fibre_operators, '{}') AS fibre_operators,
      CASE WHEN c.rank > 1 THEN c.id ELSE coalesce(d.building_id, c.operator_id, c.id) END AS id
    FROM deployment d FULL JOIN connection c ON c.operator_id = d.building_id AND c.rank = 1
      LEFT JOIN deduced n ON n.building_id = d.building_id LEFT JOIN eligibility e ON e.connection_id = c.id)
  SELECT DISTINCT ON (id) *, coalesce(ban_id, id) AS premises_id FROM known ORDER BY id, connection_id`;

const BUILDING: DerivedTable = {
  table: 'building',
  key: ['id'],
  columns: [
    'connection_id',
    'premises_id',
    'ban_id',
    'address_link',
    'commune_code',
    'building_type',
    'dwellings',
    'latitude',
    'longitude',
    'status',
    'producer_code',
    'fibre_eligible',
    'state_date',
    'pm_reference',
    'pm_state',
    'pm_date',
    'operator_code',
    'technology_codes',
    'fibre_operators',
    'deployment_import_id',
    'connection_import_id',
  ],
  query: BUILDINGS,
};

/** A building whose producer gives no count stands for one dwelling. */
const COVERAGE: DerivedTable = {
  table: 'commune_fibre_coverage',
  key: ['commune_code', 'status'],
  columns: ['buildings', 'dwellings', 'latest_import_id'],
  query: `SELECT commune_code, status, count(*)::int AS buildings, sum(coalesce(dwellings, 1))::int AS dwellings,
      max(greatest(deployment_import_id, connection_import_id)) AS latest_import_id
    FROM building GROUP BY commune_code, status`,
};

const ORPHANS = `SELECT count(DISTINCT connection_id)::int AS count FROM connection_eligibility e
  WHERE NOT EXISTS (SELECT FROM connection_building c WHERE c.id = e.connection_id)`;

const UNDOCUMENTED = `SELECT producer_code AS state, count(*)::int AS count FROM fibre_deployment
  WHERE status = 'UNKNOWN' AND producer_code IS NOT NULL GROUP BY producer_code ORDER BY 2 DESC LIMIT 10`;

/** Buildings and the communes' coverage, from the fibre files and the addresses; gives remarks for the report. */
export async function deriveBuildings(transaction: PoolClient): Promise<readonly string[]> {
  for (const table of ['fibre_deployment', 'connection_building', 'connection_eligibility', 'connection_closure']) {
    await transaction.query(`ANALYZE ${table}`);
  }
  await publishDerived(transaction, BUILDING);
  await publishDerived(transaction, COVERAGE);
  const { rows: undocumented } = await transaction.query<{ state: string; count: number }>(UNDOCUMENTED);
  const orphans = (await transaction.query<{ count: number }>(ORPHANS)).rows[0]?.count ?? 0;
  return [
    ...undocumented.map(
      ({ state, count }) => `État « ${state} » non documenté : ${count} immeuble(s) de statut inconnu.`,
    ),
    ...(orphans === 0
      ? []
      : [`${orphans} immeuble(s) du fichier d’éligibilité sans position : importez aussi base_imb.`]),
  ];
}
