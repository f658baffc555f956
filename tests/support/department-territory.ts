import type { World } from './world.ts';

/** Three communes of two EPCI and a place: enough of a territory for the features that stand on it. */
export async function settleTerritory({ sql }: World<'department'>): Promise<void> {
  await sql.query(`
    INSERT INTO epci (siren, name, kind, population, roadmap_group) VALUES
      ('200096956', 'CA Agglomération d''Agen', 'CA', 98000, 3),
      ('200023307', 'CA du Grand Villeneuvois', 'CA', 48000, 1) ON CONFLICT DO NOTHING`);
  await sql.query(`
    INSERT INTO commune (code, name, postcodes, population, epci_siren, latitude, longitude) VALUES
      ('47001', 'Agen', '{47000}', 32485, '200096956', 44.2033, 0.6163),
      ('47091', 'Estillac', '{47310}', 2100, '200096956', 44.1583, 0.5626),
      ('47323', 'Villeneuve-sur-Lot', '{47300}', 21800, '200023307', 44.4081, 0.7051) ON CONFLICT DO NOTHING`);
  await sql.query(`
    INSERT INTO place (id, name, commune_name, postcode, commune_code, address, latitude, longitude, search, modified_at)
    VALUES ('lieu-agen', 'Médiathèque Lacépède', 'Agen', '47000', '47001', '1 place Armand Fallières', 44.2047, 0.6212,
            'mediatheque lacepede agen', '2026-11-01T00:00:00Z')`);
  await sql.query(`
    INSERT INTO place_source (source, source_id, place_id)
    VALUES ('La Coop', 'Coop-numérique_aaaaaaaa-0000-4000-8000-000000000001', 'lieu-agen')`);
  await sql.query(`
    INSERT INTO organisation (id, name, kind, source, as_of)
    VALUES ('cd47', 'Département de Lot-et-Garonne', 'DEPARTMENT', 'essai', '2026-11-01') ON CONFLICT DO NOTHING`);
}
