import { builder } from '../builder.ts';
import { TechnologyEnum } from '../fibre/technology.type.ts';
import type { ConnectionDiagnostic as DiagnosticRow } from '../generated/client/client.ts';
import { READ_DIAGNOSTICS } from './diagnostic.access.ts';
import { FollowUpKindEnum, VisitSlotEnum } from './diagnostic-enums.type.ts';

/** The enumerations are kept as text; only the mutations of this feature write them. */
export type Enum<T extends { $inferType: unknown }> = T['$inferType'];

builder.prismaObject('ConnectionDiagnosticFollowUp', {
  name: 'DiagnosticFollowUp',
  access: READ_DIAGNOSTICS,
  description: 'Une suite à donner à un diagnostic.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant.' }),
    kind: t.field({
      type: FollowUpKindEnum,
      description: 'Nature.',
      resolve: ({ kind }) => kind as Enum<typeof FollowUpKindEnum>,
    }),
    note: t.exposeString('note', { nullable: true, description: 'Précision, sans donnée personnelle.' }),
    dueOn: t.field({ type: 'Date', description: 'Échéance.', resolve: ({ dueOn }) => dueOn }),
    doneOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Jour où elle a été faite ; nul tant qu’elle ne l’est pas.',
      resolve: ({ doneOn }) => doneOn,
    }),
  }),
});

builder.prismaObject('ConnectionDiagnosticEvent', {
  name: 'DiagnosticEvent',
  access: READ_DIAGNOSTICS,
  description: 'Un changement d’un diagnostic. Rien n’en est jamais effacé.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'Version du diagnostic que ce changement a faite.' }),
    kind: t.exposeString('kind', { description: 'Nom de la mutation.' }),
    actor: t.exposeString('actor', { description: 'Rôle de son auteur.' }),
    at: t.field({ type: 'DateTime', description: 'Instant.', resolve: ({ at }) => at }),
    change: t.string({
      description: 'Ce qui était demandé, en JSON.',
      resolve: ({ change }) => JSON.stringify(change),
    }),
  }),
});

export const LineObservation = builder.objectRef<DiagnosticRow>('LineObservation').implement({
  access: READ_DIAGNOSTICS,
  description: 'La ligne telle qu’elle a été observée.',
  fields: (t) => ({
    technology: t.field({
      type: TechnologyEnum,
      nullable: true,
      description: 'Technologie observée.',
      resolve: ({ observedTechnology }) => observedTechnology as Enum<typeof TechnologyEnum> | null,
    }),
    nominalDownMbps: t.exposeFloat('nominalDownMbps', {
      nullable: true,
      description: 'Débit descendant vendu, Mbit/s.',
    }),
    nominalUpMbps: t.exposeFloat('nominalUpMbps', { nullable: true, description: 'Débit montant vendu, Mbit/s.' }),
    observedDownMbps: t.exposeFloat('observedDownMbps', {
      nullable: true,
      description: 'Débit descendant mesuré, Mbit/s.',
    }),
    observedUpMbps: t.exposeFloat('observedUpMbps', { nullable: true, description: 'Débit montant mesuré, Mbit/s.' }),
    latencyMs: t.exposeFloat('latencyMs', { nullable: true, description: 'Latence mesurée, en millisecondes.' }),
  }),
});

export const HomeVisit = builder.objectRef<DiagnosticRow & { visitOn: Date }>('HomeVisit').implement({
  access: READ_DIAGNOSTICS,
  description: 'Une visite à domicile.',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'Jour prévu.', resolve: ({ visitOn }) => visitOn }),
    slot: t.field({
      type: VisitSlotEnum,
      nullable: true,
      description: 'Moment prévu.',
      resolve: ({ visitSlot }) => visitSlot as Enum<typeof VisitSlotEnum> | null,
    }),
    doneOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Jour où elle a eu lieu.',
      resolve: ({ visitDoneOn }) => visitDoneOn,
    }),
  }),
});
