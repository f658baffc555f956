import { aboutSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { Commune } from '../territory/commune.type.ts';
import { Epci, requiresCommunes } from '../territory/epci.type.ts';
import { Premises } from '../premises/premises.type.ts';
import type { Context } from '../context.ts';
import { copperClosureOf, type CopperClosureShape } from './copper.loaders.ts';
import { CopperClosure } from './copper-closure.type.ts';
import { copperState } from './copper-closure.rules.ts';
import { CopperPhaseEnum } from './copper-enums.type.ts';
import { copperSummary, type CopperSummary as CopperSummaryShape } from './copper-summary.rules.ts';

const CopperPhaseCount = builder
  .objectRef<{ phase: (typeof CopperPhaseEnum)['$inferType']; communes: number }>('CopperPhaseCount')
  .implement({
    directives: { cacheControl: { inheritMaxAge: true } },
    description: 'Nombre de communes dans une phase.',
    fields: (t) => ({
      phase: t.expose('phase', { type: CopperPhaseEnum, description: 'Phase.' }),
      communes: t.exposeInt('communes', { description: 'Nombre de communes dans cette phase.' }),
    }),
  });

const CopperSummary = builder.objectRef<CopperSummaryShape>('CopperSummary').implement({
  directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
  description: 'La fermeture du cuivre dans un ensemble de communes, en chiffres.',
  fields: (t) => ({
    communes: t.exposeInt('communes', { description: 'Nombre de communes comptées.' }),
    phases: t.field({
      type: [CopperPhaseCount],
      description: 'Nombre de communes par phase ; les phases sans commune sont omises.',
      resolve: ({ byPhase }) =>
        (Object.entries(byPhase) as [(typeof CopperPhaseEnum)['$inferType'], number][])
          .filter(([, communes]) => communes > 0)
          .map(([phase, communes]) => ({ phase, communes })),
    }),
    nextCommercialClosure: t.expose('nextCommercialClosure', {
      type: 'Date',
      nullable: true,
      description: 'Prochaine fermeture commerciale parmi ces communes.',
    }),
    nextTechnicalClosure: t.expose('nextTechnicalClosure', {
      type: 'Date',
      nullable: true,
      description: 'Prochaine fermeture technique parmi ces communes.',
    }),
  }),
});

builder.objectField(Commune, 'copperClosure', (t) =>
  t.field({
    type: CopperClosure,
    nullable: true,
    description: 'Fermeture du cuivre dans la commune ; nul si ce n’est pas une commune de Lot-et-Garonne.',
    resolve: ({ inseeCode }, _arguments, context) => copperClosureOf(context, inseeCode),
  }),
);

builder.objectField(Premises, 'copperClosure', (t) =>
  t.field({
    type: CopperClosure,
    nullable: true,
    description: 'Fermeture du cuivre dans la commune du local.',
    resolve: ({ communeCode }, _arguments, context) => copperClosureOf(context, communeCode),
  }),
);

async function closuresOf(
  context: Context,
  { communes }: { readonly communes: readonly { readonly inseeCode: string }[] },
): Promise<CopperClosureShape[]> {
  const closures = await Promise.all(communes.map(({ inseeCode }) => copperClosureOf(context, inseeCode)));
  return closures.filter((closure) => closure !== null);
}

builder.objectFields(Epci, (t) => ({
  copperClosures: t.field({
    type: [CopperClosure],
    directives: { listSize: aboutSize(45) },
    nullable: true,
    description: 'Fermeture du cuivre, commune par commune (celles de Lot-et-Garonne).',
    ...requiresCommunes,
    resolve: (epci, _arguments, context) => closuresOf(context, epci),
  }),
  copperSummary: t.field({
    type: CopperSummary,
    nullable: true,
    description: 'Fermeture du cuivre de l’intercommunalité, en chiffres.',
    args: { on: t.arg({ type: 'Date', description: 'Jour considéré ; aujourd’hui par défaut.' }) },
    ...requiresCommunes,
    resolve: async (epci, { on }, context) =>
      copperSummary((await closuresOf(context, epci)).map(({ plan }) => copperState(plan, on ?? context.today))),
  }),
}));
