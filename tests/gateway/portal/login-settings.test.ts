import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredIssuers } from '../../../gateway/identity/issuers.ts';
import { loginOf } from '../../../gateway/portal/login/login-settings.ts';

const ISSUER = 'https://sso.exemple.fr/realms/declic47';
const ISSUERS = declaredIssuers([{ issuer: ISSUER, audience: 'hub', jwks: '/etc/hub/jwks.json' }]);
const PROVIDER = { id: 'keycloak', name: 'Compte Déclic47', issuer: ISSUER, clientId: 'hub' };
const LOGIN = { publicUrl: 'https://hub.exemple.fr', providers: [PROVIDER] };
const textOf = (changes: object, ofProvider: object = {}) =>
  JSON.stringify({ ...LOGIN, providers: [{ ...PROVIDER, ...ofProvider }], ...changes });

describe('the settings of the login', () => {
  it('are JSON, or the file that holds it, with sound defaults', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hub-login-'));
    writeFileSync(join(folder, 'login.json'), textOf({}));
    const read = loginOf(join(folder, 'login.json'), ISSUERS);
    rmSync(folder, { recursive: true });
    expect(read).toEqual(loginOf(textOf({ publicUrl: 'https://hub.exemple.fr/' }), ISSUERS));
    expect(read).toMatchObject({ publicUrl: 'https://hub.exemple.fr', sessionHours: 10 });
    expect(read.providers[0]).toMatchObject({ scope: 'openid', parameters: {} });
  });

  it.each([
    ['no JSON', '{', 'pas du JSON'],
    ['a file that is not there', '/nowhere/login.json', 'ne peut pas être lu'],
    [
      'a plain address of the hub',
      textOf({ publicUrl: 'http://hub.exemple.fr' }),
      'publicUrl doit être une adresse https',
    ],
    ['a path in it', textOf({ publicUrl: 'https://hub.exemple.fr/a' }), 'publicUrl ne doit pas avoir de chemin'],
    ['no provider', textOf({ providers: [] }), 'providers doit nommer au moins un'],
    ['two of one name', textOf({ providers: [PROVIDER, PROVIDER] }), 'deux fois le même'],
    ['an issuer whose tokens are refused', textOf({}, { issuer: 'https://autre.exemple.fr' }), 'IDENTITY_ISSUERS'],
    ['a plain issuer', textOf({}, { issuer: 'http://sso.exemple.fr' }), 'issuer doit être une adresse https'],
    ['a scope without openid', textOf({}, { scope: 'profile' }), 'openid'],
    ['a parameter of ours', textOf({}, { parameters: { redirect_uri: 'x' } }), 'ne peut pas contenir'],
    ['a word that is unknown', textOf({ publicURL: 'x' }), 'publicURL'],
    ['a week of session', textOf({ sessionHours: 168 }), '24 au plus'],
  ])('are refused at start with %s', (_fault, text, said) => {
    expect(() => loginOf(text, ISSUERS)).toThrow(/^IDENTITY_LOGIN .*Exemple : \{"publicUrl"/);
    expect(() => loginOf(text, ISSUERS)).toThrow(said);
  });

  it('never say a secret when they are refused', () => {
    const text = textOf({ sessionHours: 168 }, { clientSecret: 'tres-secret' });
    expect(() => loginOf(text, ISSUERS)).toThrow(expect.not.objectContaining({ message: /tres-secret/ }));
    expect(() => loginOf(`${text},`, ISSUERS)).toThrow(/pas du JSON. Exemple/);
  });
});
