import { builder } from '../builder.ts';
import { organisationLoader } from '../organisation/organisation.loaders.ts';
import { Organisation } from '../organisation/organisation.type.ts';
import { Accompaniment } from './accompaniment.type.ts';

builder.interfaceField(Accompaniment, 'organisation', (t) =>
  t.field({
    type: Organisation,
    nullable: true,
    description: 'Organisateur, nul s’il n’est pas dans le hub.',
    resolve: ({ organisationId }, _args, context) =>
      organisationId === null ? null : organisationLoader(context).load(organisationId),
  }),
);
