import { builder } from '../builder.ts';
import { type AuditEntry as AuditEntryRow } from '../generated/client/client.ts';
import { READ_AUDIT } from './audit.access.ts';

export const AuditActionEnum = builder.enumType('AuditAction', {
  description: 'Ce qui a été fait des données d’un foyer.',
  values: {
    READ: { value: 'read', description: 'Consultées.' },
    WRITE: { value: 'write', description: 'Écrites.' },
    EXPORT: { value: 'export', description: 'Exportées, à la demande du foyer.' },
    ERASE: { value: 'erase', description: 'Effacées, à la demande du foyer.' },
    PURGE: { value: 'purge', description: 'Effacées, leur durée de conservation étant passée.' },
  } as const,
});

export const AuditEntry = builder.objectRef<AuditEntryRow>('AuditEntry').implement({
  access: READ_AUDIT,
  description: 'Un accès aux données d’un foyer. Le journal ne se modifie pas ; chaque ligne scelle la précédente.',
  fields: (t) => ({
    sequence: t.id({ description: 'Numéro de la ligne.', resolve: ({ sequence }) => String(sequence) }),
    at: t.field({ type: 'DateTime', description: 'Quand.', resolve: ({ at }) => at }),
    actorKind: t.exposeString('actorKind', { description: 'Qui : une personne, un partenaire, une commande.' }),
    actorId: t.exposeString('actorId', { description: 'Son identifiant opaque, le même d’une ligne à l’autre.' }),
    roles: t.stringList({
      description: 'Les rôles qu’il avait.',
      resolve: ({ roles }) => (roles === '' ? [] : roles.split(' ')),
    }),
    organisation: t.exposeString('organisation', { nullable: true, description: 'SIRET de son organisation.' }),
    action: t.field({
      type: AuditActionEnum,
      description: 'Ce qui a été fait.',
      resolve: ({ action }) => action as (typeof AuditActionEnum)['$inferType'],
    }),
    operation: t.exposeString('operation', { description: 'Ce qui était demandé : un champ du schéma, une commande.' }),
    purpose: t.exposeString('purpose', { description: 'Pourquoi : une valeur de `AccessPurpose`, ou RETENTION.' }),
    requestId: t.exposeString('requestId', { nullable: true, description: 'Numéro de la demande à la passerelle.' }),
    premisesId: t.exposeID('premisesId', {
      nullable: true,
      description: 'Local concerné ; nul quand aucun ne l’est, ou que ses données ont été effacées.',
    }),
    diagnosticId: t.exposeID('diagnosticId', { nullable: true, description: 'Diagnostic concerné.' }),
  }),
});
