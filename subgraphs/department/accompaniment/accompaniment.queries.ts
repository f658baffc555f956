import { hubError } from '../../../platform/errors.ts';
import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { pageSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { pageArguments } from '../paging.args.ts';
import { accompanimentLoader } from './accompaniment.loaders.ts';
import {
  countAccompaniments,
  cursorOf,
  readingInstant,
  searchAccompaniments,
  type Search,
} from './accompaniment.search.ts';
import { Accompaniment } from './accompaniment.type.ts';
import { AudienceEnum, KindEnum, ModeEnum, ThemeCodeEnum } from './vocabulary.type.ts';

const MAXIMUM_RADIUS_METRES = 200_000;

const Near = builder.inputType('AccompanimentsNear', {
  description: 'Autour d’un point.',
  fields: (t) => ({
    latitude: t.float({ required: true, description: 'Latitude WGS84 en degrés décimaux, par exemple 44.2033.' }),
    longitude: t.float({ required: true, description: 'Longitude WGS84 en degrés décimaux, par exemple 0.6163.' }),
    radiusMetres: t.float({ required: true, description: 'Rayon en mètres, de 1 à 200 000, par exemple 10000.' }),
  }),
});

const Filter = builder.inputType('AccompanimentFilter', {
  description: 'Ce que l’on cherche ; les critères se cumulent, un critère absent ne retient rien.',
  fields: (t) => ({
    themes: t.field({ type: [ThemeCodeEnum], description: 'L’un au moins de ces thèmes.' }),
    communeCode: t.string({ description: 'Code INSEE de la commune où il se tient.' }),
    epciSiren: t.string({ description: 'SIREN de l’intercommunalité où il se tient.' }),
    organisationId: t.string({ description: 'Identifiant de l’organisateur.' }),
    near: t.field({ type: Near, description: 'Autour d’un point ; ce qui n’a pas de lieu est alors écarté.' }),
    from: t.field({ type: 'Date', description: 'À partir de ce jour ; jamais avant l’instant présent.' }),
    to: t.field({ type: 'Date', description: 'Jusqu’à ce jour compris.' }),
    audiences: t.field({ type: [AudienceEnum], description: 'Ouvert à l’un au moins de ces publics, ou à tous.' }),
    mode: t.field({ type: ModeEnum, description: 'Sur place, à distance ou à domicile.' }),
    kinds: t.field({ type: [KindEnum], description: 'De l’une de ces formes.' }),
    freeOnly: t.boolean({ description: 'Vrai pour ne garder que ce qui est annoncé gratuit, sans condition.' }),
    bookableOnly: t.boolean({ description: 'Vrai pour ne garder que ce qui se réserve.' }),
    text: t.string({
      description: 'Mots du titre, de la présentation, du lieu ou de l’organisateur ; accents et fautes tolérés.',
    }),
  }),
});

const AccompanimentConnection = builder.connectionObject(
  {
    directives: { cacheControl: { maxAge: 60, scope: 'PUBLIC' } },
    type: Accompaniment,
    name: 'AccompanimentConnection',
    description: 'Une page d’accompagnements.',
  },
  {
    directives: { cacheControl: { inheritMaxAge: true } },
    name: 'AccompanimentEdge',
    description: 'Un accompagnement dans une page.',
  },
);

builder.queryField('accompaniments', (t) =>
  t.field({
    type: AccompanimentConnection,
    nullable: true,
    description:
      'Ce que l’on peut suivre ou demander, le plus proche dans le temps d’abord ; l’aide à la demande, sans date, vient à la fin.',
    directives: { listSize: pageSize() },
    args: {
      filter: t.arg({ type: Filter, description: 'Ce que l’on cherche ; tout, s’il est absent.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { filter, ...pageArgs }, { sql, now }) => {
      const search = checked(filter ?? {});
      const page = pageOf(pageArgs);
      const reading = readingInstant(page, now);
      const rows = await searchAccompaniments(sql, search, { now: reading, page });
      return connectionOf({
        rows,
        limit: page.limit,
        after: page.after,
        cursorOf: (row) => cursorOf(row, reading),
        totalCount: () => countAccompaniments(sql, search, reading),
      });
    },
  }),
);

builder.queryField('accompaniment', (t) =>
  t.field({
    type: Accompaniment,
    nullable: true,
    description: 'Un accompagnement par son identifiant, même passé ; nul s’il n’existe pas.',
    args: { id: t.arg.id({ required: true, description: 'Identifiant donné par l’organisateur.' }) },
    resolve: (_root, { id }, context) => accompanimentLoader(context).load(id),
  }),
);

/** @throws INVALID_INPUT when a period ends before it begins, or a circle is not one. */
function checked(search: Search): Search {
  const { from, to, near } = search;
  if (from !== null && from !== undefined && to !== null && to !== undefined && to < from) {
    throw hubError('INVALID_INPUT', `La période finit le ${to}, avant de commencer le ${from} (attendu : from ≤ to).`);
  }
  if (near === null || near === undefined) return search;
  if (Math.abs(near.latitude) > 90 || Math.abs(near.longitude) > 180) {
    throw hubError('INVALID_INPUT', 'near n’est pas un point WGS84 (attendu : latitude 44.2033, longitude 0.6163).');
  }
  if (near.radiusMetres >= 1 && near.radiusMetres <= MAXIMUM_RADIUS_METRES) return search;
  throw hubError(
    'INVALID_INPUT',
    `radiusMetres vaut ${near.radiusMetres} : attendu un nombre de 1 à ${MAXIMUM_RADIUS_METRES}, par exemple 10000.`,
  );
}
