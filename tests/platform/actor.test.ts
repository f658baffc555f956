import { describe, expect, it } from '@jest/globals';
import { ANONYMOUS, requireScope, scopesOf, type Actor } from '../../platform/actor.ts';
import { ROLE_SCOPES, ROLES, SCOPES, scopesOfRoles, type Role } from '../../platform/roles.ts';

function person(...roles: readonly Role[]): Actor {
  const scopes = scopesOfRoles(roles);
  return { kind: 'person', id: 'p', organisationSiret: null, organisationId: null, roles, epciSirens: [], scopes };
}

describe('a role', () => {
  it.each(ROLES)('%s grants known scopes, each once', (role) => {
    expect(SCOPES).toEqual(expect.arrayContaining([...ROLE_SCOPES[role]]));
    expect(new Set(ROLE_SCOPES[role]).size).toBe(ROLE_SCOPES[role].length);
  });

  it('that reads households is the advisor alone', () => {
    const household = ['premises:read', 'diagnostics:read', 'diagnostics:write'] as const;
    expect(ROLES.filter((role) => household.some((scope) => ROLE_SCOPES[role].includes(scope)))).toEqual(['advisor']);
  });

  it('beside another grants what either does', () => {
    expect(scopesOfRoles(['auditor', 'operator-agent', 'auditor'])).toEqual(['offers:write', 'audit:read']);
    expect(scopesOfRoles([])).toEqual([]);
  });
});

describe('what an actor may do', () => {
  it('is nothing when it is anonymous', () => {
    expect(scopesOf(ANONYMOUS).size).toBe(0);
    expect(() => requireScope(ANONYMOUS, 'diagnostics:read')).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('« diagnostics:read »'),
        extensions: { code: 'UNAUTHENTICATED', scope: 'diagnostics:read' },
      }),
    );
  });

  it('is what its scopes say, and it is told which one it lacks', () => {
    const advisor = person('advisor');
    expect(requireScope(advisor, 'diagnostics:read')).toBe(advisor);
    expect(() => requireScope(advisor, 'offers:write')).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('« offers:write »'),
        extensions: { code: 'FORBIDDEN', scope: 'offers:write' },
      }),
    );
  });

  it('of a partner is what its key says', () => {
    const partner: Actor = {
      kind: 'partner',
      id: 'maif',
      quotaClass: 'standard',
      documents: 'any',
      scopes: ['indicators:read'],
    };
    expect([...scopesOf(partner)]).toEqual(['indicators:read']);
    expect(scopesOf(partner)).toBe(scopesOf(partner));
    expect(() => requireScope(partner, 'premises:read')).toThrow('« premises:read »');
  });
});
