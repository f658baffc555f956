import { getOperationAST, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ReadSupergraph } from '../authorisation/stripped.ts';
import { refusedDocument } from '../limits/document-admission.ts';
import type { Run } from './contract.ts';
import type { Combination, Operation } from './operation.ts';
import type { PlannerThreads } from './planning/planner-threads.ts';
import { openPlanning } from './planning/planning.ts';
import { preparedOperation, type PreparationOptions } from './prepared-operation.ts';
import { rehearsed } from './rehearsal.ts';

export interface ReleaseOptions extends PreparationOptions {
  /** Approximate memory that prepared operations may take. */
  readonly maxOperationsBytes: number;
  readonly planningDeadlineMs: number;
  /** Where operations are planned. */
  readonly threads: PlannerThreads;
}

/** What prepared operations take. */
export interface OperationsSize {
  readonly entries: number;
  /** Approximate. */
  readonly bytes: number;
}

export interface Asked {
  readonly source: string;
  readonly operationName: string | undefined;
}

/** An operation that was asked, enough to prepare it for another supergraph. */
export interface Remembered extends Asked {
  readonly document: DocumentNode;
  readonly combinations: readonly Combination[];
}

/** What looking for an operation gives. `absent`: the document has no operation of that name, or not just one. */
export type Found =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLError[] }
  | { readonly kind: 'absent' };

/** One supergraph in service: its schema, its planner, and the operations prepared for it. */
export interface Release {
  readonly schema: GraphQLSchema;
  /** An operation that was asked before, if it is still kept. */
  readonly known: (asked: Asked) => Operation | undefined;
  /** An operation of a document, made if it is not known, or why it is refused. */
  readonly operation: (asked: Asked, document: DocumentNode) => Found;
  /** Prepares a made-up operation as if it were asked, and keeps nothing of it; rejects one that cannot be. */
  readonly rehearse: (source: string) => Promise<void>;
  /** The operations asked most, most asked first. */
  readonly hottest: (count: number) => readonly Remembered[];
  readonly size: () => OperationsSize;
  /** Closes the planner once what it plans now is done. */
  readonly close: () => Promise<void>;
}

interface Kept {
  readonly asked: Asked;
  readonly document: DocumentNode;
  readonly operation: Operation;
}

/** Refusals that are remembered, so that the same operation is refused at once, and the longest of their operations. */
const MAX_REFUSALS = 500;
const MAX_REFUSED_LENGTH = 16_384;

/** Rough cost of a kept operation: its texts, syntax trees and programs grow with its text. */
const bytesOf = ({ source }: Asked): number => 8_192 + source.length * 64;

export async function openRelease(supergraph: ReadSupergraph, options: ReleaseOptions): Promise<Release> {
  const { librarySdl, requirements, costs } = supergraph;
  const { threads, planningDeadlineMs: deadlineMs } = options;
  const planning = await openPlanning({ supergraphSdl: librarySdl, deadlineMs, threads });
  const kept = new LRUCache<string, Kept>({
    maxSize: options.maxOperationsBytes,
    sizeCalculation: ({ asked }) => bytesOf(asked),
  });
  // Apart from what is kept: refusals, however many, never drive a good operation out.
  const refused = new LRUCache<string, readonly GraphQLError[]>({ max: MAX_REFUSALS });
  const underWay = new Set<Promise<Run>>();
  const preparing = { planning, requirements, costs, options, underWay };
  return {
    schema: planning.apiSchema,
    known: (asked) => kept.get(keyOf(asked))?.operation,
    operation: (asked, document) => {
      const key = keyOf(asked);
      const known = kept.get(key);
      if (known !== undefined) return { kind: 'operation', operation: known.operation };
      const definition = getOperationAST(document, asked.operationName);
      if (definition === null || definition === undefined) return { kind: 'absent' };
      const errors = refused.get(key) ?? refusedDocument(document, planning.apiSchema, options.limits);
      if (errors.length > 0) {
        if (asked.source.length <= MAX_REFUSED_LENGTH) refused.set(key, errors);
        return { kind: 'refused', errors };
      }
      const operation = preparedOperation(preparing, { document, definition });
      kept.set(key, { asked, document, operation });
      return { kind: 'operation', operation };
    },
    rehearse: (source) => rehearsed(preparing, source),
    hottest: (count) =>
      [...kept.values()]
        .sort((one, other) => other.operation.hits - one.operation.hits)
        .slice(0, count)
        .map(({ asked, document, operation }) => ({ ...asked, document, combinations: operation.combinations() })),
    size: () => ({ entries: kept.size, bytes: kept.calculatedSize }),
    close: async () => {
      await Promise.allSettled(underWay);
      await planning.close();
    },
  };
}

/** The text itself where it has one operation: its hash is known. No document holds the character that joins the two. */
const keyOf = ({ source, operationName }: Asked): string =>
  operationName === undefined ? source : `${operationName}\u0000${source}`;
