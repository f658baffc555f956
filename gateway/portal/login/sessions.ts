import { z } from 'zod';
import { ROLES } from '../../../platform/roles.ts';
import { LoginFault } from './login-fault.ts';
import { newSecret, seal, sessionKeyOf, unseal, type SessionKey } from './sealed.ts';
import type { SessionStore } from './session-store.ts';

const origin = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('provider'),
    providerId: z.string(),
    refreshToken: z.string().nullable(),
    idToken: z.string().nullable(),
  }),
  /** A role tried on a developer's machine. */
  z.object({ kind: z.literal('trial'), role: z.enum(ROLES) }),
]);

const session = z.object({
  accessToken: z.string(),
  expiresAtSeconds: z.number(),
  /** From then on the token is renewed before it is given. */
  renewAtSeconds: z.number(),
  /** When it ends, whatever is renewed. */
  endsAtSeconds: z.number(),
  origin,
});

/** A person who is logged in to the hub's pages. */
export type Session = z.infer<typeof session>;

/**
 * What a session becomes when its token is about to expire; `undefined` when it is over.
 *
 * @throws LoginFault `unavailable` when nobody can tell now.
 */
export type Renewal = (session: Session) => Promise<Session | undefined>;

export interface Sessions {
  /** Gives the secret of the new session's cookie. */
  readonly open: (session: Session) => Promise<string>;
  /** As it is: its token may have expired. */
  readonly read: (secret: string | undefined) => Promise<Session | undefined>;
  /** With a token that is good for a while; `undefined` when there is no session, or none any more. */
  readonly fresh: (secret: string | undefined) => Promise<Session | undefined>;
  readonly end: (secret: string | undefined) => Promise<void>;
  readonly close: () => void;
}

/** Nobody used it for so long: whoever sits down next at that machine is not logged in. */
const IDLE_SECONDS = 3600;
const LOOK_AGAIN_MS = 100;
const MOST_LOOKS = 60;

export function openSessions(store: SessionStore, renew: Renewal): Sessions {
  const renewals = new Map<string, Promise<Session | undefined>>();
  const replace = async ({ id, key }: SessionKey, kept: Session) => {
    await store.replace(id, await seal(kept, key), lifeMsOf(kept));
  };
  const read = async ({ id, key }: SessionKey): Promise<Session | undefined> => {
    const sealed = await store.read(id);
    if (sealed === undefined) return undefined;
    const kept = session.parse(await unseal(sealed, key));
    return kept.endsAtSeconds > Date.now() / 1000 ? kept : undefined;
  };
  const renewed = async (at: SessionKey): Promise<Session | undefined> => {
    const claimed = await claimedOrRenewed(at, { store, read });
    if (claimed !== 'claimed') return claimed;
    try {
      // Another gateway may have renewed it just before.
      const kept = await read(at);
      if (kept === undefined || isGood(kept)) return kept;
      const next = await renew(kept);
      await (next === undefined ? store.remove(at.id) : replace(at, next));
      return next;
    } finally {
      await store.release(at.id);
    }
  };
  return {
    open: async (opened) => {
      const secret = newSecret();
      const at = sessionKeyOf(secret);
      if (at !== undefined) await store.write(at.id, await seal(opened, at.key), lifeMsOf(opened));
      return secret;
    },
    read: async (secret) => {
      const at = sessionKeyOf(secret);
      return at === undefined ? undefined : read(at);
    },
    fresh: async (secret) => {
      const at = sessionKeyOf(secret);
      const kept = at === undefined ? undefined : await read(at);
      if (at === undefined || kept === undefined) return undefined;
      if (isGood(kept)) {
        await replace(at, kept);
        return kept;
      }
      let renewal = renewals.get(at.id);
      // Two tabs that ask at once share one renewal.
      if (renewal === undefined) {
        renewal = renewed(at).finally(() => renewals.delete(at.id));
        renewals.set(at.id, renewal);
      }
      return renewal;
    },
    end: async (secret) => {
      const at = sessionKeyOf(secret);
      if (at !== undefined) await store.remove(at.id);
    },
    close: store.close,
  };
}

function lifeMsOf({ endsAtSeconds }: Session): number {
  return Math.min(IDLE_SECONDS * 1000, endsAtSeconds * 1000 - Date.now());
}

function isGood({ renewAtSeconds }: Session): boolean {
  return Date.now() / 1000 < renewAtSeconds;
}

/** The right to renew a session, or what another gateway, which has it, made of the session. */
async function claimedOrRenewed(
  at: SessionKey,
  { store, read }: { store: SessionStore; read: (at: SessionKey) => Promise<Session | undefined> },
): Promise<'claimed' | Session | undefined> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    if (await store.claim(at.id)) return 'claimed';
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    const kept = await read(at);
    if (kept === undefined || isGood(kept)) return kept;
  }
  throw new LoginFault('unavailable', 'renewal');
}
