import type DataLoader from 'dataloader';
import { loaderByKey, perRequest } from '../../../platform/batch.ts';
import { statement } from '../../../platform/database/statement.ts';
import { aboutSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { Provenance, type ProvenanceShape } from '../common.type.ts';
import type { Context } from '../context.ts';
import type { FibreFacts } from './fibre.rules.ts';
import { READ_PREMISES } from '../premises/premises.access.ts';
import { operatorLabel } from './operator-label.rules.ts';

const importsById = statement<ProvenanceShape & { id: number }>(
  'imports-by-id',
  `SELECT id, source, to_char(as_of, 'YYYY-MM-DD') AS "asOf", finished_at AS "importedAt"
   FROM import_journal WHERE id = ANY($1)`,
);

/** The provenance that an import gave to its rows, by the import's number. */
export const importLoader: (context: Context) => DataLoader<number, (ProvenanceShape & { id: number }) | null> =
  perRequest(({ sql }: Context) =>
    loaderByKey(
      (ids: readonly number[]) => importsById(sql, [ids]),
      ({ id }) => id,
    ),
  );

export const FibreStatusEnum = builder.enumType('FibreStatusKind', {
  description: 'Ce que la fibre est pour un foyer, quel que soit le vocabulaire du fichier d’origine.',
  values: {
    CONNECTABLE_NOW: { description: 'Raccordable dès maintenant : l’immeuble est déployé.' },
    ON_DEMAND: { description: 'Raccordable à la demande : l’opérateur finit les travaux une fois la commande passée.' },
    UNDER_WAY: { description: 'Déploiement en cours.' },
    PLANNED: { description: 'Prévu (immeuble ciblé ou accord signé), travaux non commencés.' },
    REFUSED_OR_ABANDONED: { description: 'Déploiement refusé ou abandonné.' },
    UNKNOWN: { description: 'Aucun fichier ne le dit, ou dans des mots que son producteur ne documente pas.' },
  } as const,
});

/** An operator by its code; the name is the code's when it is not known for certain. */
export const TelecomOperator = builder.objectRef<{ readonly code: string }>('TelecomOperator').implement({
  description: 'Un opérateur de réseau, tel que les fichiers de l’ARCEP le codent.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Code de quatre caractères, par exemple « AQTH ».' }),
    label: t.string({
      description: 'Nom de l’opérateur, ou son code si le nom n’est pas établi.',
      resolve: ({ code }) => operatorLabel(code),
    }),
  }),
});

export const FibreStatus = builder.objectRef<FibreFacts & { readonly varies: boolean }>('FibreStatus').implement({
  description: 'L’état de la fibre à un endroit, avec les mots de son producteur.',
  fields: (t) => ({
    status: t.field({ type: FibreStatusEnum, description: 'État de la fibre.', resolve: ({ status }) => status }),
    producerCode: t.exposeString('producerCode', {
      nullable: true,
      description: 'État tel que le producteur l’écrit (imb_etat, EtatImmeuble), ou « elig_fo=… ».',
    }),
    stateDate: t.field({
      type: 'Date',
      nullable: true,
      description: 'Date de l’état chez son producteur, s’il la donne.',
      resolve: ({ stateDate }) => stateDate,
    }),
    pmReference: t.exposeString('pmReference', {
      access: READ_PREMISES,
      nullable: true,
      description: 'Référence du point de mutualisation.',
    }),
    pmState: t.exposeString('pmState', {
      access: READ_PREMISES,
      nullable: true,
      description: 'État du point de mutualisation.',
    }),
    pmDate: t.field({
      access: READ_PREMISES,
      type: 'Date',
      nullable: true,
      description: 'Date de mise à disposition du point de mutualisation.',
      resolve: ({ pmDate }) => pmDate,
    }),
    infrastructureOperator: t.field({
      type: TelecomOperator,
      nullable: true,
      description: 'Opérateur qui construit et exploite le réseau.',
      resolve: ({ infrastructureOperatorCode: code }) => (code === null ? null : { code }),
    }),
    orderableOperators: t.field({
      type: [TelecomOperator],
      directives: { listSize: aboutSize(5) },
      description: 'Opérateurs qui déclarent une offre fibre à cet endroit.',
      resolve: ({ orderableOperatorCodes }) => orderableOperatorCodes.map((code) => ({ code })),
    }),
    variesByBuilding: t.exposeBoolean('varies', {
      description: 'Les immeubles de l’adresse n’en sont pas tous au même point : le moins avancé est donné ici.',
    }),
    provenance: t.field({
      type: Provenance,
      nullable: true,
      description: 'Source et date de cet état.',
      resolve: ({ importId }, _arguments, context) => (importId === null ? null : importLoader(context).load(importId)),
    }),
  }),
});
