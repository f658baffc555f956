import { aboutSize } from '../../../platform/list-size.ts';
import { epciActivityLoader } from '../activity/activity.loaders.ts';
import { lastTwelveMonths, publishedTotal } from '../activity/activity.rules.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { Epci } from '../territory/epci.type.ts';
import { communeFactsLoader, sessionCountLoader } from './indicator.loaders.ts';
import { DEFINITIONS, indicatorsOf, type Definition, type Indicator, type IndicatorCode } from './indicator.rules.ts';

const IndicatorUnit = builder.enumType('IndicatorUnit', {
  description: 'Unité d’un indicateur.',
  values: {
    SCORE_OF_25: { description: 'Note sur 25, 25 étant le plus fragile.' },
    PERCENT: { description: 'Pourcentage de la population.' },
    COMMUNES: { description: 'Nombre de communes.' },
    SESSIONS: { description: 'Nombre de séances.' },
    PEOPLE: { description: 'Nombre de personnes.' },
  } as const,
});

const IndicatorCodeEnum = builder.enumType('IndicatorCode', {
  description: 'Code stable d’un indicateur.',
  values: Object.fromEntries(
    Object.values(DEFINITIONS).map(({ code, label }) => [code, { description: `${label}.` }]),
  ) as Record<IndicatorCode, { description: string }>,
});

const IndicatorDefinition = builder.objectRef<Definition>('IndicatorDefinition').implement({
  directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
  description: 'Ce qu’un indicateur mesure et comment.',
  fields: (t) => ({
    code: t.expose('code', { type: IndicatorCodeEnum, description: 'Code stable.' }),
    label: t.exposeString('label', { description: 'Ce qu’il mesure.' }),
    unit: t.expose('unit', { type: IndicatorUnit, description: 'Unité.' }),
    method: t.exposeString('method', { description: 'Comment il est calculé.' }),
    source: t.exposeString('source', { description: 'De quelles données il vient.' }),
  }),
});

const EpciIndicator = builder.objectRef<Indicator>('EpciIndicator').implement({
  directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
  description: 'La valeur d’un indicateur dans un EPCI.',
  fields: (t) => ({
    definition: t.expose('definition', { type: IndicatorDefinition, description: 'Ce qu’il mesure et comment.' }),
    value: t.exposeFloat('value', { nullable: true, description: 'Valeur, nulle quand les données manquent.' }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'Ce qui manque à cette valeur, nul s’il ne manque rien.',
    }),
  }),
});

builder.queryField('indicatorDefinitions', (t) =>
  t.field({
    type: [IndicatorDefinition],
    directives: { listSize: aboutSize(20) },
    nullable: true,
    description: 'Définition de chaque indicateur que le Département calcule pour les EPCI.',
    resolve: () => Object.values(DEFINITIONS),
  }),
);

builder.objectField(Epci, 'indicators', (t) =>
  t.field({
    type: [EpciIndicator],
    directives: { listSize: aboutSize(20) },
    nullable: true,
    description: 'Indicateurs calculés par le Département sur ses communes de Lot-et-Garonne.',
    resolve: ({ siren }, _args, context) => indicatorsOfEpci(siren, context),
  }),
);

async function indicatorsOfEpci(siren: string, context: Context): Promise<Indicator[]> {
  const [communes, sessions, cells] = await Promise.all([
    communeFactsLoader(context).load(siren),
    sessionCountLoader(context).load(siren),
    epciActivityLoader(context)(lastTwelveMonths(context.today)).load(siren),
  ]);
  const activity = publishedTotal(cells.filter(({ theme }) => theme === null));
  return [...indicatorsOf({ communes, sessions: sessions?.sessions ?? 0, activity })];
}
