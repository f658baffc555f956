import { builder } from '../builder.ts';
import { premisesLoader } from '../premises/premises.loaders.ts';
import { Premises } from '../premises/premises.type.ts';
import { ConnectionNeedEnum, ConnectionSolutionEnum } from './advice-enums.type.ts';
import type { ConnectionAdviceShape } from './advice.loaders.ts';
import { ConnectionAdvice } from './advice.type.ts';
import { READ_DIAGNOSTICS } from './diagnostic.access.ts';
import { ChannelEnum, OutcomeEnum, StatusEnum } from './diagnostic-enums.type.ts';
import { HomeVisit, LineObservation, type Enum } from './diagnostic-parts.type.ts';

export const ConnectionDiagnostic = builder.prismaObject('ConnectionDiagnostic', {
  access: READ_DIAGNOSTICS,
  description:
    'Le diagnostic de la connexion d’un foyer. Un foyer est une adresse : ni nom, ni téléphone, ni courriel.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant.' }),
    version: t.exposeInt('version', { description: 'Version, à rappeler dans `expectedVersion` pour modifier.' }),
    premises: t.field({
      type: Premises,
      nullable: true,
      description: 'Local diagnostiqué ; nul s’il n’est plus dans les fichiers.',
      resolve: ({ premisesId }, _arguments, context) => premisesLoader(context).load(premisesId),
    }),
    premisesId: t.exposeID('premisesId', { description: 'Identifiant du local.' }),
    date: t.field({ type: 'Date', description: 'Jour du diagnostic.', resolve: ({ diagnosedOn }) => diagnosedOn }),
    status: t.field({
      type: StatusEnum,
      description: 'Où il en est.',
      resolve: ({ status }) => status as Enum<typeof StatusEnum>,
    }),
    channel: t.field({
      type: ChannelEnum,
      description: 'Comment il est mené.',
      resolve: ({ channel }) => channel as Enum<typeof ChannelEnum>,
    }),
    needs: t.field({
      type: [ConnectionNeedEnum],
      description: 'Besoins exprimés.',
      resolve: ({ needs }) => needs as Enum<typeof ConnectionNeedEnum>[],
    }),
    observation: t.field({ type: LineObservation, description: 'Ligne observée.', resolve: (row) => row }),
    finding: t.exposeString('finding', { nullable: true, description: 'Constat, sans donnée personnelle.' }),
    recommendation: t.field({
      type: ConnectionAdvice,
      nullable: true,
      description: 'Conseil calculé à l’ouverture ou au dernier enregistrement, gardé tel quel.',
      resolve: ({ recommendation }) => recommendation as unknown as ConnectionAdviceShape | null,
    }),
    chosenSolution: t.field({
      type: ConnectionSolutionEnum,
      nullable: true,
      description: 'Choix du conseiller.',
      resolve: ({ chosenSolution }) => chosenSolution as Enum<typeof ConnectionSolutionEnum> | null,
    }),
    choiceReason: t.exposeString('choiceReason', { nullable: true, description: 'Raison de ce choix.' }),
    visit: t.field({
      type: HomeVisit,
      nullable: true,
      description: 'Visite à domicile ; nul s’il n’y en a pas.',
      resolve: (row) => (row.visitOn === null ? null : { ...row, visitOn: row.visitOn }),
    }),
    outcome: t.field({
      type: OutcomeEnum,
      nullable: true,
      description: 'Résultat ; nul tant qu’il n’est pas clos.',
      resolve: ({ outcome }) => outcome as Enum<typeof OutcomeEnum> | null,
    }),
    outcomeNote: t.exposeString('outcomeNote', { nullable: true, description: 'Précision sur le résultat.' }),
    followUps: t.relation('followUps', {
      description: 'Suites à donner, par échéance.',
      query: { orderBy: [{ dueOn: 'asc' }, { id: 'asc' }] },
    }),
    events: t.relation('events', { description: 'Historique.', query: { orderBy: { version: 'asc' } } }),
    openedAt: t.field({ type: 'DateTime', description: 'Ouverture.', resolve: ({ openedAt }) => openedAt }),
    updatedAt: t.field({ type: 'DateTime', description: 'Dernier changement.', resolve: ({ updatedAt }) => updatedAt }),
  }),
});
