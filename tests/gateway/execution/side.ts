import type { DocumentNode } from 'graphql';
import type { SubgraphRequest } from './in-process-subgraph.ts';

/** Our executor, compiled or interpreted, or Apollo's, over the same subgraphs. */
export type SideName = 'compiled' | 'interpreted' | 'apollo';

export interface AnsweredError {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** What a subgraph was sent during one question. */
export interface RecordedFetch {
  readonly subgraph: string;
  readonly body: SubgraphRequest;
}

export interface Asked {
  readonly source: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

export interface SideAnswer {
  readonly data: any;
  readonly errors: readonly AnsweredError[];
}

/** Sends one request to a subgraph of the world; rejects when it is out of reach. */
export type Send = (subgraph: string, request: SubgraphRequest) => Promise<unknown>;

/** One executor. `send` is given with each question, so that its fetches are known however many run at once. */
export interface Side {
  readonly ask: (asked: Asked, send: Send) => Promise<SideAnswer>;
  readonly close: () => Promise<void>;
}

/** An error with only what an answer shows, in plain objects. */
export function answeredError(error: {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}): AnsweredError {
  return { message: error.message, path: error.path, extensions: { ...error.extensions } };
}

/** What is answered when an operation could not be run at all. */
export function refused(error: unknown): SideAnswer {
  return { data: null, errors: [{ message: String(error), path: undefined, extensions: {} }] };
}
