import SchemaBuilder from '@pothos/core';
import DirectivesPlugin from '@pothos/plugin-directives';
import FederationPlugin from '@pothos/plugin-federation';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import AccessPlugin from '../../platform/access/access-plugin.ts';
import type { CacheControlDirective } from '../../platform/cache-hints.ts';
import type { CostDirective, ListSizeDirective } from '../../platform/list-size.ts';
import { RELAY_OPTIONS } from '../../platform/relay.ts';
import { DateScalar, DateTimeScalar } from '../../platform/scalars.ts';
import type { Context } from './context.ts';
import { getDatamodel, type default as PrismaTypes } from './generated/pothos-types.ts';

/** The subgraph's schema builder; the plugins are the same in every subgraph, because they widen one global namespace. */
export const builder = new SchemaBuilder<{
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  Directives: { cacheControl: CacheControlDirective; cost: CostDirective; listSize: ListSizeDirective };
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: Date | string };
    DateTime: { Input: Date; Output: Date };
  };
  Connection: { totalCount: () => Promise<number> };
}>({
  plugins: [AccessPlugin, DirectivesPlugin, FederationPlugin, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  prisma: { client: ({ prisma }) => prisma, dmmf: getDatamodel() },
  relay: RELAY_OPTIONS,
});

builder.addScalarType('Date', DateScalar);
builder.addScalarType('DateTime', DateTimeScalar);
builder.queryType({ description: 'Les questions que l’on peut poser au hub.' });
builder.subscriptionType({ description: 'Ce que l’on peut suivre en direct, en flux d’événements (SSE).' });
builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description: 'Nombre total d’éléments, toutes pages confondues.',
    resolve: ({ totalCount }) => totalCount(),
  }),
);
