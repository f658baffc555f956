import { canonicalHash, documentHash } from './document-hash.ts';
import type { TrustedDocument } from './manifest.ts';

/** The documents that the hub accepts from anyone. */
export interface TrustedDocuments {
  readonly all: readonly TrustedDocument[];
  /** The text by the hash of itself, or of itself as it is printed: generators of clients print what they hash. */
  readonly textOf: (hash: string) => string | undefined;
  /** Whether a document of this canonical hash is one of them, but for white space and comments. */
  readonly holds: (canonicalHash: string) => boolean;
}

export const NO_DOCUMENTS: TrustedDocuments = trustedDocuments([]);

export function trustedDocuments(all: readonly TrustedDocument[]): TrustedDocuments {
  const texts = new Map<string, string>();
  const canonical = new Set<string>();
  for (const { text, document } of all) {
    const printed = canonicalHash(document);
    canonical.add(printed);
    // Of documents that differ in white space alone, one serves for all: they share what is prepared.
    const shared = texts.get(printed) ?? text;
    texts.set(printed, shared);
    texts.set(documentHash(text), shared);
  }
  return { all, textOf: (hash) => texts.get(hash), holds: (hash) => canonical.has(hash) };
}
