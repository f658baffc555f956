import { requireScope, type Actor } from '../../../platform/actor.ts';
import { ROLE_SCOPES } from '../../../platform/roles.ts';

/** Who may read diagnostics. @throws UNAUTHENTICATED, or FORBIDDEN */
export function mayReadDiagnostics(actor: Actor): void {
  requireScope(actor, 'diagnostics:read');
}

/** Who may write diagnostics; gives the role that lets it, for the event log. @throws UNAUTHENTICATED, or FORBIDDEN */
export function mayWriteDiagnostics(actor: Actor): string {
  const allowed = requireScope(actor, 'diagnostics:write');
  if (allowed.kind === 'partner') return 'partner';
  return allowed.roles.find((role) => ROLE_SCOPES[role].includes('diagnostics:write')) ?? 'person';
}
