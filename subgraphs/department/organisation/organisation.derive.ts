import { DEPARTMENT_SOURCE } from '../place-entry/place-entry.rows.ts';
import type { Sql } from '../territory/territory.reference.ts';

/**
 * Recomputes the organisations: references, which records complete or override, then what only the pivots of places
 * name (their id is the SIRET or the RNA). A SIRET belongs to one organisation: the first of that order.
 */
const DERIVE = `
  WITH known AS (
    SELECT coalesce(r.id, f.id) AS id, coalesce(r.name, f.name) AS name, coalesce(r.kind, f.kind) AS kind,
      r.siret, r.rna, r.group_name, coalesce(r.source, f.source) AS source, coalesce(j.as_of, f.as_of) AS as_of
    FROM organisation_reference f
    FULL JOIN organisation_record r ON r.id = f.id
    LEFT JOIN import_journal j ON j.id = r.import_id
  ), described AS (
    SELECT p.siret, p.rna, p.parent_structure, p.name, p.source, p.source_id, p.updated_on, j.as_of
    FROM place_record p JOIN import_journal j ON j.id = p.import_id
    UNION ALL
    SELECT p.siret, p.rna, p.parent_structure, p.name, $1, p.id, p.updated_on, e.as_of
    FROM place p JOIN place_entry e ON e.place_id = p.id
    WHERE e.created OR e.fields ?| ARRAY['siret', 'rna']
  ), pivots AS (
    SELECT DISTINCT ON (coalesce(p.siret, p.rna)) coalesce(p.siret, p.rna) AS id,
      coalesce(p.parent_structure, p.name) AS name, CASE WHEN p.siret IS NULL THEN 'ASSOCIATION' ELSE 'OTHER' END AS kind,
      p.siret, p.rna, NULL AS group_name, p.source, p.as_of
    FROM described p
    WHERE coalesce(p.siret, p.rna) IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM known k WHERE k.siret = p.siret OR (p.siret IS NULL AND k.rna = p.rna))
    ORDER BY coalesce(p.siret, p.rna), p.updated_on DESC NULLS LAST, p.source, p.source_id
  ), wanted AS (
    SELECT * FROM known UNION ALL SELECT * FROM pivots
  ), gone AS (
    DELETE FROM organisation o WHERE NOT EXISTS (SELECT 1 FROM wanted w WHERE w.id = o.id)
  )
  INSERT INTO organisation (id, name, kind, siret, rna, group_name, source, as_of)
  SELECT id, name, kind, siret, rna, group_name, source, as_of FROM wanted
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, siret = excluded.siret,
    rna = excluded.rna, group_name = excluded.group_name, source = excluded.source, as_of = excluded.as_of`;

const LINK_PLACES = `
  UPDATE place p SET organisation_id = wanted.organisation_id
  FROM (
    SELECT q.id, (
      SELECT o.id FROM organisation o
      WHERE o.siret = q.siret OR (q.siret IS NULL AND o.rna = q.rna) ORDER BY o.id LIMIT 1
    ) AS organisation_id
    FROM place q
  ) wanted
  WHERE wanted.id = p.id AND p.organisation_id IS DISTINCT FROM wanted.organisation_id`;

/** Recomputes organisations and each place's organisation; running it again changes nothing. */
export async function deriveOrganisations(sql: Sql): Promise<void> {
  await sql.query(DERIVE, [DEPARTMENT_SOURCE]);
  await sql.query(LINK_PLACES);
}
