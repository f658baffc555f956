import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { contact, documents, keyId, lastDay, origin, partnerId, partnerName } from '../../../cli/key-options.ts';
import { newKeyText } from '../../../gateway/keys/key-text.ts';
import { openGatewayDatabase, type GatewayDatabase } from '../../support/gateway-database.ts';

let database: GatewayDatabase;
beforeAll(async () => {
  database = await openGatewayDatabase();
});
afterAll(() => database.close());

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `hub keys …`, on the test's database. */
function hubKeys(words: readonly string[], url = database.url): Promise<Ended> {
  const args = ['--import', 'ts-blank-space/register', 'cli/hub.ts', 'keys', ...words];
  const env = { ...process.env, GATEWAY_DATABASE_URL: url };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env }, (_error, out, err) => {
      resolve({ code: child.exitCode, out, err });
    });
  });
}

const NEW = ['--name', 'Emmaüs Connect', '--contact', 'numerique@exemple.fr'];

describe('hub keys', () => {
  it('creates, rotates, lists and revokes; only the text of a new key is shown, once', async () => {
    const options = [...NEW, '--origin', 'https://exemple.fr', 'http://localhost:5173', '--documents', 'trusted'];
    const created = await hubKeys(['create', 'emmaus-connect', ...options]);
    expect([created.code, created.err]).toEqual([0, '']);
    const [key = ''] = /d47_live_[0-9A-Za-z]{49}/.exec(created.out) ?? [];
    expect(created.out.split(key)).toHaveLength(2);
    expect(created.out).toContain('https://exemple.fr, http://localhost:5173');

    const rotated = await hubKeys(['rotate', 'emmaus-connect', '--quota-class', 'large', '--json']);
    const second = JSON.parse(rotated.out) as { key: string; id: string };
    expect(second).toMatchObject({
      ...{ id: second.key.slice(0, 17), partner: 'emmaus-connect', quotaClass: 'large', documents: 'trusted' },
      ...{ origins: ['https://exemple.fr', 'http://localhost:5173'], lastDay: null },
    });

    const third = await hubKeys(['rotate', 'emmaus-connect']);
    expect([third.code, third.out]).toEqual([1, '']);
    expect(third.err).toContain(`révoquez-la : « hub keys revoke ${key.slice(0, 17)} »`);

    const revoked = await hubKeys(['revoke', key]);
    expect(revoked.out).toBe(`La clé ${key.slice(0, 17)} est révoquée. Reste en vigueur : ${second.id}.\n`);

    const listed = await hubKeys(['list']);
    const rows = listed.out.split('\n').slice(1, 3);
    expect(rows[0]).toMatch(
      new RegExp(`^${key.slice(0, 17)}  emmaus-connect  révoquée +\\d{4}-\\d\\d-\\d\\d  jamais `),
    );
    expect(rows[1]).toMatch(new RegExp(`^${second.id}  emmaus-connect  en vigueur`));
    const asJson = await hubKeys(['list', '--json']);
    expect(JSON.parse(asJson.out)).toMatchObject([
      { state: 'revoked' },
      { state: 'live', contact: 'numerique@exemple.fr' },
    ]);
    for (const { out } of [rotated, revoked, listed, asJson]) expect(out).not.toContain(key.slice(0, 18));
    expect(listed.out + asJson.out).not.toContain(second.key.slice(0, 18));
  });

  it.each([
    [
      'an unknown class',
      ['create', 'maif', ...NEW, '--quota-class', 'géante'],
      '« géante » n’est pas une classe de quota (attendu : standard ou large)',
    ],
    ['no contact', ['create', 'maif', '--name', 'MAIF'], 'Il manque l’option « --contact <adresse> ».'],
    ['a partner that is not there', ['rotate', 'maif'], 'Aucun partenaire « maif »'],
    ['a key that is not there', ['revoke', 'd47_live_AAAAAAAA'], 'Aucune clé « d47_live_AAAAAAAA »'],
  ])('refuses %s in one sentence', async (_what, words, sentence) => {
    const { code, out, err } = await hubKeys(words);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
  });

  it('says that its database does not answer, without its address', async () => {
    const { code, err } = await hubKeys(['list'], 'postgresql://gateway:motdepasse@127.0.0.1:1/gateway');
    expect([code, err]).toEqual([
      1,
      'La base où sont les clés des partenaires ne répond pas (ECONNREFUSED) : vérifiez GATEWAY_DATABASE_URL, et que PostgreSQL tourne.\n',
    ]);
  });
});

const KEY = newKeyText();

describe('what is typed wrong is said, with a good example', () => {
  it.each<[(text: string) => unknown, string, RegExp]>([
    [partnerId, 'Emmaüs', /« Emmaüs ».+emmaus-connect/],
    [partnerId, '-', /« - ».+emmaus-connect/],
    [partnerId, 'a'.repeat(64), /emmaus-connect/],
    [partnerName, '  ', /"Emmaüs Connect"/],
    [contact, 'numerique', /« numerique ».+numerique@exemple\.fr/],
    [contact, 'a@b', /« a@b ».+numerique@exemple\.fr/],
    [contact, 'Jo <a@b.fr>', /numerique@exemple\.fr/],
    [origin, 'exemple.fr', /« exemple\.fr ».+https:\/\/exemple\.fr/],
    [origin, 'ftp://exemple.fr', /https:\/\/exemple\.fr/],
    [origin, 'http://exemple.fr', /https.+https:\/\/exemple\.fr/],
    [origin, 'https://exemple.fr/', /attendu : https:\/\/exemple\.fr\)/],
    [origin, 'https://exemple.fr/page', /attendu : https:\/\/exemple\.fr\)/],
    [origin, 'https://EXEMPLE.fr', /attendu : https:\/\/exemple\.fr\)/],
    [origin, 'https://exemple.fr:443', /attendu : https:\/\/exemple\.fr\)/],
    [documents, 'tous', /« tous ».+any.+trusted/],
    [lastDay, '2027-02-30', /« 2027-02-30 » n’est pas une date/],
    [lastDay, '30/11/2027', /« 30\/11\/2027 » n’est pas une date/],
    [lastDay, '2020-01-01', /le 2020-01-01 est passé/],
    [keyId, 'toto', /d47_live_ et 8/],
    [keyId, KEY.slice(0, 40), /^(?!.*d47_live_[0-9A-Za-z]{3}).*$/],
  ])('%p of %p', (read, text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });

  it('and what is right is read', () => {
    expect(origin('https://b.fr', origin('https://a.fr'))).toEqual(['https://a.fr', 'https://b.fr']);
    expect(['http://localhost:5173', '*', 'aucune'].map((text) => origin(text))).toEqual([
      ['http://localhost:5173'],
      ['*'],
      [],
    ]);
    expect([keyId(KEY), documents('trusted'), lastDay('jamais')]).toEqual([KEY.slice(0, 17), 'trusted', null]);
  });

  it.each([
    ['2099-01-15', '2099-01-15T23:00:00.000Z'],
    ['2099-07-15', '2099-07-15T22:00:00.000Z'],
  ])('the last day %s ends at %s, which is midnight in Lot-et-Garonne', (day, instant) => {
    expect(lastDay(day)?.toISOString()).toBe(instant);
  });
});
