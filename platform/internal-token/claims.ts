import { z } from 'zod';
import { ANONYMOUS, DOCUMENTS, type Actor } from '../actor.ts';
import { ROLES, SCOPES, type Role, type Scope } from '../roles.ts';

/** The kinds of the gateway's two signed texts: one can never be taken for the other, nor for a person's token. */
export const TOKEN_TYPE = 'hub-internal+jwt';
export const PROOF_TYPE = 'hub-proof+jwt';
export const INTERNAL_ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519'];
/** The longest life of either. */
export const MAX_LIFE_SECONDS = 60;
/** Beside `authorization: Bearer <token>`: `hmac-sha256=<tag>` or `jws=<signed text>`. */
export const PROOF_HEADER = 'hub-proof';

/** Words that this version does not know give nothing. */
const scopes = z.array(z.string()).transform((given) => given.filter((word): word is Scope => isIn(SCOPES, word)));
const roles = z.array(z.string()).transform((given) => given.filter((word): word is Role => isIn(ROLES, word)));

const actorClaim = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({
    kind: z.literal('partner'),
    id: z.string(),
    quotaClass: z.string(),
    // The gateway's to enforce; one of before it was told says nothing of it.
    documents: z.enum(DOCUMENTS).default('any'),
    scopes,
  }),
  z.object({
    kind: z.literal('person'),
    id: z.string(),
    organisationSiret: z.string().nullable(),
    organisationId: z.string().nullable(),
    roles,
    epciSirens: z.array(z.string()),
    scopes,
  }),
]);

function isIn(words: readonly string[], word: string): boolean {
  return words.includes(word);
}

/** The actor that a token carries; `null` when it carries none. */
export function actorOfClaim(claim: unknown): Actor | null {
  const read = actorClaim.safeParse(claim);
  if (!read.success) return null;
  return read.data.kind === 'anonymous' ? ANONYMOUS : read.data;
}
