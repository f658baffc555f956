import type { Actor, Documents } from '../../platform/actor.ts';

export interface DocumentsSettings {
  /** Which documents callers without key or token may ask. */
  readonly anonymous: Documents;
}

/** Which documents a caller may ask. A person is known by name; a partner's key says it, also to those it serves. */
export function documentsOf(actor: Actor, { anonymous }: DocumentsSettings): Documents {
  if (actor.kind === 'anonymous') return anonymous;
  if (actor.kind === 'partner') return actor.documents;
  return actor.through?.documents ?? 'any';
}
