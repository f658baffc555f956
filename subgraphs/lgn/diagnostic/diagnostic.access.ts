import type { AccessRule } from '../../../platform/access/access-rule.ts';
import { requireScope, type Actor } from '../../../platform/actor.ts';
import { ROLE_SCOPES } from '../../../platform/roles.ts';

/** Everything that a household told, or that was found at its home. */
export const READ_DIAGNOSTICS: AccessRule = { scopes: [['diagnostics:read']] };
export const WRITE_DIAGNOSTICS: AccessRule = { scopes: [['diagnostics:write']] };

/** The role that lets its actor write a diagnostic, for the event log. @throws UNAUTHENTICATED, or FORBIDDEN */
export function writingRole(actor: Actor): string {
  const allowed = requireScope(actor, 'diagnostics:write');
  if (allowed.kind === 'partner') return 'partner';
  return allowed.roles.find((role) => ROLE_SCOPES[role].includes('diagnostics:write')) ?? 'person';
}
