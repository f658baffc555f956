import { SignJWT, type JWTPayload } from 'jose';
import { newSigningKeys, openSigningKeys, type SigningKey } from '../../gateway/identity/signing-keys.ts';
import { ANONYMOUS } from '../../platform/actor.ts';
import { digestOf, proofKey } from '../../platform/internal-token/proof.ts';
import { PROOF_SECRET, SIGNING_KEYS } from '../support/internal-token.ts';
import { keptLogger } from '../support/leaks/kept.ts';

export const BODY = '{"query":"{ who }"}';

const log = keptLogger('test');
const keys = await openSigningKeys({ source: SIGNING_KEYS, log });

/** The key of the tests' gateway, its public part as bytes, and the key of a gateway that nobody knows. */
export const SIGNING = keys.signing();
export const PUBLIC_KEY = Buffer.from(JSON.stringify(keys.published().keys[0]));
export const STRANGER = (await openSigningKeys({ source: newSigningKeys(), log })).signing();

export const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** A token made by hand, and the good proof for it. */
export async function forged(
  claims: JWTPayload,
  { header = {}, by = SIGNING }: { header?: object; by?: SigningKey | Uint8Array } = {},
): Promise<Record<string, string>> {
  const now = inSeconds(0);
  const token = await new SignJWT({ actor: ANONYMOUS, aud: 'lgn', iat: now, exp: now + 60, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: SIGNING.kid, typ: 'hub-internal+jwt', ...header })
    .sign('key' in by ? by.key : by);
  const proof = proofKey(PROOF_SECRET).proofOf(digestOf(token), BODY);
  return { authorization: `Bearer ${token}`, 'hub-proof': `hmac-sha256=${proof}` };
}

/** A good token's claims under `alg: none`, with a proof that goes with them. */
export async function unsigned(): Promise<Record<string, string>> {
  const { authorization = '' } = await forged({});
  const header = Buffer.from('{"alg":"none","typ":"hub-internal+jwt"}').toString('base64url');
  const token = `${header}.${authorization.split('.')[1] ?? ''}.`;
  const proof = proofKey(PROOF_SECRET).proofOf(digestOf(token), BODY);
  return { authorization: `Bearer ${token}`, 'hub-proof': `hmac-sha256=${proof}` };
}
