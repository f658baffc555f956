import { publicationLoader } from '../../../platform/importer/provenance.ts';
import { builder } from '../builder.ts';
import { Provenance } from '../common.type.ts';
import type { OperatorDesk as OperatorDeskRow } from '../generated/client/client.ts';
import { Commune } from './commune.type.ts';
import { desksOfCommune } from './operator-desk.loaders.ts';
import { Organisation } from './organisation.type.ts';

export const OperatorDesk = builder.objectRef<OperatorDeskRow>('OperatorDesk').implement({
  directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
  description: 'Un accueil où un opérateur reçoit le public.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant stable de l’accueil.' }),
    operator: t.field({
      type: Organisation,
      description: 'Opérateur qui tient cet accueil.',
      resolve: ({ operatorId }) => ({ id: operatorId }),
    }),
    label: t.exposeString('label', { description: 'Nom de l’accueil.' }),
    commune: t.field({
      type: Commune,
      description: 'Commune de l’accueil.',
      resolve: ({ communeCode }) => ({ inseeCode: communeCode }),
    }),
    address: t.exposeString('address', { description: 'Adresse de l’accueil, en toutes lettres.' }),
    hours: t.exposeString('hours', {
      nullable: true,
      description: 'Horaires, dans les mots de l’opérateur ; nul quand la source ne les donne pas.',
    }),
    phone: t.exposeString('phone', { nullable: true, description: 'Téléphone de l’accueil, s’il en a un.' }),
    source: t.exposeString('source', { description: 'D’où vient cette information.' }),
    verifiedOn: t.field({
      type: 'Date',
      description: 'Jour de la dernière vérification.',
      resolve: ({ verifiedOn }) => verifiedOn,
    }),
    provenance: t.field({
      type: Provenance,
      nullable: true,
      description: 'Provenance du fichier publié.',
      resolve: (_desk, _args, context) => publicationLoader(context).load('desks'),
    }),
  }),
});

builder.objectField(Commune, 'operatorDesks', (t) =>
  t.field({
    type: [OperatorDesk],
    nullable: true,
    description: 'Accueils des opérateurs dans la commune.',
    resolve: async ({ inseeCode }, _args, context) => [...(await desksOfCommune(context).load(inseeCode))],
  }),
);
