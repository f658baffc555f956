import { asking, type Attack } from './attack.ts';

const DEEP = (levels: number, leaf = 'name') => `${'neighbours { '.repeat(levels)}${leaf}${' }'.repeat(levels)}`;

function tooCostly(name: string, query: string, others: Readonly<Record<string, unknown>> = {}): Attack {
  return { name, limit: 'cost', ...asking(query, others), status: 400, code: 'OPERATION_TOO_COSTLY' };
}

/** Operations that are short, and ask for more than the hub gives at once; a list counts for 10, 1000 is the most. */
export const COSTS: readonly Attack[] = [
  {
    name: 'what costs less than the most is answered',
    ...asking('{ communes { neighbours { name } neighbours { copper } n: neighbours { name } } }'),
    status: 200,
    code: null,
  },
  tooCostly('lists of lists of lists', `{ communes { ${DEEP(2)} } }`),
  tooCostly(
    'lists in a fragment',
    '{ communes { ...A } } fragment A on Commune { neighbours { ...B } } fragment B on Commune { neighbours { name } }',
  ),
  tooCostly(
    'the same lists under other names',
    `{ a: communes { ${DEEP(1)} a: ${DEEP(1)} b: ${DEEP(1)} c: ${DEEP(1)} d: ${DEEP(1)} e: ${DEEP(1)} f: ${DEEP(1)} ...on Commune { ${DEEP(1)} neighbours { fibreRate } neighbours { copper } } } }`,
  ),
  tooCostly(
    'lists that the variables ask',
    `query Q($all: Boolean!) { communes { neighbours { neighbours @include(if: $all) { name } } } }`,
    {
      variables: { all: true },
    },
  ),
  {
    name: 'what the variables leave out costs nothing',
    ...asking('query Q($all: Boolean!) { communes { neighbours { neighbours @include(if: $all) { name } } } }', {
      variables: { all: false },
    }),
    status: 200,
    code: null,
  },
  tooCostly(
    'the operation that is asked, among several',
    `query P { communes { name } } query Q { communes { ${DEEP(3)} } }`,
    { operationName: 'Q' },
  ),
];
