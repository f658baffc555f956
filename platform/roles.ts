/** What a caller may be allowed to do, as `@requiresScopes` names it in the schema: `<data>:<action>`. */
export const SCOPES = [
  'premises:read',
  'diagnostics:read',
  'diagnostics:write',
  'offers:write',
  'places:write',
  'places:confirm',
  'accompaniments:write',
  'indicators:read',
  'audit:read',
  'privacy:manage',
] as const;

export type Scope = (typeof SCOPES)[number];

export const ROLES = [
  'advisor',
  'epci-staff',
  'operator-agent',
  'department-agent',
  'place-host',
  'auditor',
  'administrator',
] as const;

export type Role = (typeof ROLES)[number];

/**
 * What each role may do; nothing else gives a person a scope. An administrator runs the hub and its data of public
 * interest, and answers requests for export or erasure: it does not read households.
 */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  advisor: ['premises:read', 'diagnostics:read', 'diagnostics:write'],
  'epci-staff': ['indicators:read'],
  'operator-agent': ['offers:write'],
  'department-agent': ['places:write', 'places:confirm', 'accompaniments:write', 'indicators:read'],
  'place-host': ['places:confirm'],
  auditor: ['audit:read'],
  administrator: ['places:write', 'places:confirm', 'accompaniments:write', 'indicators:read', 'privacy:manage'],
};

/** The scopes of several roles, each once, in the order of {@link SCOPES}. */
export function scopesOfRoles(roles: readonly Role[]): readonly Scope[] {
  const granted = new Set(roles.flatMap((role) => ROLE_SCOPES[role]));
  return SCOPES.filter((scope) => granted.has(scope));
}
