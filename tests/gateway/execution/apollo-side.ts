import { ApolloGateway } from '@apollo/gateway';
import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';
import { disableApolloTelemetry } from '../../../gateway/env.ts';
import { answeredError, refused, type Asked, type Send, type Side } from './side.ts';

/** The oracle: Apollo's gateway and its own executor over a supergraph. */
export async function openApolloSide(supergraphSdl: string): Promise<{ side: Side; schema: GraphQLSchema }> {
  disableApolloTelemetry();
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: silent,
    buildService: ({ name }) => ({
      process: async ({ request: { query = '', variables = {}, operationName }, context }) => {
        const send = context['send'] as Send;
        const answer = await send(name, {
          query,
          variables: { ...variables },
          operationName: operationName ?? undefined,
        });
        return answer as object;
      },
    }),
  });
  const { schema, executor } = await gateway.load();
  return {
    schema,
    side: { ask: (asked, send) => answered(executor, schema, asked, send), close: () => gateway.stop() },
  };
}

type Context = Parameters<GatewayExecutor>[0];

async function answered(executor: GatewayExecutor, schema: GraphQLSchema, asked: Asked, send: Send) {
  const { source, document, variables, operationName } = asked;
  const context = {
    schema,
    source,
    document,
    operationName: operationName ?? null,
    queryHash: `${operationName ?? ''}\n${source}`,
    request: { query: source, variables: { ...variables }, ...(operationName === undefined ? {} : { operationName }) },
    context: { send },
    metrics: {},
    logger: silent,
    overallCachePolicy: { restrict: ignore },
  };
  try {
    const { data, errors } = await executor(context as unknown as Context);
    return { data: plain(data), errors: (errors ?? []).map(answeredError) };
  } catch (error) {
    return refused(error);
  }
}

const ignore = (): void => undefined;
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** As a client reads it. */
function plain(data: unknown): unknown {
  return data === undefined || data === null ? null : JSON.parse(JSON.stringify(data));
}
