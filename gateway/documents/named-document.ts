import { isRecord } from '../json-text.ts';
import { hashOfIdentifier } from './document-hash.ts';

/** The text of a document by its hash, when it is known at once. */
export type TextOf = (hash: string) => string | undefined;

/** How a request names a document that the hub should know. */
type Named =
  | { readonly kind: 'none' }
  /** `documentId`, of « GraphQL over HTTP ». */
  | { readonly kind: 'identifier'; readonly hash: string | null }
  /** `extensions.persistedQuery`, of Apollo; `hash` is `null` when it cannot be read. */
  | { readonly kind: 'persisted-query'; readonly hash: string | null };

const NONE: Named = { kind: 'none' };

/** Of the body of a request, or of its parameters. */
export function namedDocument({ documentId, extensions }: Readonly<Record<string, unknown>>): Named {
  if (documentId !== undefined && documentId !== null)
    return { kind: 'identifier', hash: hashOfIdentifier(documentId) };
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : undefined;
  if (persisted === undefined || persisted === null) return NONE;
  return { kind: 'persisted-query', hash: persistedHash(persisted) };
}

const HASH = /^[0-9a-f]{64}$/;

function persistedHash(persisted: unknown): string | null {
  if (!isRecord(persisted) || persisted['version'] !== 1) return null;
  const hash = persisted['sha256Hash'];
  return typeof hash === 'string' && HASH.test(hash) ? hash : null;
}
