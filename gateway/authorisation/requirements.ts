import { isGranted, PUBLIC, type Grants, type Requirement } from '../../platform/access/requirement.ts';

/** What a supergraph's fields and types ask of their reader. */
export interface Requirements {
  /** Of a type wherever it is met: object, interface, scalar or enum. */
  readonly ofType: (type: string) => Requirement;
  /** Of a field on one type, its own alone: neither of the type that has it nor of the one it gives. */
  readonly ofField: (type: string, field: string) => Requirement;
  /** Types that are not for everyone. */
  readonly protectedTypes: readonly string[];
}

/** Everything of a supergraph that declares nothing is public. */
export const NO_REQUIREMENTS: Requirements = { ofType: () => PUBLIC, ofField: () => PUBLIC, protectedTypes: [] };

/** The types whose objects a caller must not see, even where only their name is asked. */
export function hiddenTypes({ protectedTypes, ofType }: Requirements, grants: Grants): ReadonlySet<string> {
  return new Set(protectedTypes.filter((type) => !isGranted(ofType(type), grants)));
}
