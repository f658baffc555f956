import { hubError } from '../../../platform/errors.ts';
import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { pageSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { pageArguments } from '../paging.args.ts';
import { PlaceFilter, placeConditions, type PlaceFilterValue } from './place-filter.ts';
import { placeLoader } from './place.loaders.ts';
import { SELECT_PLACES, type PlaceRow } from './place.rows.ts';
import { Place } from './place.type.ts';

const PlaceConnection = builder.connectionObject(
  {
    directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
    type: Place,
    name: 'PlaceConnection',
    description: 'Une page de lieux.',
  },
  {
    directives: { cacheControl: { inheritMaxAge: true } },
    name: 'PlaceEdge',
    description: 'Un lieu dans une page.',
  },
);

const PlaceOrder = builder.enumType('PlaceOrder', {
  description: 'Ordre des lieux.',
  values: {
    NAME: { description: 'Par nom.' },
    DISTANCE: { description: 'Du plus proche au plus lointain ; demande filter.near.' },
    MODIFIED: { description: 'Du plus anciennement changé dans le hub au plus récent : pour tenir une copie à jour.' },
  } as const,
});

type Order = typeof PlaceOrder.$inferType;

/** The SQL value that an order sorts by, and its type for a cursor's value. */
function sortOf(order: Order, filter: PlaceFilterValue): { readonly sql: string; readonly type: string } {
  if (order === 'NAME') return { sql: 'p.name COLLATE "und-x-icu"', type: 'text' };
  if (order === 'MODIFIED') return { sql: 'p.modified_at', type: 'timestamptz' };
  if (!filter.near) {
    throw hubError(
      'INVALID_INPUT',
      'orderBy: DISTANCE demande un point : filter: { near: { latitude: 44.2, longitude: 0.62 } }.',
    );
  }
  const point = `ll_to_earth(${filter.near.latitude}, ${filter.near.longitude})`;
  return { sql: `round(earth_distance(${point}, ll_to_earth(p.latitude, p.longitude)))::int`, type: 'int' };
}

builder.queryFields((t) => ({
  place: t.field({
    type: Place,
    nullable: true,
    description: 'Un lieu par son identifiant.',
    args: { id: t.arg.id({ required: true, description: 'Identifiant du lieu.' }) },
    resolve: (_root, { id }, context) => placeLoader(context).load(id),
  }),
  places: t.field({
    type: PlaceConnection,
    nullable: true,
    description: 'Les lieux de médiation numérique.',
    directives: { listSize: pageSize() },
    args: {
      filter: t.arg({ type: PlaceFilter, description: 'Critères ; aucun par défaut.' }),
      orderBy: t.arg({ type: PlaceOrder, defaultValue: 'NAME', description: 'Ordre.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { filter, orderBy, ...page }, { sql }) => {
      const { limit, after } = pageOf(page);
      const criteria = filter ?? {};
      const sort = sortOf(orderBy ?? 'NAME', criteria);
      const conditions = await placeConditions(criteria, sql);
      const where = conditions.sql.join(' AND ');
      const [value, id] = [conditions.values.length + 1, conditions.values.length + 2].map((index) => `$${index}`);
      const query = `${SELECT_PLACES.replace('SELECT', `SELECT ${sort.sql} AS sort,`)} WHERE ${where}
        AND (${value}::${sort.type} IS NULL OR (${sort.sql}, p.id) > (${value}::${sort.type}, ${id}::text))
        ORDER BY ${sort.sql}, p.id LIMIT ${limit + 1}`;
      const values = [...conditions.values, after?.[0] ?? null, after?.[1] ?? null];
      const { rows } = await sql.query<PlaceRow & { sort: unknown }>(query, values);
      return connectionOf({
        rows,
        limit,
        after,
        cursorOf: (row) => [row.sort, row.id],
        totalCount: async () => {
          const count = `SELECT count(*)::int AS count FROM place p WHERE ${where}`;
          return (await sql.query<{ count: number }>(count, conditions.values)).rows[0]?.count ?? 0;
        },
      });
    },
  }),
}));
