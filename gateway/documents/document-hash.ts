import { createHash } from 'node:crypto';
import { print, type DocumentNode } from 'graphql';

/** SHA-256 of a document's text, as clients compute it: 64 hexadecimal digits. */
export function documentHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same for documents that differ in white space and comments alone: the hash of the text as graphql-js prints it. */
export function canonicalHash(document: DocumentNode): string {
  return documentHash(print(document));
}

const IDENTIFIER = /^(?:sha256:)?([0-9a-f]{64})$/;

/** The hash that a `documentId` names, `sha256:…` or the digits alone; `null` of any other. */
export function hashOfIdentifier(identifier: unknown): string | null {
  return typeof identifier === 'string' ? (IDENTIFIER.exec(identifier)?.[1] ?? null) : null;
}
