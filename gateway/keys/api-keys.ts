import type { Partner } from '../../platform/actor.ts';
import { digestOf } from '../../platform/internal-token/proof.ts';
import type { Logger } from '../../platform/log.ts';
import { expiredKey, malformedKey, revokedKey, unknownKey, unverifiableKey } from './key-refusals.ts';
import { isKeyText, KEY_CHARACTERS } from './key-text.ts';
import { KeyWatch } from './key-watch.ts';
import { KnownKeys } from './known-keys.ts';

export interface KeySettings {
  /** The address of the gateway's database, or the file that holds it; without it no key can be verified. */
  readonly database: string | undefined;
  /** For how long keys go on being accepted while the database does not answer. */
  readonly graceMs: number;
}

/** Where there is no database, no key can be verified. */
export const NO_KEYS: KeySettings = { database: undefined, graceMs: 0 };

/** A header's value, as Node reads it. */
export type Shown = string | readonly string[];

/** The keys of partners' front-ends. */
export interface ApiKeys {
  /** At once, whose key it is; `undefined` when it is to be refused: `verify` says why. */
  readonly known: (shown: Shown) => Partner | undefined;
  /** @throws 401 with what is wrong with the key, 503 when it cannot be told. */
  readonly verify: (shown: Shown) => Partner;
  /** The web pages that may show a partner's key. */
  readonly originsOf: (partner: Partner) => readonly string[];
  /** Whether some key may be shown by the pages of an origin. */
  readonly isKnownOrigin: (origin: string) => boolean;
  readonly close: () => Promise<void>;
}

/** A key that the memory does not hold is not known, provided the memory was compared with the database so lately. */
const UP_TO_DATE_MS = 3000;

/** Opens the keys, read once already when the database answers. */
export async function openApiKeys({ database, graceMs }: KeySettings, log: Logger): Promise<ApiKeys> {
  const keys = new KnownKeys();
  const watch = database === undefined ? undefined : new KeyWatch({ database, keys, log });
  await watch?.started;
  const staleMs = () => watch?.staleMs() ?? Infinity;
  const known = (shown: Shown): Partner | undefined => {
    const key = isAlone(shown) ? keys.find(digestOf(shown)) : undefined;
    if (key === undefined || key.isRevoked || Date.now() >= key.expiresAtMs || staleMs() > graceMs) return undefined;
    key.isUsed = true;
    return key.partner;
  };
  return {
    known,
    verify: (shown) => {
      const partner = known(shown);
      if (partner !== undefined) return partner;
      if (typeof shown !== 'string' || !isKeyText(shown)) throw malformedKey();
      const key = keys.find(digestOf(shown));
      if (key?.isRevoked === true) throw revokedKey();
      if (key !== undefined && Date.now() >= key.expiresAtMs) throw expiredKey();
      throw key === undefined && staleMs() < UP_TO_DATE_MS ? unknownKey() : unverifiableKey();
    },
    originsOf: (partner) => keys.originsOf(partner),
    isKnownOrigin: (origin) => keys.isOriginOfAny(origin),
    close: async () => {
      await watch?.close();
    },
  };
}

/** Whether it is one text, and worth a digest. */
function isAlone(shown: Shown): shown is string {
  return typeof shown === 'string' && shown.length === KEY_CHARACTERS;
}
