import type { GraphQLError } from 'graphql';
import type { Actor } from '../../platform/actor.ts';
import type { Logger } from '../../platform/log.ts';
import type { Engine } from '../execution/engine.ts';
import { openRedis } from '../redis.ts';
import { untrustedDocument } from './document-refusals.ts';
import { documentsOf, type DocumentsSettings } from './documents-of.ts';
import type { TextOf } from './named-document.ts';
import { prepareDocuments } from './prepare-documents.ts';
import { NO_SENT_DOCUMENTS, sentDocuments, sharedDocuments } from './sent-documents.ts';
import { NO_DOCUMENTS, type TrustedDocuments } from './trusted-documents.ts';
import { watchDocuments } from './watch-documents.ts';
import type { FindText } from './with-text.ts';

interface DocumentsOptions extends DocumentsSettings {
  /** Files and folders of trusted documents. */
  readonly sources: readonly string[];
  readonly watchIntervalMs: number;
  /** Memory for documents that clients sent to ask them by their hash; 0 keeps none. */
  readonly maxSentBytes: number;
  readonly redisUrl: string | undefined;
  readonly logger: Logger;
}

/** The documents that the hub knows beforehand, and those that it is asked by name. */
export interface Documents {
  readonly textOf: TextOf;
  readonly find: FindText;
  /** Of a document that came with its hash and was accepted. */
  readonly remember: (text: string) => void;
  /** Whether clients may send documents to ask them by their hash. */
  readonly remembers: boolean;
  /** Why this caller may not ask a document of this canonical hash, or `null`. */
  readonly refusal: (canonicalHash: string, actor: Actor) => GraphQLError | null;
  /** Whether it may ask trusted documents alone. */
  readonly isBound: (actor: Actor) => boolean;
  /** Prepares the trusted documents, now for the supergraph in service and again when they change. */
  readonly prepareIn: (engine: Engine) => void;
  readonly close: () => Promise<void>;
}

/** @throws ConfigurationError (French) when the trusted documents cannot be read. */
export async function openDocuments(options: DocumentsOptions): Promise<Documents> {
  const { logger, redisUrl, maxSentBytes } = options;
  let engine: Engine | undefined;
  let trusted = NO_DOCUMENTS;
  const preparing = prepareDocuments(logger);
  const prepare = (): void => {
    if (engine !== undefined) preparing.start(engine, trusted);
  };
  const changed = (next: TrustedDocuments): void => {
    trusted = next;
    prepare();
  };
  const { first, stop } = await watchDocuments(options.sources, {
    intervalMs: options.watchIntervalMs,
    logger,
    changed,
  });
  trusted = first;
  const remembers = maxSentBytes > 0;
  const redis = redisUrl === undefined || !remembers ? undefined : openRedis(redisUrl, logger);
  const near = remembers ? sentDocuments(maxSentBytes) : NO_SENT_DOCUMENTS;
  const failed = (): void => {
    // That Redis is down is told once, by its connection.
    logger.debug({ event: 'document-not-shared' });
  };
  const sent = redis === undefined ? near : sharedDocuments(near, redis, failed);
  const isBound = (actor: Actor): boolean => documentsOf(actor, options) === 'trusted';
  return {
    textOf: (hash) => trusted.textOf(hash) ?? sent.textOf(hash),
    find: async (hash) => trusted.textOf(hash) ?? (await sent.found(hash)),
    remember: sent.remember,
    remembers,
    refusal: (hash, actor) => (isBound(actor) && !trusted.holds(hash) ? untrustedDocument(hash) : null),
    isBound,
    prepareIn: (serving) => {
      engine = serving;
      prepare();
    },
    close: async () => {
      preparing.stop();
      await stop();
      redis?.disconnect();
    },
  };
}
