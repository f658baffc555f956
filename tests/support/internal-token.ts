import { internalTokens, type Credentials } from '../../gateway/identity/internal-tokens.ts';
import { newSigningKeys, openSigningKeys } from '../../gateway/identity/signing-keys.ts';
import type { Actor } from '../../platform/actor.ts';
import {
  openCallerCheck,
  type CallerCheck,
  type CallerCheckOptions,
} from '../../platform/internal-token/caller-check.ts';
import { openKeySet } from '../../platform/key-set.ts';
import { SUBGRAPHS } from './databases.ts';
import { keptLogger } from './leaks/kept.ts';
import { secret } from './leaks/secrets.ts';

/** The key pair of the gateway of a test, and the secret that it shares with every subgraph. */
export const SIGNING_KEYS = newSigningKeys();
export const PROOF_SECRET = secret('key', 'secret-partage-des-tests-de-plus-de-32-caracteres');

const log = keptLogger('hub');

/** How the gateway of a test tells a subgraph who asks; without a secret, its proofs are signed. */
export async function testCredentials(
  proofSecret = PROOF_SECRET,
  signingKeys: string = SIGNING_KEYS,
): Promise<Credentials> {
  const keys = await openSigningKeys({ source: signingKeys, log });
  const proofSecrets = Object.fromEntries(
    proofSecret === '' ? [] : SUBGRAPHS.map((subgraph) => [subgraph, proofSecret] as const),
  );
  return internalTokens({ keys, proofSecrets });
}

/** How a subgraph of a test recognises the gateway. */
export async function testCallers(audience: string, changes: Partial<CallerCheckOptions> = {}): Promise<CallerCheck> {
  const { published } = await openSigningKeys({ source: SIGNING_KEYS, log });
  const keys = openKeySet({ sources: [{ kind: 'inline', text: JSON.stringify(published()) }], log });
  return openCallerCheck({ audience, keys, proofSecrets: [PROOF_SECRET], clockSkewSeconds: 5, ...changes });
}

/** The headers of a gateway's request, as `fetch` takes them. */
export async function vouchedHeaders(
  credentials: Credentials,
  request: { actor: Actor; subgraph: string; body: string },
): Promise<Record<string, string>> {
  const lines = (await credentials(request)).split('\r\n').filter((line) => line !== '');
  const own = lines.map((line) => line.split(': ') as [string, string]);
  return { 'content-type': 'application/json', ...Object.fromEntries(own) };
}
