import { readFile } from 'node:fs/promises';
import { ApolloGateway } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { ConfigurationError } from '../platform/env.ts';
import type { Documents } from './documents/documents.ts';
import { disableApolloTelemetry } from './env.ts';
import { apolloExecutor } from './execution/apollo-executor.ts';
import type { Engine } from './execution/engine.ts';
import type { AccessRules } from './limits/access-rules.ts';
import type { GatewaySettings } from './settings.ts';

/** What a supergraph is loaded into. */
export interface Served {
  readonly engine: Engine;
  readonly rules: AccessRules;
  readonly documents: Documents;
  /** Told each subgraph of a supergraph before it is put in service. */
  readonly declare: (subgraph: string, routingUrl: string | undefined) => void;
  /** Told each supergraph that is put in service. */
  readonly serving: (supergraphSdl: string) => void;
}

/**
 * Loads the supergraph and swaps it when its file changes, without dropping a request: those under way end on the schema
 * they began with. A new file that cannot be served is refused, logged, and the old one goes on. The library loads and
 * validates; the engine executes. The one file that names the gateway library.
 */
export function openSupergraph(
  settings: GatewaySettings,
  { engine, rules, documents, declare, serving }: Served,
): GatewayInterface {
  disableApolloTelemetry();
  const library = new ApolloGateway({
    logger: quiet(settings),
    __exposeQueryPlanExperimental: false,
    buildService: ({ name, url }) => {
      declare(name, url);
      return { process: () => Promise.reject(new Error('The engine executes, not the library.')) };
    },
    supergraphSdl: async ({ update }) => {
      const first = await readSupergraph(settings.supergraphFile);
      return { supergraphSdl: await engine.prepare(first), cleanup: watch(settings, { first, engine, update }) };
    },
  });
  // Before the server's own listener: an operation it accepts is one the engine can plan.
  library.onSchemaLoadOrUpdate(({ coreSupergraphSdl, apiSchema }) => {
    engine.serve(coreSupergraphSdl, apiSchema);
    serving(coreSupergraphSdl);
    documents.prepareIn(engine);
  });
  return {
    onSchemaLoadOrUpdate: (callback) => library.onSchemaLoadOrUpdate(callback),
    load: async (options) => {
      await library.load(options);
      return {
        executor: apolloExecutor(engine, {
          rules,
          remember: documents.remember,
          maximumCost: settings.protection.limits.cost,
        }),
      };
    },
    stop: () => library.stop(),
  };
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

interface Watched {
  readonly first: string;
  readonly engine: Engine;
  readonly update: (sdl: string) => void;
}

/** Compares contents, not dates: the file may be replaced by a rename or through a symbolic link (Kubernetes). */
function watch(settings: GatewaySettings, { first, engine, update }: Watched): () => Promise<void> {
  let current = first;
  const over = new AbortController();
  let reading = Promise.resolve();
  const look = async () => {
    const next = await readFile(settings.supergraphFile, 'utf8').catch(() => current);
    if (next === current || over.signal.aborted) return;
    current = next;
    let prepared: string | undefined;
    try {
      prepared = await engine.prepare(next);
      over.signal.throwIfAborted();
      update(prepared);
      settings.logger.info({ event: 'supergraph-swapped' });
    } catch (error) {
      if (prepared !== undefined) await engine.forget(prepared);
      settings.logger.error({ event: 'supergraph-refused', reason: reasonOf(error) });
    }
  };
  const timer = setInterval(() => {
    reading = reading.then(look);
  }, settings.watchIntervalMs);
  timer.unref();
  return async () => {
    over.abort();
    clearInterval(timer);
    await reading;
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? `${error.message} ${error.cause.message}` : error.message;
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
