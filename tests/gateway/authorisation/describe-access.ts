import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Grants } from '../../../platform/access/requirement.ts';
import { HOMES } from './homes.ts';
import { ANYONE, grants, openProtectedWorld, type ProtectedWorld } from './protected-world.ts';

/** One operation of a caller, and what it is answered. */
export interface Case {
  readonly name: string;
  readonly by?: Grants;
  readonly query: string;
  readonly data: unknown;
  readonly errors?: readonly string[];
  /** What no subgraph was asked. */
  readonly absent?: RegExp;
}

export const CODE = 'UNAUTHORIZED_FIELD_OR_TYPE';
export const A = grants({ scopes: ['a'] });

/** Asks each case twice, of the compiled engine and of the interpreted one. */
export function describeAccess(title: string, cases: readonly Case[]): void {
  describe.each([true, false])(`${title} (compiled: %s)`, (codeGeneration) => {
    let world: ProtectedWorld;
    beforeAll(async () => {
      world = await openProtectedWorld(HOMES, { codeGeneration });
    });
    afterAll(() => world.close());

    test.each(cases.map((each) => [each.name, each] as const))(
      '%s',
      async (_name, { by = ANYONE, query, data, errors = [], absent }) => {
        for (const time of ['first', 'repeated']) {
          const answer = await world.ask(by, query);
          const told = [...answer.errors].sort();
          expect({ time, data: answer.data, errors: told }).toEqual({ time, data, errors: [...errors].sort() });
          expect(JSON.stringify(answer.data)).toBe(JSON.stringify(data));
          if (absent !== undefined) expect(answer.fetched.join('\n')).not.toMatch(absent);
        }
      },
    );
  });
}
