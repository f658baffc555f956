import { publicationLoader } from '../../../platform/importer/provenance.ts';
import { builder } from '../builder.ts';
import { Provenance } from '../common.type.ts';
import type { OperatorProcedure as OperatorProcedureRow } from '../generated/client/client.ts';
import { Organisation } from '../operator/organisation.type.ts';
import { proceduresOfOperator } from './procedure.loaders.ts';

export const OperatorProcedure = builder.objectRef<OperatorProcedureRow>('OperatorProcedure').implement({
  directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
  description: 'Une démarche que l’on fait auprès d’un opérateur.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant stable de la démarche.' }),
    operator: t.field({
      type: Organisation,
      description: 'Opérateur auprès duquel on fait la démarche.',
      resolve: ({ operatorId }) => ({ id: operatorId }),
    }),
    name: t.exposeString('name', { description: 'Nom de la démarche.' }),
    description: t.exposeString('description', { nullable: true, description: 'En quoi elle consiste.' }),
    url: t.exposeString('url', { nullable: true, description: 'Page web de la démarche.' }),
    phone: t.exposeString('phone', { nullable: true, description: 'Téléphone pour faire la démarche.' }),
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
      resolve: (_procedure, _args, context) => publicationLoader(context).load('procedures'),
    }),
  }),
});

builder.objectField(Organisation, 'procedures', (t) =>
  t.field({
    type: [OperatorProcedure],
    nullable: true,
    description: 'Démarches que l’on fait auprès de l’organisation.',
    resolve: async ({ id }, _args, context) => [...(await proceduresOfOperator(context).load(id))],
  }),
);
