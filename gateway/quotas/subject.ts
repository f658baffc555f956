import type { Actor } from '../../platform/actor.ts';

/** For whom a request counts: who asks, or, of nobody in particular, the digest of the address, which has no colon. */
export function subjectOf(actor: Actor, address: string): string {
  return actor.kind === 'anonymous' ? address : `${actor.kind}:${actor.id}`;
}
