import { SignJWT } from 'jose';
import type { Actor } from '../../platform/actor.ts';
import { MAX_LIFE_SECONDS, PROOF_HEADER, PROOF_TYPE, TOKEN_TYPE } from '../../platform/internal-token/claims.ts';
import { digestOf, proofKey, type ProofKey } from '../../platform/internal-token/proof.ts';
import type { SigningKey, SigningKeys } from './signing-keys.ts';

/** One request to a subgraph, on behalf of someone. */
export interface Vouching {
  readonly actor: Actor;
  readonly subgraph: string;
  readonly body: string | Buffer;
}

/** The text of the headers by which a subgraph knows who asks, and that the body is the gateway's. */
export type Credentials = (request: Vouching) => string | Promise<string>;

export interface InternalTokensOptions {
  readonly keys: SigningKeys;
  /** By subgraph; one without a secret gets a signed proof with each request. */
  readonly proofSecrets: Readonly<Record<string, string | undefined>>;
  readonly now?: () => number;
}

interface Issued {
  /** Up to the proof. */
  readonly headers: string;
  readonly digest: string;
  readonly signedBy: SigningKey;
  readonly issuedAtMs: number;
}

/** The token for an actor and a subgraph, and the one being signed, if any: never two at once. */
interface Slot {
  issued: Issued | undefined;
  pending: Promise<Issued> | undefined;
}

const ISSUER = 'urn:declic47:hub';
/** A token is replaced in the background at half its life, and not sent in its last seconds: requests last too. */
const RENEW_AFTER_MS = (MAX_LIFE_SECONDS * 1000) / 2;
const SENT_UNTIL_MS = (MAX_LIFE_SECONDS - 15) * 1000;

/**
 * Signs, once for an actor, a subgraph and a minute, who asks; and proves each body, by a shared secret (a few
 * microseconds) or by a signature.
 */
export function internalTokens({ keys, proofSecrets, now = Date.now }: InternalTokensOptions): Credentials {
  const slots = new WeakMap<Actor, Map<string, Slot>>();
  const proofs = new Map<string, ProofKey>();
  for (const [subgraph, secret] of Object.entries(proofSecrets)) {
    if (secret !== undefined) proofs.set(subgraph, proofKey(secret));
  }
  const slotOf = (actor: Actor, subgraph: string): Slot => {
    let of = slots.get(actor);
    if (of === undefined) slots.set(actor, (of = new Map<string, Slot>()));
    let slot = of.get(subgraph);
    if (slot === undefined) of.set(subgraph, (slot = { issued: undefined, pending: undefined }));
    return slot;
  };
  const renewed = (slot: Slot, { actor, subgraph }: Vouching): Promise<Issued> => {
    if (slot.pending !== undefined) return slot.pending;
    const pending = newToken(actor, subgraph, { signedBy: keys.signing(), issuedAtMs: now() });
    const end = (issued?: Issued) => {
      if (issued !== undefined) slot.issued = issued;
      slot.pending = undefined;
    };
    // A token that could not be signed is told to whoever waits for it, and asked for again by the next.
    pending.then(end, () => {
      end();
    });
    return (slot.pending = pending);
  };
  const tokenOf = (request: Vouching): Issued | Promise<Issued> => {
    const slot = slotOf(request.actor, request.subgraph);
    const { issued } = slot;
    if (issued?.signedBy !== keys.signing()) return renewed(slot, request);
    const ageMs = now() - issued.issuedAtMs;
    if (ageMs >= 0 && ageMs < RENEW_AFTER_MS) return issued;
    const renewal = renewed(slot, request);
    return ageMs >= 0 && ageMs < SENT_UNTIL_MS ? issued : renewal;
  };
  const prove = (token: Issued, { subgraph, body }: Vouching): string | Promise<string> => {
    const shared = proofs.get(subgraph);
    if (shared !== undefined) return `${token.headers}hmac-sha256=${shared.proofOf(token.digest, body)}\r\n`;
    return signedProof(token, { subgraph, body, now }).then((proof) => `${token.headers}jws=${proof}\r\n`);
  };
  return (request) => {
    const token = tokenOf(request);
    return token instanceof Promise ? token.then((ready) => prove(ready, request)) : prove(token, request);
  };
}

async function newToken(
  actor: Actor,
  subgraph: string,
  { signedBy, issuedAtMs }: Pick<Issued, 'signedBy' | 'issuedAtMs'>,
): Promise<Issued> {
  const issuedAt = Math.floor(issuedAtMs / 1000);
  const token = await new SignJWT({ actor: told(actor) })
    .setProtectedHeader({ alg: signedBy.alg, kid: signedBy.kid, typ: TOKEN_TYPE })
    .setIssuer(ISSUER)
    .setAudience(subgraph)
    .setSubject(actor.kind === 'anonymous' ? 'anonymous' : actor.id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + MAX_LIFE_SECONDS)
    .sign(signedBy.key);
  const headers = `authorization: Bearer ${token}\r\n${PROOF_HEADER}: `;
  return { headers, digest: digestOf(token), signedBy, issuedAtMs };
}

/** By whose front-end a person comes is the gateway's affair. */
function told(actor: Actor): object {
  return actor.kind === 'person' ? { ...actor, through: undefined } : actor;
}

function signedProof(
  { digest, signedBy }: Issued,
  { subgraph, body, now }: { subgraph: string; body: string | Buffer; now: () => number },
): Promise<string> {
  const issuedAt = Math.floor(now() / 1000);
  return new SignJWT({ token: digest, body: digestOf(body) })
    .setProtectedHeader({ alg: signedBy.alg, kid: signedBy.kid, typ: PROOF_TYPE })
    .setAudience(subgraph)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + MAX_LIFE_SECONDS)
    .sign(signedBy.key);
}
