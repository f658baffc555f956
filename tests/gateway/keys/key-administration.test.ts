import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { isLive, listKeys, revokeKey } from '../../../gateway/keys/key-administration.ts';
import { openGatewayDatabase, type GatewayDatabase } from '../../support/gateway-database.ts';
import { nextKey, partnerKey } from './partners.ts';

let database: GatewayDatabase;
beforeAll(async () => {
  database = await openGatewayDatabase();
});
afterAll(() => database.close());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

describe('a key that is given', () => {
  it('is nowhere in the database', async () => {
    const { key } = await partnerKey(database.client, 'secret');
    const { rows } = await database.client.query<{ all: string }>('SELECT json_agg(k)::text AS all FROM api_key k');
    expect(rows[0]?.all).toContain(key.slice(0, 17));
    expect(rows[0]?.all).not.toContain(key.slice(0, 18));
  });

  it('is that of a partner who has none yet', async () => {
    await partnerKey(database.client, 'twice');
    await expect(partnerKey(database.client, 'twice')).rejects.toThrow(
      'Le partenaire « twice » existe déjà : pour lui donner une nouvelle clé, « hub keys rotate twice ».',
    );
  });
});

describe('a rotation', () => {
  it('gives a second key as the first, but for what is changed; both are in force', async () => {
    const facts = { origins: ['https://exemple.fr'], documents: 'trusted', quotaClass: 'large' } as const;
    const first = await partnerKey(database.client, 'rotating', facts);
    const second = await nextKey(database.client, 'rotating', { documents: 'any' });
    expect(second).toMatchObject({ ...facts, documents: 'any' });
    expect(second.key).not.toBe(first.key);
    const keys = (await listKeys(database.client)).filter(({ partner }) => partner === 'rotating');
    expect(keys.map((key) => isLive(key, new Date()))).toEqual([true, true]);
  });

  it('is refused at the third key, which names the two and says which to revoke', async () => {
    const first = await partnerKey(database.client, 'third');
    const second = await nextKey(database.client, 'third');
    await expect(nextKey(database.client, 'third')).rejects.toThrow(
      `« third » a déjà 2 clés en vigueur : ${first.id} (jamais vue) et ${second.id} (jamais vue). Une fois que son service n’emploie plus l’ancienne, révoquez-la : « hub keys revoke ${first.id} ».`,
    );
    await revokeKey(database.client, first.id, new Date());
    await expect(nextKey(database.client, 'third')).resolves.toMatchObject({ partner: 'third' });
  });

  it('counts no key that has expired', async () => {
    await partnerKey(database.client, 'expiring', { expiresAt: inDays(1) });
    await nextKey(database.client, 'expiring', { expiresAt: null });
    const third = await nextKey(database.client, 'expiring', {}, inDays(2));
    expect(third.expiresAt).toBeNull();
  });

  it('lasts as long as the key before was to last', async () => {
    await partnerKey(database.client, 'yearly', { expiresAt: inDays(30) });
    const { expiresAt } = await nextKey(database.client, 'yearly', {}, inDays(20));
    expect(Math.abs((expiresAt?.getTime() ?? 0) - inDays(50).getTime())).toBeLessThan(60_000);
  });

  it('twice at once gives one second key, and refuses the other', async () => {
    await partnerKey(database.client, 'racing');
    const others = [new Client({ connectionString: database.url }), new Client({ connectionString: database.url })];
    await Promise.all(others.map((client) => client.connect()));
    const outcomes = await Promise.allSettled(others.map((client) => nextKey(client, 'racing')));
    await Promise.all(others.map((client) => client.end()));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of a partner that is not known is refused', async () => {
    await expect(nextKey(database.client, 'nobody')).rejects.toThrow('Aucun partenaire « nobody »');
  });
});

describe('a revocation', () => {
  it('ends one key, tells those that remain, and is not done twice', async () => {
    const first = await partnerKey(database.client, 'revoking');
    const second = await nextKey(database.client, 'revoking');
    const left = await revokeKey(database.client, first.id, new Date('2026-11-25T23:30:00Z'));
    expect(left.map(({ id }) => id)).toEqual([second.id]);
    await expect(revokeKey(database.client, first.id, new Date())).rejects.toThrow(
      `La clé « ${first.id} » est révoquée depuis le 2026-11-26.`,
    );
  });

  it('of a key that is not known is refused', async () => {
    await expect(revokeKey(database.client, 'd47_live_00000000', new Date())).rejects.toThrow(
      'Aucune clé « d47_live_00000000 »',
    );
  });
});
