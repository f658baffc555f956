import * as fc from 'fast-check';

/** One selection, before any schema: numbers that a schema's possibilities are chosen by. They shrink well. */
export interface Choice {
  /** A field, a fragment of one kind or another, `__typename`. */
  readonly form: number;
  readonly pick: number;
  readonly alias: number;
  readonly values: number;
  readonly directive: number;
  readonly below: readonly Choice[];
}

export interface OperationChoice {
  readonly mutation: boolean;
  readonly introspection: number;
  /** The document has another operation, which is not asked. */
  readonly another: boolean;
  readonly roots: readonly Choice[];
}

const number = fc.nat({ max: 9999 });

const { choice } = fc.letrec<{ choice: Choice }>((tie) => ({
  choice: fc.record({
    form: fc.nat({ max: 19 }),
    pick: number,
    alias: fc.nat({ max: 15 }),
    values: number,
    directive: fc.nat({ max: 23 }),
    below: fc.oneof({ maxDepth: 5, depthIdentifier: 'selections' }, fc.constant([]), {
      arbitrary: fc.array(tie('choice'), { minLength: 1, maxLength: 4, size: 'max', depthIdentifier: 'selections' }),
      weight: 3,
    }),
  }),
}));

export const operationChoices: fc.Arbitrary<OperationChoice> = fc.record({
  mutation: fc.nat({ max: 9 }).map((drawn) => drawn === 9),
  introspection: fc.nat({ max: 19 }),
  another: fc.nat({ max: 9 }).map((drawn) => drawn === 9),
  roots: fc.array(choice, { minLength: 1, maxLength: 3, size: 'max' }),
});
