import { hubError } from '../../../platform/errors.ts';
import { firstSize } from '../../../platform/list-size.ts';
import { checkedFirst, checkedPoint } from '../address/address.queries.ts';
import { distanceMetres, rectangleAround, type Point } from '../address/near.rules.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { premisesLoader } from './premises.loaders.ts';
import type { Premises as PremisesShape } from './premises.rules.ts';
import { Premises } from './premises.type.ts';

const LARGEST_RADIUS_METRES = 5000;
const MOST_PREMISES = 100;

builder.queryField('premises', (t) =>
  t.field({
    type: Premises,
    nullable: true,
    description: 'Un local par son identifiant ; null s’il n’existe pas.',
    args: {
      id: t.arg.id({ required: true, description: 'Identifiant BAN de l’adresse ou, à défaut, de l’immeuble.' }),
    },
    resolve: (_query, { id }, context) => premisesLoader(context).load(id),
  }),
);

builder.queryField('premisesByAddress', (t) =>
  t.field({
    type: Premises,
    nullable: true,
    description: 'Le local d’une adresse de la BAN ; null si elle n’existe pas.',
    args: { banId: t.arg.id({ required: true, description: 'Identifiant BAN, par exemple « 47031_0200_00001 ».' }) },
    resolve: (_query, { banId }, context) => premisesLoader(context).load(banId),
  }),
);

const PREMISES_OF_BUILDING =
  'SELECT premises_id AS id FROM building WHERE id = $1 OR connection_id = $1 ORDER BY id LIMIT 1';

builder.queryField('premisesByBuilding', (t) =>
  t.field({
    type: Premises,
    nullable: true,
    description: 'Le local d’un immeuble ; null s’il n’existe pas.',
    args: {
      buildingId: t.arg.id({
        required: true,
        description: 'Identifiant de l’immeuble chez son opérateur (« IMB/47001/X/0001 ») ou à l’ARCEP (imb_id).',
      }),
    },
    resolve: async (_query, { buildingId }, context) => {
      const { rows } = await context.sql.query<{ id: string }>(PREMISES_OF_BUILDING, [buildingId]);
      return rows[0] === undefined ? null : premisesLoader(context).load(rows[0].id);
    },
  }),
);

builder.queryField('premisesNear', (t) =>
  t.field({
    type: [Premises],
    nullable: true,
    description: 'Les locaux autour d’un point, du plus proche au plus lointain.',
    directives: { listSize: firstSize(20) },
    args: {
      latitude: t.arg.float({ required: true, description: 'Latitude du point, en degrés décimaux WGS84.' }),
      longitude: t.arg.float({ required: true, description: 'Longitude du point, en degrés décimaux WGS84.' }),
      radiusMetres: t.arg.int({ description: `Rayon en mètres, de 1 à ${LARGEST_RADIUS_METRES} (200 par défaut).` }),
      first: t.arg.int({ description: `Nombre de locaux, de 1 à ${MOST_PREMISES} (20 par défaut).` }),
    },
    resolve: (_query, { latitude, longitude, radiusMetres, first }, context) =>
      premisesNear(context, {
        point: checkedPoint({ latitude, longitude }),
        radiusMetres: checkedRadius(radiusMetres ?? 200),
        first: checkedFirst(first ?? 20, MOST_PREMISES),
      }),
  }),
);

const NEAR = `
  SELECT id, latitude, longitude FROM (
    SELECT id, latitude, longitude FROM address
    UNION ALL
    SELECT premises_id, latitude, longitude FROM building b
    WHERE NOT EXISTS (SELECT FROM address a WHERE a.id = b.premises_id)
  ) place
  WHERE latitude BETWEEN $1 AND $2 AND longitude BETWEEN $3 AND $4
  ORDER BY power(latitude - $5, 2) + power((longitude - $6) * cos(radians($5)), 2), id LIMIT $7`;

interface Around {
  readonly point: Point;
  readonly radiusMetres: number;
  readonly first: number;
}

async function premisesNear(context: Context, { point, radiusMetres, first }: Around): Promise<PremisesShape[]> {
  const { south, north, west, east } = rectangleAround(point, radiusMetres);
  const values = [south, north, west, east, point.latitude, point.longitude, first];
  const { rows } = await context.sql.query<Point & { id: string }>(NEAR, values);
  const ids = new Set(rows.filter((row) => distanceMetres(point, row) <= radiusMetres).map(({ id }) => id));
  const found = await Promise.all([...ids].map((id) => premisesLoader(context).load(id)));
  return found.filter((premises) => premises !== null);
}

function checkedRadius(radiusMetres: number): number {
  if (radiusMetres >= 1 && radiusMetres <= LARGEST_RADIUS_METRES) return radiusMetres;
  throw hubError(
    'INVALID_INPUT',
    `radiusMetres vaut ${radiusMetres} : attendu un nombre de mètres de 1 à ${LARGEST_RADIUS_METRES}, par exemple 200.`,
  );
}
