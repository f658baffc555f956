import { builder } from '../builder.ts';
import { Provenance } from '../common.type.ts';
import { copperChangesLoader, type CopperClosureShape } from './copper.loaders.ts';
import { CopperPhaseEnum } from './copper-enums.type.ts';
import { copperSentence, copperState, daysLeft, NATIONAL_END_YEAR } from './copper-closure.rules.ts';
import { copperHistory, type CopperChange as CopperChangeShape } from './copper-history.rules.ts';

const on = 'Jour considéré ; aujourd’hui par défaut.';

export const CopperChange = builder.objectRef<CopperChangeShape>('CopperClosureChange').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'Ce qui était annoncé auparavant pour une commune, et ce qui l’a remplacé.',
  fields: (t) => ({
    lot: t.exposeString('lot', { nullable: true, description: 'Lot annoncé alors.' }),
    commercialClosure: t.expose('commercialClosure', {
      type: 'Date',
      nullable: true,
      description: 'Fermeture commerciale annoncée alors.',
    }),
    technicalClosure: t.expose('technicalClosure', {
      type: 'Date',
      nullable: true,
      description: 'Fermeture technique annoncée alors.',
    }),
    asOf: t.expose('asOf', { type: 'Date', nullable: true, description: 'Date du fichier qui l’annonçait.' }),
    source: t.exposeString('source', { nullable: true, description: 'Producteur du fichier qui l’annonçait.' }),
    replacedAsOf: t.expose('replacedAsOf', { type: 'Date', description: 'Date du fichier qui l’a remplacé.' }),
    replacedBySource: t.exposeString('replacedBySource', { description: 'Producteur du fichier qui l’a remplacé.' }),
  }),
});

export const CopperClosure = builder.objectRef<CopperClosureShape>('CopperClosure').implement({
  directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
  description: 'La fermeture du réseau cuivre (téléphone, ADSL) dans une commune. Les dates bougent : voir `history`.',
  fields: (t) => ({
    communeCode: t.exposeID('communeCode', { description: 'Code INSEE de la commune, par exemple « 47006 ».' }),
    lot: t.string({
      nullable: true,
      description: 'Lot de fermeture : un texte (« 4_1 », « ExpeZTD », « PreselectionLot6 »), nul sans lot.',
      resolve: ({ row }) => row?.lot ?? null,
    }),
    commercialClosure: t.field({
      type: 'Date',
      nullable: true,
      description: 'Fermeture commerciale : à partir de ce jour aucune nouvelle ligne n’est vendue.',
      resolve: ({ row }) => row?.commercialClosure ?? null,
    }),
    technicalClosure: t.field({
      type: 'Date',
      nullable: true,
      description: 'Fermeture technique : à partir de ce jour aucune ligne ne marche.',
      resolve: ({ row }) => row?.technicalClosure ?? null,
    }),
    initialTechnicalClosure: t.field({
      type: 'Date',
      nullable: true,
      description: 'Fermeture technique prévue à l’origine, quand le producteur la donne.',
      resolve: ({ row }) => row?.initialTechnicalClosure ?? null,
    }),
    commercialPostponed: t.boolean({
      nullable: true,
      description: 'La fermeture commerciale a été reportée, selon le producteur ; nul quand il ne le dit pas.',
      resolve: ({ row }) => row?.commercialPostponed ?? null,
    }),
    infrastructureOperatorCodes: t.stringList({
      description: 'Codes des opérateurs d’infrastructure fibre (AQTH, FRTE) ; vide quand le fichier ne les donne pas.',
      resolve: ({ row }) => [...(row?.infrastructureOperators ?? [])],
    }),
    nationalEndYear: t.int({ description: 'Année de la fin nationale du cuivre.', resolve: () => NATIONAL_END_YEAR }),
    provenance: t.field({
      type: Provenance,
      nullable: true,
      description: 'Le dernier fichier publié ; nul tant qu’aucun ne l’a été.',
      resolve: ({ publication }) => publication,
    }),
  }),
});

builder.objectFields(CopperClosure, (t) => ({
  phase: t.field({
    type: CopperPhaseEnum,
    description: 'Où en est le cuivre un jour donné.',
    args: { on: t.arg({ type: 'Date', description: on }) },
    resolve: ({ plan }, { on: day }, { today }) => copperState(plan, day ?? today).kind,
  }),
  sentence: t.string({
    description: 'L’état du cuivre en une courte phrase française.',
    args: { on: t.arg({ type: 'Date', description: on }) },
    resolve: ({ plan }, { on: day }, { today }) => copperSentence(copperState(plan, day ?? today)),
  }),
  daysToCommercialClosure: t.int({
    nullable: true,
    description: 'Jours restants avant la fermeture commerciale ; nul si elle est passée ou pas programmée.',
    args: { on: t.arg({ type: 'Date', description: on }) },
    resolve: ({ row }, { on: day }, { today }) => daysLeft(row?.commercialClosure ?? null, day ?? today),
  }),
  daysToTechnicalClosure: t.int({
    nullable: true,
    description: 'Jours restants avant la fermeture technique ; nul si elle est passée ou pas programmée.',
    args: { on: t.arg({ type: 'Date', description: on }) },
    resolve: ({ row }, { on: day }, { today }) => daysLeft(row?.technicalClosure ?? null, day ?? today),
  }),
  history: t.field({
    type: [CopperChange],
    description: 'Ce qui avait été annoncé avant, du plus récent au plus ancien.',
    resolve: async ({ communeCode, row }, _arguments, context) => [
      ...copperHistory(await copperChangesLoader(context).load(communeCode), row),
    ],
  }),
}));
