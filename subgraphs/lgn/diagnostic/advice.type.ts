import { aboutSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { Premises } from '../premises/premises.type.ts';
import { AdviceReasonCodeEnum, ConnectionNeedEnum, ConnectionSolutionEnum, UrgencyEnum } from './advice-enums.type.ts';
import { adviceFor, type ConnectionAdviceShape } from './advice.loaders.ts';
import type { AdviceReason } from './advice-reasons.rules.ts';
import type { RecommendedSolution } from './advice.rules.ts';
import { ADVICE_SERVICE } from './advice-settings.rules.ts';
import type { Sourced } from './verdict.rules.ts';

const AdviceReasonType = builder.objectRef<AdviceReason>('AdviceReason').implement({
  description: 'Pourquoi un conseil est donné.',
  fields: (t) => ({
    code: t.expose('code', { type: AdviceReasonCodeEnum, description: 'Code stable de la règle.' }),
    sentence: t.exposeString('sentence', { description: 'Phrase à lire.' }),
  }),
});

const RecommendedSolutionType = builder.objectRef<RecommendedSolution>('RecommendedSolution').implement({
  description: 'Une solution conseillée et ses raisons.',
  fields: (t) => ({
    solution: t.expose('solution', { type: ConnectionSolutionEnum, description: 'Solution.' }),
    reasons: t.field({
      type: [AdviceReasonType],
      directives: { listSize: aboutSize(4) },
      description: 'Raisons.',
      resolve: ({ reasons }) => [...reasons],
    }),
  }),
});

const AdviceSource = builder.objectRef<Sourced>('AdviceSource').implement({
  description: 'Fichier sur lequel un conseil repose.',
  fields: (t) => ({
    source: t.exposeString('source', { description: 'Producteur.' }),
    asOf: t.expose('asOf', { type: 'Date', description: 'Date de la donnée.' }),
  }),
});

export const ConnectionAdvice = builder.objectRef<ConnectionAdviceShape>('ConnectionAdvice').implement({
  description: 'Le conseil de connexion à un local, calculé par les règles de `docs/regles-de-conseil.md`.',
  fields: (t) => ({
    on: t.expose('on', { type: 'Date', description: 'Jour où il a été calculé.' }),
    verdict: t.exposeString('verdict', { description: 'La phrase à lire : fibre, cuivre, conseil, sources et dates.' }),
    urgency: t.expose('urgency', { type: UrgencyEnum, description: 'Urgence de quitter le cuivre.' }),
    needs: t.field({
      type: [ConnectionNeedEnum],
      description: 'Besoins pris en compte.',
      resolve: ({ needs }) => [...needs],
    }),
    solutions: t.field({
      type: [RecommendedSolutionType],
      directives: { listSize: aboutSize(4) },
      description: 'Solutions, la meilleure d’abord ; jamais vide.',
      resolve: ({ solutions }) => [...solutions],
    }),
    warnings: t.field({
      type: [AdviceReasonType],
      description: 'Ce qui vaut quelle que soit la solution.',
      resolve: ({ warnings }) => [...warnings],
    }),
    fibreSource: t.field({
      type: AdviceSource,
      nullable: true,
      description: 'Source de l’état de la fibre.',
      resolve: ({ sources }) => sources.fibre,
    }),
    copperSource: t.field({
      type: AdviceSource,
      nullable: true,
      description: 'Source du calendrier du cuivre.',
      resolve: ({ sources }) => sources.copper,
    }),
  }),
});

builder.objectField(Premises, 'connectionAdvice', (t) =>
  t.field({
    type: ConnectionAdvice,
    nullable: true,
    description: 'Conseil de connexion, d’après la fibre, le cuivre, les technologies et le besoin.',
    args: { needs: t.arg({ type: [ConnectionNeedEnum], description: 'Besoins du foyer ; aucun par défaut.' }) },
    resolve: (premises, { needs }, context) => adviceFor(context, premises, needs ?? []),
  }),
);

const AdviceService = builder.objectRef<typeof ADVICE_SERVICE>('AdviceService').implement({
  directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
  description: 'Le service de conseil à la connexion de Lot-et-Garonne Numérique.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Nom.' }),
    freePhoneNumber: t.exposeString('freePhoneNumber', { description: 'Numéro vert, gratuit.' }),
    description: t.exposeString('description', { description: 'Ce que fait le service.' }),
    source: t.exposeString('source', { description: 'Document d’où viennent ces faits.' }),
    period: t.exposeString('period', { description: 'Période que couvre ce document.' }),
  }),
});

builder.queryField('adviceService', (t) =>
  t.field({
    type: AdviceService,
    nullable: true,
    description: 'Le service de conseil à appeler, et son numéro vert.',
    resolve: () => ADVICE_SERVICE,
  }),
);
