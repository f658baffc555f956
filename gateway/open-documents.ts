import { openDocuments, type Documents } from './documents/documents.ts';
import type { DocumentsSettings } from './documents/documents-of.ts';
import type { GatewaySettings } from './settings.ts';

/** Which documents callers may ask. */
export interface DocumentsPolicy extends DocumentsSettings {
  /** Files and folders of trusted documents, beside the operations' folder. */
  readonly sources: readonly string[];
  /** Memory for documents that clients sent to ask them by their hash; 0 keeps none. */
  readonly maxSentBytes: number;
}

/** Anyone may ask anything. */
export const DEFAULT_DOCUMENTS: DocumentsPolicy = { anonymous: 'any', sources: [], maxSentBytes: 8_388_608 };

/** @throws ConfigurationError (French) when the trusted documents cannot be read. */
export function openGatewayDocuments(settings: GatewaySettings): Promise<Documents> {
  const { documents = DEFAULT_DOCUMENTS, operationsFolder, watchIntervalMs, protection, logger } = settings;
  const sources = [operationsFolder, ...documents.sources];
  return openDocuments({ ...documents, sources, watchIntervalMs, redisUrl: protection.redisUrl, logger });
}
