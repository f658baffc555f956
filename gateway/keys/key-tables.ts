import type { Client } from 'pg';
import type { KeyRow } from './known-keys.ts';

/** The channel on which the database tells that something of the keys has changed. */
export const KEYS_CHANNEL = 'api_key';

/** The number that moves with each change. */
export async function keysNumber(client: Client): Promise<string> {
  const { rows } = await client.query<{ number: string }>('SELECT number FROM api_key_state');
  const [state] = rows;
  if (state === undefined) throw new Error('api_key_state has no row.');
  return state.number;
}

/** Keys held in memory, at most: those in force first, then those revoked last. */
const MOST_KEYS = 50_000;

const KEYS = `
  SELECT k.digest, k.documents, k.origins, k.expires_at AS "expiresAt", k.revoked_at IS NOT NULL AS "isRevoked",
         p.id AS "partnerId", p.quota_class AS "quotaClass"
  FROM api_key k JOIN partner p ON p.id = k.partner_id
  ORDER BY k.revoked_at DESC NULLS FIRST, k.created_at DESC
  LIMIT ${MOST_KEYS}`;

export async function keyRows(client: Client): Promise<readonly KeyRow[]> {
  const { rows } = await client.query<KeyRow>(KEYS);
  return rows;
}

const USES = `
  UPDATE api_key SET last_used_on = $1
  WHERE digest = ANY ($2) AND (last_used_on IS NULL OR last_used_on < $1)`;

/** @param day `YYYY-MM-DD` */
export async function writeUses(client: Client, day: string, digests: readonly string[]): Promise<void> {
  await client.query(USES, [day, digests]);
}
