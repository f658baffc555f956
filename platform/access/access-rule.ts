import type { Actor } from '../actor.ts';
import { hubError } from '../errors.ts';
import type { Scope } from '../roles.ts';
import { grantsOf, type PolicyName } from './grants.ts';
import { isGranted, requirementSentence, type Condition, type Requirement } from './requirement.ts';

/** Who may read a field or a type: every condition given. The one declaration of which SDL and checks are made. */
export interface AccessRule {
  readonly authenticated?: true;
  /** `[['a', 'b'], ['c']]` is (a and b) or c. */
  readonly scopes?: readonly (readonly Scope[])[];
  readonly policies?: readonly (readonly PolicyName[])[];
}

/** A directive of Federation, as it is written on what it protects. */
export interface AccessDirective {
  readonly name: 'authenticated' | 'requiresScopes' | 'policy';
  readonly args: Readonly<Record<string, unknown>>;
}

/** The rule as Federation's directives. */
export function accessDirectives({ authenticated, scopes, policies }: AccessRule): readonly AccessDirective[] {
  return [
    ...(authenticated ? [{ name: 'authenticated' as const, args: {} }] : []),
    ...(scopes ? [{ name: 'requiresScopes' as const, args: { scopes } }] : []),
    ...(policies ? [{ name: 'policy' as const, args: { policies } }] : []),
  ];
}

/** The rule as what is asked of a caller. */
export function ruleRequirement({ authenticated, scopes, policies }: AccessRule): Requirement {
  return [
    ...(authenticated ? [{ kind: 'authenticated' } satisfies Condition] : []),
    ...(scopes ? [{ kind: 'scopes', anyOf: scopes } satisfies Condition] : []),
    ...(policies ? [{ kind: 'policies', anyOf: policies } satisfies Condition] : []),
  ];
}

/** @throws UNAUTHENTICATED when the caller is anonymous, FORBIDDEN when it lacks something; both name what is asked. */
export function requireAccess(actor: Actor, requirement: Requirement): void {
  if (isGranted(requirement, grantsOf(actor))) return;
  const asked = requirementSentence(requirement);
  if (actor.kind === 'anonymous')
    throw hubError(
      'UNAUTHENTICATED',
      `Cette donnée est réservée : il faut ${asked}. Identifiez-vous (« Authorization: Bearer <jeton> »).`,
    );
  throw hubError(
    'FORBIDDEN',
    `Votre accès ne suffit pas : il faut ${asked}. Demandez-le à l’administrateur de votre organisation.`,
  );
}
