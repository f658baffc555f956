import { validate, type DocumentNode } from 'graphql';
import type { AnswerError, FetchSubgraph, RunInput, RunResult } from './contract.ts';
import type { Operation } from './operation.ts';
import { openRelease, type Asked, type Release, type ReleaseOptions, type Remembered } from './release.ts';

export interface EngineOptions extends ReleaseOptions {
  readonly fetch: FetchSubgraph;
  readonly unreadable: (subgraph: string, detail: string) => AnswerError;
  /** How many of the most asked operations are prepared before a new supergraph is put in service. */
  readonly preparedAhead: number;
}

/** What one request adds to an operation. */
export interface Request {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Executes every operation of the gateway, over the supergraph in service. */
export interface Engine {
  /** Opens a supergraph and prepares the hottest operations for it; `serve` puts it in service. */
  readonly prepare: (supergraphSdl: string) => Promise<void>;
  /** Forgets a prepared supergraph that will not be served. */
  readonly forget: (supergraphSdl: string) => Promise<void>;
  /** Puts a prepared supergraph in service. Requests under way end on the one they began with. */
  readonly serve: (supergraphSdl: string) => void;
  readonly known: (asked: Asked) => Operation | undefined;
  readonly operation: (asked: Asked, document: DocumentNode) => Operation | undefined;
  /** Runs a ready or not yet ready program; rejects with the refusal of an operation that cannot be planned. */
  readonly run: (operation: Operation, conditions: string, request: Request) => Promise<RunResult>;
  readonly close: () => Promise<void>;
}

export function openEngine(options: EngineOptions): Engine {
  const opened = new Map<string, Release>();
  let current: Release | undefined;
  const serving = (): Release => {
    if (current === undefined) throw new Error('No supergraph is in service yet.');
    return current;
  };
  return {
    prepare: async (sdl) => {
      if (opened.has(sdl)) return;
      const release = await openRelease(sdl, options);
      opened.set(sdl, release);
      await prepareAhead(release, current?.hottest(options.preparedAhead) ?? []);
    },
    forget: async (sdl) => {
      const release = opened.get(sdl);
      if (release === undefined || release === current) return;
      opened.delete(sdl);
      await release.close();
    },
    serve: (sdl) => {
      const next = opened.get(sdl);
      if (next === undefined) throw new Error('A supergraph is prepared before it is served.');
      current = next;
      for (const [text, release] of opened) {
        if (release === next) continue;
        opened.delete(text);
        void release.close();
      }
    },
    known: (asked) => serving().known(asked),
    operation: (asked, document) => serving().operation(asked, document),
    run: async (operation, conditions, request) => {
      operation.hits += 1;
      const run = operation.ready(conditions) ?? (await operation.prepared(conditions));
      return run(inputOf(options, request));
    },
    close: async () => {
      await Promise.all([...opened.values()].map((release) => release.close()));
    },
  };
}

function inputOf({ fetch, unreadable }: EngineOptions, { variables, headers, signal }: Request): RunInput {
  return { variables, headers, signal, fetch, unreadable, introspection: {} };
}

/** An operation that the new supergraph does not accept is simply not prepared: its next caller is told why. */
async function prepareAhead(release: Release, hottest: readonly Remembered[]): Promise<void> {
  for (const { source, operationName, document, combinations } of hottest) {
    if (validate(release.schema, document).length > 0) continue;
    const operation = release.operation({ source, operationName }, document);
    await Promise.allSettled(combinations.map((conditions) => operation?.prepared(conditions)));
  }
}
