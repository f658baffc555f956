import { buildSubgraphSchema } from '@apollo/subgraph';
import fastify from 'fastify';
import { parse } from 'graphql';
import mercurius from 'mercurius';
import { sdlOf, SUBGRAPHS } from './schemas.ts';
import { accounts, inventory, productsResolvers, reviewsResolvers } from './shop-resolvers.ts';
import { housing, offers, territory } from './town-resolvers.ts';

type Resolvers = NonNullable<Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']>;

const RESOLVERS = {
  territory,
  housing,
  offers,
  accounts,
  products: productsResolvers,
  inventory,
  reviews: reviewsResolvers,
};

let fetches = 0;

/** One subgraph by Mercurius and its compiler; gives its address. */
async function serve(name: string): Promise<string> {
  const app = fastify();
  const resolvers = RESOLVERS[name as keyof typeof RESOLVERS] as unknown as Resolvers;
  const schema = buildSubgraphSchema({ typeDefs: parse(sdlOf(name)), resolvers });
  await app.register(mercurius, { schema, jit: 1, graphiql: false });
  app.addHook('onRequest', (_request, _reply, done) => {
    fetches += 1;
    done();
  });
  return `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
}

const urls = Object.fromEntries(await Promise.all(SUBGRAPHS.map(async (name) => [name, await serve(name)] as const)));
process.on('message', (message) => {
  if (message === 'fetches') process.send?.({ fetches });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ urls });
