import type { Actor, Partner } from '../../platform/actor.ts';
import { configuredOrigins, type Origins } from '../limits/origins.ts';
import type { ApiKeys } from './api-keys.ts';

/**
 * A key is shown by the pages of its own origins and no other, so that one taken from a page is of no use to another
 * page; who shows none is under the configuration's.
 */
export function originsByKey(configured: readonly string[], keys: ApiKeys): Origins {
  const ofConfiguration = configuredOrigins(configured);
  return {
    originsOf: (actor) => {
      const partner = partnerOf(actor);
      return partner === undefined ? configured : keys.originsOf(partner);
    },
    isKnown: (origin) => ofConfiguration.isKnown(origin) || keys.isKnownOrigin(origin),
  };
}

function partnerOf(actor: Actor): Partner | undefined {
  if (actor.kind === 'partner') return actor;
  return actor.kind === 'person' ? actor.through : undefined;
}
