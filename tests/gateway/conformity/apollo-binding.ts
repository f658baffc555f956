import { ApolloServer, type BaseContext } from '@apollo/server';
import type { CreateServerForIntegrationTests } from '@apollo/server-integration-testsuite';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { Caller } from '../../../gateway/caller.ts';
import { addGraphql } from '../../../gateway/graphql-route.ts';
import { httpApp } from '../../../gateway/http-app.ts';
import { openIdentity } from '../../../gateway/identity/identity.ts';
import { HttpMetrics } from '../../../gateway/metrics/http-metrics.ts';
import { NO_KEYS, openApiKeys } from '../../../gateway/keys/api-keys.ts';
import { openGatewayDocuments } from '../../../gateway/open-documents.ts';
import { openReception } from '../../../gateway/open-reception.ts';
import type { GatewaySettings } from '../../../gateway/settings.ts';
import { IDENTITY } from '../../support/identity.ts';
import { keptLogger } from '../../support/leaks/kept.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { SIGNING_KEYS } from '../../support/internal-token.ts';
import { UNHURRIED } from '../../support/unhurried.ts';

const SETTINGS: GatewaySettings = {
  supergraphFile: 'schema/supergraph.graphql',
  watchIntervalMs: 60_000,
  subgraphs: {},
  ...UNHURRIED,
  circuitBreaker: { failures: 10, openMs: 2000 },
  maxResponseBytes: 1_000_000,
  maxRequestBytes: 262_144,
  maxTogether: 16,
  // Apollo's tests say themselves whether a server takes batches.
  protection: { ...ROOMY_PROTECTION, maxBatch: 100 },
  signingKeys: SIGNING_KEYS,
  proofSecrets: {},
  identity: IDENTITY,
  operationsFolder: 'schema/operations',
  guidesFolder: 'docs/guides',
  logger: keptLogger('gateway'),
};

/**
 * The gateway's own door, HTTP server, rules and GraphQL route around an Apollo Server of the test suite's. No operation
 * is known to the door, whose answers do not come from Apollo Server: all of them go through it, to the route.
 */
export const openBinding: CreateServerForIntegrationTests = async (config, options) => {
  const keys = await openApiKeys(NO_KEYS, SETTINGS.logger);
  const identity = openIdentity(SETTINGS.identity, { keys, log: SETTINGS.logger });
  const { reception, closeReception } = openReception(SETTINGS, keys);
  const documents = await openGatewayDocuments(SETTINGS);
  const answers = () => false;
  const app = httpApp({ answers, reception, http: new HttpMetrics(), identity, documents }, SETTINGS);
  const server = new SuiteServer({ ...config, plugins: [...(config.plugins ?? []), fastifyApolloDrainPlugin(app)] });
  server.contextOf = options?.context;
  await server.start();
  const live = () => Promise.resolve(false);
  addGraphql(app, { apollo: server, answers, reception, identity, documents, live }, SETTINGS);
  return {
    server,
    url: `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`,
    extraCleanup: async () => {
      await app.close();
      await closeReception();
      await documents.close();
      identity.close();
    },
  };
};

/** An Apollo Server whose resolvers see the context that a test gives, once the route has made its own. */
class SuiteServer extends ApolloServer {
  contextOf: (() => Promise<BaseContext>) | undefined;

  override executeHTTPGraphQLRequest(request: Parameters<ApolloServer['executeHTTPGraphQLRequest']>[0]) {
    const context = async () => {
      const caller = (await request.context()) as Caller;
      return (await this.contextOf?.()) ?? caller;
    };
    return super.executeHTTPGraphQLRequest({ ...request, context });
  }
}
