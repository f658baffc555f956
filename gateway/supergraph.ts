import { readFile } from 'node:fs/promises';
import { ApolloGateway } from '@apollo/gateway';
import { ConfigurationError } from '../platform/env.ts';
import type { Caller } from './caller.ts';
import { disableApolloTelemetry } from './env.ts';
import type { GatewaySettings } from './settings.ts';
import type { SubgraphCalls } from './subgraph-calls.ts';

/**
 * Loads the supergraph and swaps it when its file changes, without dropping a request: those under way end on the schema
 * they began with. A new file that cannot be served is refused, logged, and the old one goes on.
 * The one file that names the gateway library.
 */
export function openSupergraph(settings: GatewaySettings, subgraphs: SubgraphCalls): ApolloGateway {
  disableApolloTelemetry();
  return new ApolloGateway({
    logger: quiet(settings),
    __exposeQueryPlanExperimental: false,
    buildService: ({ name, url }) => {
      subgraphs.declare(name, url);
      return { process: (options) => processed(name, options, subgraphs) };
    },
    supergraphSdl: async ({ update }) => {
      const first = await readSupergraph(settings.supergraphFile);
      return { supergraphSdl: first, cleanup: watch(settings, first, update) };
    },
  });
}

type SourceOptions = Parameters<ReturnType<NonNullable<BuildService>>['process']>[0];
type SourceAnswer = Awaited<ReturnType<ReturnType<NonNullable<BuildService>>['process']>>;
type BuildService = ConstructorParameters<typeof ApolloGateway>[0] extends infer C
  ? C extends { buildService?: infer B }
    ? B
    : never
  : never;

async function processed(name: string, options: SourceOptions, subgraphs: SubgraphCalls): Promise<SourceAnswer> {
  const { query = '', variables = {}, operationName } = options.request;
  const answer = await subgraphs.call(name, { query, variables, operationName }, options.context as Caller);
  return answer as SourceAnswer;
}

async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new ConfigurationError(
      `Le supergraphe « ${file} » est illisible : lancez « npm run schema », ou corrigez SUPERGRAPH_FILE.`,
    );
  }
}

/** Compares contents, not dates: the file may be replaced by a rename or through a symbolic link (Kubernetes). */
function watch(settings: GatewaySettings, first: string, update: (sdl: string) => void): () => Promise<void> {
  let current = first;
  let reading = Promise.resolve();
  const look = async () => {
    const next = await readFile(settings.supergraphFile, 'utf8').catch(() => current);
    if (next === current) return;
    current = next;
    try {
      update(next);
      settings.logger.info({ event: 'supergraph-swapped' });
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      settings.logger.error({ event: 'supergraph-refused', reason });
    }
  };
  const timer = setInterval(() => {
    reading = reading.then(look);
  }, settings.watchIntervalMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await reading;
  };
}

/** The library's own messages quote documents and addresses: only its warnings and errors are kept, by event. */
function quiet({ logger }: GatewaySettings) {
  const ignore = () => undefined;
  return {
    debug: ignore,
    info: ignore,
    warn: (message: unknown) => {
      logger.warn({ event: 'gateway-warning', message: String(message) });
    },
    error: (message: unknown) => {
      logger.error({ event: 'gateway-error', message: String(message) });
    },
  };
}
