import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { aboutSize, pageSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { pageArguments } from '../paging.args.ts';

interface RemovedPlaceRow {
  readonly id: string;
  readonly removedAt: Date;
  readonly reason: 'DISAPPEARED' | 'MERGED' | 'CLOSED';
  readonly replacedBy: string | null;
}

const RemovalReason = builder.enumType('PlaceRemovalReason', {
  description: 'Pourquoi un lieu n’est plus là.',
  values: {
    DISAPPEARED: { description: 'Plus aucune source ne le décrit.' },
    CLOSED: { description: 'Le Département a dit qu’il a fermé.' },
    MERGED: { description: 'Il a été reconnu comme un autre lieu, nommé par replacedBy.' },
  } as const,
});

const RemovedPlace = builder.objectRef<RemovedPlaceRow>('RemovedPlace').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'Un lieu disparu : ce qu’une copie de la liste doit retirer.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant qu’avait le lieu.' }),
    removedAt: t.field({ type: 'DateTime', description: 'Instant du retrait.', resolve: ({ removedAt }) => removedAt }),
    reason: t.field({ type: RemovalReason, description: 'Raison du retrait.', resolve: ({ reason }) => reason }),
    replacedBy: t.exposeID('replacedBy', { nullable: true, description: 'Identifiant du lieu qui le remplace.' }),
  }),
});

const RemovedPlaceConnection = builder.connectionObject(
  {
    directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
    type: RemovedPlace,
    name: 'RemovedPlaceConnection',
    description: 'Une page de lieux disparus.',
  },
  {
    directives: { cacheControl: { inheritMaxAge: true } },
    name: 'RemovedPlaceEdge',
    description: 'Un lieu disparu dans une page.',
  },
);

interface DoubtfulRow {
  readonly [column: string]: string | number | null;
}

const DoubtfulPlacePair = builder.objectRef<DoubtfulRow>('DoubtfulPlacePair').implement({
  description: 'Deux fiches qui décrivent peut-être le même lieu : à une personne d’en décider.',
  fields: (t) => ({
    firstSource: t.string({ description: 'Source de la première fiche.', resolve: (row) => String(row['source_a']) }),
    firstSourceId: t.string({
      description: 'Identifiant dans cette source.',
      resolve: (row) => String(row['source_id_a']),
    }),
    firstName: t.string({ description: 'Nom de la première fiche.', resolve: (row) => String(row['name_a']) }),
    secondSource: t.string({ description: 'Source de la seconde fiche.', resolve: (row) => String(row['source_b']) }),
    secondSourceId: t.string({
      description: 'Identifiant dans cette source.',
      resolve: (row) => String(row['source_id_b']),
    }),
    secondName: t.string({ description: 'Nom de la seconde fiche.', resolve: (row) => String(row['name_b']) }),
    reason: t.string({ description: 'Ce qui les rapproche.', resolve: (row) => String(row['reason']) }),
    distanceMetres: t.int({
      nullable: true,
      description: 'Distance entre elles, en mètres.',
      resolve: (row) => row['distance_metres'] as number | null,
    }),
  }),
});

/** Joins the place that a record describes: a place that a person created has no record of a file. */
const PLACE_OF = (alias: string, source: string, sourceId: string) =>
  `LEFT JOIN place_source s${alias} ON s${alias}.source = ${source} AND s${alias}.source_id = ${sourceId}
   LEFT JOIN place ${alias} ON ${alias}.id = s${alias}.place_id`;

builder.queryFields((t) => ({
  removedPlaces: t.field({
    type: RemovedPlaceConnection,
    nullable: true,
    description: 'Les lieux disparus, du plus ancien au plus récent.',
    directives: { listSize: pageSize() },
    args: {
      since: t.arg({ type: 'DateTime', description: 'Retirés depuis cet instant ; tous par défaut.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { since, ...page }, { sql }) => {
      const { limit, after } = pageOf(page);
      const query = `SELECT id, removed_at AS "removedAt", reason, replaced_by AS "replacedBy" FROM place_tombstone
        WHERE ($1::timestamptz IS NULL OR removed_at >= $1)
          AND ($2::timestamptz IS NULL OR (removed_at, id) > ($2, $3::text))
        ORDER BY removed_at, id LIMIT $4`;
      const values = [since ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1];
      const { rows } = await sql.query<RemovedPlaceRow>(query, values);
      return connectionOf({
        rows,
        limit,
        after,
        cursorOf: (row) => [row.removedAt, row.id],
        totalCount: async () => {
          const count =
            'SELECT count(*)::int AS count FROM place_tombstone WHERE $1::timestamptz IS NULL OR removed_at >= $1';
          return (await sql.query<{ count: number }>(count, [since ?? null])).rows[0]?.count ?? 0;
        },
      });
    },
  }),
  doubtfulPlacePairs: t.field({
    type: [DoubtfulPlacePair],
    directives: { listSize: aboutSize(100) },
    access: { scopes: [['places:write']] },
    nullable: true,
    description: 'Les paires de fiches à vérifier (droit « places:write » demandé).',
    resolve: async (_root, _args, { sql }) => {
      const query = `SELECT d.*, coalesce(a.name, p.name) AS name_a, coalesce(b.name, q.name) AS name_b
        FROM place_doubtful_pair d
        LEFT JOIN place_record a ON a.source = d.source_a AND a.source_id = d.source_id_a
        LEFT JOIN place_record b ON b.source = d.source_b AND b.source_id = d.source_id_b
        ${PLACE_OF('p', 'd.source_a', 'd.source_id_a')} ${PLACE_OF('q', 'd.source_b', 'd.source_id_b')}
        WHERE coalesce(a.name, p.name) IS NOT NULL AND coalesce(b.name, q.name) IS NOT NULL
        ORDER BY d.similarity DESC, d.source_id_a, d.source_id_b`;
      return (await sql.query<DoubtfulRow>(query)).rows;
    },
  }),
}));
