import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { pageSize } from '../../../platform/list-size.ts';
import { Theme, ThemeCodeEnum } from '../accompaniment/vocabulary.type.ts';
import { builder } from '../builder.ts';
import { pageArguments } from '../paging.args.ts';
import { Commune } from '../territory/commune.type.ts';
import { communeLoader } from '../territory/territory.loaders.ts';
import { publishedCount } from './activity.rules.ts';
import { countFigures, figureCursor, searchFigures, type FigureRow } from './activity.search.ts';
import { ActivityCount, ActivityKindEnum } from './count.type.ts';

const ActivityFigure = builder.objectRef<FigureRow>('ActivityFigure').implement({
  directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
  description: 'L’activité d’une commune, un mois, d’une nature et, si on le demande, sur un thème.',
  fields: (t) => ({
    month: t.expose('month', { type: 'Date', description: 'Premier jour du mois.' }),
    kind: t.expose('kind', { type: ActivityKindEnum, description: 'Nature des activités.' }),
    theme: t.field({
      type: Theme,
      nullable: true,
      description: 'Thème, nul pour le chiffre de tous les thèmes.',
      resolve: ({ theme }) => theme,
    }),
    communeCode: t.exposeString('communeCode', {
      nullable: true,
      description: 'Code INSEE de la commune, nul quand La Coop ne permet pas de la connaître.',
    }),
    commune: t.field({
      type: Commune,
      nullable: true,
      description: 'Commune, nulle hors du Lot-et-Garonne ou si elle est inconnue.',
      resolve: ({ communeCode }, _args, context) =>
        communeCode === null ? null : communeLoader(context).load(communeCode),
    }),
    count: t.field({ type: ActivityCount, description: 'Décompte.', resolve: (figure) => publishedCount(figure) }),
  }),
});

const ActivityFigureFilter = builder.inputType('ActivityFigureFilter', {
  description: 'Les chiffres que l’on cherche ; les critères se cumulent.',
  fields: (t) => ({
    communeCode: t.string({ description: 'Code INSEE de la commune.' }),
    epciSiren: t.string({ description: 'SIREN de l’intercommunalité.' }),
    from: t.field({ type: 'Date', description: 'À partir du mois de ce jour.' }),
    to: t.field({ type: 'Date', description: 'Jusqu’au mois de ce jour.' }),
    kind: t.field({ type: ActivityKindEnum, description: 'Nature des activités.' }),
    theme: t.field({ type: ThemeCodeEnum, description: 'Sur ce thème ; sans thème, le chiffre de tous les thèmes.' }),
    byTheme: t.boolean({
      description:
        'Vrai pour un chiffre par thème. Une activité de plusieurs thèmes compte dans chacun : ne pas additionner.',
    }),
  }),
});

const ActivityFigureConnection = builder.connectionObject(
  {
    directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
    type: ActivityFigure,
    name: 'ActivityFigureConnection',
    description: 'Une page de chiffres d’activité.',
  },
  {
    directives: { cacheControl: { inheritMaxAge: true } },
    name: 'ActivityFigureEdge',
    description: 'Un chiffre d’activité dans une page.',
  },
);

builder.queryField('activityFigures', (t) =>
  t.field({
    type: ActivityFigureConnection,
    nullable: true,
    description: 'Chiffres d’activité de La Coop par commune, mois et nature, du mois le plus récent au plus ancien.',
    directives: { listSize: pageSize() },
    args: {
      filter: t.arg({ type: ActivityFigureFilter, description: 'Ce que l’on cherche ; tout, s’il est absent.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { filter, ...pageArgs }, { sql }) => {
      const search = filter ?? {};
      const page = pageOf(pageArgs);
      return connectionOf({
        rows: await searchFigures(sql, search, page),
        limit: page.limit,
        after: page.after,
        cursorOf: figureCursor,
        totalCount: () => countFigures(sql, search),
      });
    },
  }),
);
