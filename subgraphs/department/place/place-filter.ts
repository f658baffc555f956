import { hubError } from '../../../platform/errors.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { currentSiren } from '../territory/epci-alias.rules.ts';
import { isOpenAt } from './opening-hours.ts';
import { foldedLetters } from './place-vocabulary.rules.ts';
import * as enums from './place-vocabulary.type.ts';

const NearInput = builder.inputType('NearInput', {
  description: 'Autour d’un point.',
  fields: (t) => ({
    latitude: t.float({ required: true, description: 'Latitude WGS84.' }),
    longitude: t.float({ required: true, description: 'Longitude WGS84.' }),
    radiusMetres: t.int({ description: 'Rayon en mètres, de 1 à 200 000 (10 000 par défaut).' }),
  }),
});

export const PlaceFilter = builder.inputType('PlaceFilter', {
  description: 'Ce que les lieux cherchés ont en commun : les critères s’ajoutent ; dans une liste, un seul suffit.',
  fields: (t) => ({
    communeCode: t.id({ description: 'Code INSEE de la commune.' }),
    epciSiren: t.id({ description: 'SIREN de l’intercommunalité (un ancien SIREN est compris).' }),
    near: t.field({ type: NearInput, description: 'Autour d’un point.' }),
    services: t.field({ type: [enums.PlaceService], description: 'Services.' }),
    audiences: t.field({
      type: [enums.PlaceAudience],
      description: 'Publics ; un lieu sans public spécifique accueille tout le monde et convient.',
    }),
    specialCare: t.field({ type: [enums.PlaceSpecialCare], description: 'Prises en charge spécifiques.' }),
    fees: t.field({ type: [enums.PlaceFee], description: 'Frais.' }),
    programmes: t.field({ type: [enums.NationalProgramme], description: 'Dispositifs nationaux.' }),
    accessModes: t.field({ type: [enums.PlaceAccessMode], description: 'Modalités d’accès.' }),
    supportModes: t.field({ type: [enums.PlaceSupportMode], description: 'Modalités d’accompagnement.' }),
    openAt: t.field({ type: 'DateTime', description: 'Ouvert à cet instant, d’après ses horaires.' }),
    text: t.string({ description: 'Mots du nom, de l’adresse ou de la commune ; accents et fautes tolérés.' }),
    modifiedSince: t.field({
      type: 'DateTime',
      description: 'Dont le contenu a changé dans le hub depuis cet instant.',
    }),
  }),
});

export type PlaceFilterValue = typeof PlaceFilter.$inferInput;

/** SQL under construction: conditions on the alias `p`, and the values of their parameters. */
export interface Conditions {
  readonly sql: string[];
  readonly values: unknown[];
}

const LISTS = {
  services: 'services',
  specialCare: 'special_care',
  fees: 'fees',
  programmes: 'programmes',
  accessModes: 'access_modes',
  supportModes: 'support_modes',
} as const;

/** The conditions of a filter. Opening hours are read here, each distinct text once, so that pages stay exact. */
export async function placeConditions(filter: PlaceFilterValue, sql: Context['sql']): Promise<Conditions> {
  const conditions: Conditions = { sql: ['true'], values: [] };
  const add = (value: unknown, condition: (parameter: string) => string) => {
    if (value === null || value === undefined) return;
    conditions.values.push(value);
    conditions.sql.push(condition(`$${conditions.values.length}`));
  };
  add(filter.communeCode, (p) => `p.commune_code = ${p}`);
  add(
    filter.epciSiren && currentSiren(filter.epciSiren),
    (p) => `p.commune_code IN (SELECT code FROM commune WHERE epci_siren = ${p})`,
  );
  for (const [name, column] of Object.entries(LISTS))
    add(filter[name as keyof typeof LISTS], (p) => `p.${column} && ${p}::text[]`);
  add(filter.audiences, (p) => `(p.audiences = '{}' OR p.audiences && ${p}::text[])`);
  add(filter.modifiedSince, (p) => `p.modified_at >= ${p}`);
  addNear(filter.near, conditions);
  for (const word of foldedLetters(filter.text ?? '')
    .split(' ')
    .filter(Boolean)) {
    add(word, (p) => `(strpos(p.search, ${p}) > 0 OR word_similarity(${p}, p.search) >= 0.5)`);
  }
  if (filter.openAt) add(await hoursOpenAt(filter.openAt, sql), (p) => `p.opening_hours = ANY(${p})`);
  return conditions;
}

function addNear(near: PlaceFilterValue['near'], { sql, values }: Conditions): void {
  if (!near) return;
  const { latitude, longitude, radiusMetres } = near;
  const radius = radiusMetres ?? 10_000;
  if (radius < 1 || radius > 200_000) {
    throw hubError(
      'INVALID_INPUT',
      `radiusMetres vaut ${radius} : attendu un nombre de 1 à 200000, par exemple 10000.`,
    );
  }
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    throw hubError('INVALID_INPUT', 'Le point donné n’est pas en degrés WGS84, par exemple 44.2 ; 0.62.');
  }
  values.push(latitude, longitude, radius);
  const [lat, lon, metres] = [values.length - 2, values.length - 1, values.length].map((index) => `$${index}`);
  const point = `ll_to_earth(${lat}, ${lon})`;
  sql.push(`p.latitude IS NOT NULL AND p.longitude IS NOT NULL
    AND earth_box(${point}, ${metres}) @> ll_to_earth(p.latitude, p.longitude)
    AND earth_distance(${point}, ll_to_earth(p.latitude, p.longitude)) <= ${metres}`);
}

async function hoursOpenAt(instant: Date, sql: Context['sql']): Promise<readonly string[]> {
  const query = 'SELECT DISTINCT opening_hours AS osm FROM place WHERE opening_hours IS NOT NULL';
  const { rows } = await sql.query<{ osm: string }>(query);
  return rows.map(({ osm }) => osm).filter((osm) => isOpenAt(osm, instant) === true);
}
