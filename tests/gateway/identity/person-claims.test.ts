import { describe, expect, it } from '@jest/globals';
import { declaredIssuers, issuersOf, type IssuerDeclaration } from '../../../gateway/identity/issuers.ts';
import { personOf } from '../../../gateway/identity/person-claims.ts';

const DECLARATION: IssuerDeclaration = {
  issuer: 'https://sso.exemple.fr',
  audience: 'hub',
  jwks: '/etc/hub/jwks.json',
};

function person(claims: object, changes: Partial<IssuerDeclaration> = {}) {
  const [settings] = declaredIssuers([{ ...DECLARATION, ...changes }]);
  if (settings === undefined) throw new Error('no issuer');
  return personOf({ sub: 'alice', ...claims }, settings);
}

describe('a person', () => {
  it('is known by a digest of issuer and subject, never by a name', () => {
    const { id } = person({ name: 'Alice Martin', email: 'alice@exemple.fr' });
    expect(id).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(person({ name: 'Alice Martin' }))).not.toMatch(/alice/i);
    expect(person({}, { issuer: 'https://autre.exemple.fr' }).id).not.toBe(id);
  });

  it('of Keycloak has the realm’s roles under its names, and nothing else', () => {
    const changes = {
      claims: { roles: 'realm_access.roles' },
      roleNames: { 'lgn-conseiller': 'advisor' },
    } as const;
    const claims = {
      realm_access: { roles: ['lgn-conseiller', 'administrator', 'offline_access'] },
      siret: '13002526500013',
    };
    expect(person(claims, changes)).toMatchObject({
      roles: ['advisor'],
      scopes: ['premises:read', 'diagnostics:read', 'diagnostics:write'],
      organisationSiret: '13002526500013',
      organisationId: null,
    });
  });

  it('of ProConnect, who has no roles, has those of its organisation', () => {
    const organisations = {
      '22470001300018': { id: 'departement-47', roles: ['department-agent'], epciSirens: ['200068930'] },
    } as const;
    expect(person({ siret: '22470001300018' }, { organisations: organisations as never })).toMatchObject({
      organisationId: 'departement-47',
      roles: ['department-agent'],
      epciSirens: ['200068930'],
    });
    expect(person({ siret: '13002526500013' }, { organisations: organisations as never }).roles).toEqual([]);
  });

  it('reads a claim whose name is an address, and words in one text', () => {
    const claims = { claims: { roles: 'https://hub.exemple.fr/roles', epciSirens: 'perimetre.epci' } };
    const given = { 'https://hub.exemple.fr/roles': 'epci-staff auditor', perimetre: { epci: ['200068930', 'x', 47] } };
    expect(person(given, claims)).toMatchObject({ roles: ['epci-staff', 'auditor'], epciSirens: ['200068930'] });
  });

  it.each([
    ['of a role that its issuer may not grant', { roles: ['administrator'] }, { grantableRoles: ['advisor'] }],
    ['of roles that are no text', { roles: [{}, 1, null] }, {}],
    ['of the prototype’s names', { roles: ['constructor', '__proto__'] }, { roleNames: { x: 'advisor' } }],
    ['of a path that leads nowhere', { a: 'b' }, { claims: { roles: 'a.constructor.name' } }],
  ])('%s has no role', (_what, claims, changes) => {
    expect(person(claims, changes as never).roles).toEqual([]);
  });

  it('without a real SIRET has none', () => {
    expect([person({ siret: '123' }), person({ siret: 13002526500013 })].map((one) => one.organisationSiret)).toEqual([
      null,
      null,
    ]);
  });
});

describe('the configuration of issuers', () => {
  it.each([
    ['no JSON', '[', /ce n’est pas du JSON/],
    ['a file that is not there', '/nowhere/issuers.json', /ne peut pas être lu/],
    ['an issuer without audience', JSON.stringify([{ ...DECLARATION, audience: '' }]), /0\.audience doit être/],
    [
      'keys over plain http',
      JSON.stringify([{ ...DECLARATION, jwks: 'http://sso.exemple.fr/certs' }]),
      /0\.jwks doit être une adresse https/,
    ],
    [
      'a shared-secret algorithm',
      JSON.stringify([{ ...DECLARATION, algorithms: ['HS256'] }]),
      /0\.algorithms\.0 doit être RS256/,
    ],
    [
      'an unknown role',
      JSON.stringify([{ ...DECLARATION, roleNames: { x: 'root' } }]),
      /0\.roleNames\.x doit être l’un des rôles/,
    ],
    ['an unknown setting', JSON.stringify([{ ...DECLARATION, audiance: 'x' }]), /audiance/],
    ['an issuer twice', JSON.stringify([DECLARATION, DECLARATION]), /la liste nomme deux fois/],
  ])('with %s is refused at start, with an example', (_fault, text, sentence) => {
    expect(() => issuersOf(text)).toThrow(sentence);
    expect(() => issuersOf(text)).toThrow(/^IDENTITY_ISSUERS .*Exemple : \[/);
  });
});
