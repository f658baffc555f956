// `@apollo/gateway` with its defaults behind `@apollo/server`; `--fastify` puts Fastify in the place of the standalone server.
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import fastifyApollo from '@as-integrations/fastify';
import fastify from 'fastify';

const { SUPERGRAPH_FILE, PORT } = process.env;
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(SUPERGRAPH_FILE, 'utf8') });
const server = new ApolloServer({ gateway });

if (process.argv.includes('--fastify')) {
  await server.start();
  const app = fastify();
  await app.register(fastifyApollo(server));
  await app.listen({ port: Number(PORT), host: '127.0.0.1' });
} else {
  await startStandaloneServer(server, { listen: { port: Number(PORT), host: '127.0.0.1' } });
}
