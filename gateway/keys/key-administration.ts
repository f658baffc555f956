import type { Client } from 'pg';
import type { Documents } from '../../platform/actor.ts';
import { parisDate } from '../../platform/calendar.ts';
import { keyMark, newKeyText } from './key-text.ts';

/** Thrown with one French sentence when a key cannot be made or revoked as asked. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
}

export interface PartnerFacts {
  readonly name: string;
  /** Address of the organisation's service, never of a person. */
  readonly contact: string;
  readonly quotaClass: string;
}

export interface KeyFacts {
  readonly origins: readonly string[];
  readonly documents: Documents;
  readonly expiresAt: Date | null;
}

/** A key that has just been made: its text is nowhere else, and is never given again. */
export interface GivenKey extends KeyFacts {
  readonly key: string;
  readonly id: string;
  readonly partner: string;
  readonly quotaClass: string;
}

/** What `hub keys list` tells of a key. */
export interface ListedKey extends PartnerFacts, KeyFacts {
  readonly id: string;
  readonly partner: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  /** `YYYY-MM-DD` */
  readonly lastUsedOn: string | null;
}

/** So many keys of one partner may be in force: the one in use, and the one that takes over from it. */
const MOST_LIVE_KEYS = 2;
/** Every gateway holds the keys of all partners in memory. */
const MOST_PARTNERS = 10_000;

const LISTED = `
  SELECT k.id, p.id AS partner, p.name, p.contact, p.quota_class AS "quotaClass", k.origins, k.documents,
         k.created_at AS "createdAt", k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt",
         k.last_used_on::text AS "lastUsedOn"
  FROM partner p JOIN api_key k ON k.partner_id = p.id`;

export async function listKeys(client: Client): Promise<readonly ListedKey[]> {
  return (await client.query<ListedKey>(`${LISTED} ORDER BY p.id, k.created_at, k.id`)).rows;
}

/** Whether a key is accepted at an instant. */
export function isLive({ revokedAt, expiresAt }: Pick<ListedKey, 'revokedAt' | 'expiresAt'>, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

/**
 * Makes a partner and its first key.
 *
 * @throws KeyError when the partner is there already, or one too many.
 */
export function createPartner(client: Client, partner: string, facts: PartnerFacts & KeyFacts): Promise<GivenKey> {
  return inTransaction(client, async () => {
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM partner');
    if ((rows[0]?.count ?? 0) >= MOST_PARTNERS)
      throw new KeyError(`Le hub a déjà ${MOST_PARTNERS} partenaires, le maximum.`);
    const { rowCount } = await client.query(
      'INSERT INTO partner (id, name, contact, quota_class) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [partner, facts.name, facts.contact, facts.quotaClass],
    );
    if (rowCount === 0) {
      throw new KeyError(
        `Le partenaire « ${partner} » existe déjà : pour lui donner une nouvelle clé, « hub keys rotate ${partner} ».`,
      );
    }
    return give(client, partner, facts);
  });
}

/**
 * Makes another key of a partner, which is as the one before but for what is changed.
 *
 * @throws KeyError when there is no such partner, or when it has two keys in force.
 */
export function rotateKey(
  client: Client,
  partner: string,
  { changes, now }: { readonly changes: Partial<PartnerFacts & KeyFacts>; readonly now: Date },
): Promise<GivenKey> {
  return inTransaction(client, async () => {
    // Two rotations at once: the second waits here, and counts the first one's key.
    const { rowCount } = await client.query('SELECT 1 FROM partner WHERE id = $1 FOR UPDATE', [partner]);
    if (rowCount === 0) throw new KeyError(`Aucun partenaire « ${partner} » : « hub keys list » les montre tous.`);
    const keys = await keysOf(client, partner);
    const live = keys.filter((key) => isLive(key, now));
    if (live.length >= MOST_LIVE_KEYS) throw tooMany(partner, live);
    const before = live.at(-1) ?? keys.at(-1);
    if (before === undefined) throw new Error(`The partner ${partner} never had a key.`);
    const facts = { ...before, expiresAt: sameLife(before, now), ...changes };
    await client.query('UPDATE partner SET name = $2, contact = $3, quota_class = $4 WHERE id = $1', [
      partner,
      facts.name,
      facts.contact,
      facts.quotaClass,
    ]);
    return give(client, partner, facts);
  });
}

/**
 * Ends a key for good, and gives those of its partner that remain in force.
 *
 * @throws KeyError when there is no such key, or when it was revoked before.
 */
export function revokeKey(client: Client, id: string, now: Date): Promise<readonly ListedKey[]> {
  return inTransaction(client, async () => {
    const { rows } = await client.query<{ partner: string; revokedAt: Date | null }>(
      'SELECT partner_id AS partner, revoked_at AS "revokedAt" FROM api_key WHERE id = $1 FOR UPDATE',
      [id],
    );
    const [found] = rows;
    if (found === undefined) throw new KeyError(`Aucune clé « ${id} » : « hub keys list » les montre toutes.`);
    const { partner, revokedAt } = found;
    if (revokedAt !== null) throw new KeyError(`La clé « ${id} » est révoquée depuis le ${parisDate(revokedAt)}.`);
    await client.query('UPDATE api_key SET revoked_at = $2 WHERE id = $1', [id, now]);
    return (await keysOf(client, partner)).filter((key) => isLive(key, now));
  });
}

async function keysOf(client: Client, partner: string): Promise<readonly ListedKey[]> {
  return (await client.query<ListedKey>(`${LISTED} WHERE p.id = $1 ORDER BY k.created_at, k.id`, [partner])).rows;
}

/** A key that takes over lasts as long as the one before was to last. */
function sameLife({ createdAt, expiresAt }: ListedKey, now: Date): Date | null {
  return expiresAt === null ? null : new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime());
}

function tooMany(partner: string, live: readonly ListedKey[]): KeyError {
  const [oldest] = live;
  const list = live.map(
    ({ id, lastUsedOn }) => `${id} (${lastUsedOn === null ? 'jamais vue' : `vue le ${lastUsedOn}`})`,
  );
  return new KeyError(
    `« ${partner} » a déjà ${live.length} clés en vigueur : ${list.join(' et ')}. Une fois que son service n’emploie plus l’ancienne, révoquez-la : « hub keys revoke ${oldest?.id ?? ''} ».`,
  );
}

async function give(client: Client, partner: string, facts: PartnerFacts & KeyFacts): Promise<GivenKey> {
  const { origins, documents, expiresAt, quotaClass } = facts;
  const key = newKeyText();
  const { id, digest } = keyMark(key);
  await client.query(
    'INSERT INTO api_key (id, partner_id, digest, origins, documents, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, partner, digest, origins, documents, expiresAt],
  );
  return { key, id, partner, quotaClass, origins, documents, expiresAt };
}

async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
