import { requireDevelopment, type Actor } from '../../../platform/actor.ts';

/** Who may read diagnostics. The only place to change when identity comes. @throws UNAUTHENTICATED */
export function mayReadDiagnostics(actor: Actor): void {
  requireDevelopment(actor);
}

/** Who may write diagnostics; gives the role for the event log. @throws UNAUTHENTICATED */
export function mayWriteDiagnostics(actor: Actor): string {
  return requireDevelopment(actor).label;
}
