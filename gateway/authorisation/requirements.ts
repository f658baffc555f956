import type { Requirement } from '../../platform/access/requirement.ts';

/** What a supergraph's fields and types ask of their reader. */
export interface Requirements {
  /** Of a type wherever it is met: object, interface, scalar or enum. */
  readonly ofType: (type: string) => Requirement;
  /** Of a field on one type, its own alone: neither of the type that has it nor of the one it gives. */
  readonly ofField: (type: string, field: string) => Requirement;
}
