import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Where a login may lead: pages of the hub by name, so that no address comes from outside. */
export const DESTINATIONS = ['/mon-espace', '/explorer'] as const;
export type Destination = (typeof DESTINATIONS)[number];

/**
 * A login under way, held by the browser that began it, in a cookie. Its state, nonce and PKCE verifier come from one
 * secret: no gateway remembers anything until the person is known, and any of several can receive the return.
 */
export interface PendingLogin {
  readonly providerId: string;
  readonly destination: Destination;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export const PENDING_SECONDS = 600;

/** Whatever is not the name of a page of ours leads to one's own page. */
export function destinationOf(text: unknown): Destination {
  return DESTINATIONS.find((known) => known === text) ?? '/mon-espace';
}

/** A new login, and the text of its cookie. */
export function beginLogin(
  { providerId, destination }: Pick<PendingLogin, 'providerId' | 'destination'>,
  now = Date.now(),
): { readonly pending: PendingLogin; readonly cookie: string } {
  const secret = randomBytes(32).toString('base64url');
  const seconds = Math.floor(now / 1000);
  const cookie = [secret, providerId, DESTINATIONS.indexOf(destination), seconds].join('.');
  return { pending: derived(secret, { providerId, destination }), cookie };
}

/** The login that a cookie holds; `undefined` when it holds none, or one begun too long ago. */
export function pendingOf(cookie: string | undefined, now = Date.now()): PendingLogin | undefined {
  const [, secret, providerId, place, seconds] = FORM.exec(cookie ?? '') ?? [];
  if (secret === undefined || providerId === undefined) return undefined;
  const age = Math.floor(now / 1000) - Number(seconds);
  if (age < 0 || age > PENDING_SECONDS) return undefined;
  return derived(secret, { providerId, destination: DESTINATIONS[Number(place)] ?? '/mon-espace' });
}

/** Whether an answer's `state` is that of this login. */
export function isStateOf({ state }: PendingLogin, given: string | null): boolean {
  const [expected, found] = [Buffer.from(state), Buffer.from(given ?? '')];
  return found.length === expected.length && timingSafeEqual(found, expected);
}

const FORM = /^([\w-]{43})\.([a-z0-9-]{1,30})\.(\d)\.(\d{1,12})$/;

function derived(secret: string, about: Pick<PendingLogin, 'providerId' | 'destination'>): PendingLogin {
  // The provider is part of it: the answer of one is never taken for that of another.
  const from = (use: string) => createHmac('sha256', secret).update(`${use}.${about.providerId}`).digest('base64url');
  return { ...about, state: from('state'), nonce: from('nonce'), verifier: from('verifier') };
}
