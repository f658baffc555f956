/** Sets of names of which at least one must be held whole: `[["a", "b"], ["c"]]` is (a and b) or c. */
export type Alternatives = readonly (readonly string[])[];

/** One thing that a caller must have. */
export type Condition =
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'scopes'; readonly anyOf: Alternatives }
  | { readonly kind: 'policies'; readonly anyOf: Alternatives };

/** What a field or a type asks of its reader: every condition. Empty: it is public. */
export type Requirement = readonly Condition[];

export const PUBLIC: Requirement = [];

/** What a caller has. */
export interface Grants {
  readonly authenticated: boolean;
  readonly scopes: ReadonlySet<string>;
  /** Names of the policies that the caller satisfies. */
  readonly policies: ReadonlySet<string>;
}

export const NOTHING_GRANTED: Grants = { authenticated: false, scopes: new Set(), policies: new Set() };

/** Whether a caller has everything that is required. An empty alternative asks nothing; no alternative is never met. */
export function isGranted(requirement: Requirement, grants: Grants): boolean {
  return requirement.every((condition) => {
    if (condition.kind === 'authenticated') return grants.authenticated;
    const held = grants[condition.kind];
    return condition.anyOf.some((names) => names.every((name) => held.has(name)));
  });
}

/** All of several requirements, each condition once. */
export function allOf(...requirements: readonly Requirement[]): Requirement {
  const conditions = new Map(requirements.flat().map((condition) => [textOf(condition), condition]));
  return conditions.size === 0 ? PUBLIC : [...conditions.values()];
}

/** The same text for requirements of the same conditions. */
export function requirementText(requirement: Requirement): string {
  return requirement.map(textOf).sort().join(' ');
}

function textOf(condition: Condition): string {
  if (condition.kind === 'authenticated') return condition.kind;
  const names = condition.anyOf.map((alternative) => JSON.stringify([...alternative].sort()));
  return `${condition.kind}:${names.sort().join('|')}`;
}

/** What is required, for a French reader: « le droit « diagnostics:read » ». */
export function requirementSentence(requirement: Requirement): string {
  return requirement.map(conditionSentence).join(', et ');
}

function conditionSentence(condition: Condition): string {
  if (condition.kind === 'authenticated') return 'être identifié';
  const [one, many] = condition.kind === 'scopes' ? ['le droit', 'les droits'] : ['la règle', 'les règles'];
  return condition.anyOf
    .map((names) => `${names.length > 1 ? many : one} ${names.map((name) => `« ${name} »`).join(' et ')}`)
    .join(' ou ');
}
