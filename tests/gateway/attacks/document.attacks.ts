import { getIntrospectionQuery } from 'graphql';
import { asking, bomb, type Attack } from './attack.ts';

const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ');
const nested = (levels: number, field: string, leaf: string) =>
  `${`${field} { `.repeat(levels)}${leaf}${' }'.repeat(levels)}`;

function tooLarge(name: string, limit: string, query: string): Attack {
  return { name, limit, ...asking(query), status: 400, code: 'OPERATION_TOO_LARGE' };
}

function invalid(name: string, query: string, others: Readonly<Record<string, unknown>> = {}): Attack {
  return { name, ...asking(query, others), status: 400, code: 'GRAPHQL_VALIDATION_FAILED' };
}

function malformed(name: string, query: string): Attack {
  return { name, ...asking(query), status: 400, code: 'GRAPHQL_PARSE_FAILED' };
}

/** Documents that are too large, or that are made to be. */
export const LARGE_DOCUMENTS: readonly Attack[] = [
  tooLarge('too many tokens, in fields', 'tokens', `{ ${times(450, () => '__typename')} }`),
  tooLarge(
    'too many tokens, in an argument’s list',
    'tokens',
    `{ commune(inseeCode: [${times(450, String)}]) { name } }`,
  ),
  tooLarge('too many tokens, nested braces', 'tokens', '{a'.repeat(5000)),
  tooLarge('too many tokens, nested lists', 'tokens', `{ commune(inseeCode: ${'['.repeat(5000)}`),
  tooLarge('too many tokens, directives', 'tokens', `{ __typename ${'@skip(if: false)'.repeat(200)} }`),
  tooLarge(
    'too many tokens, operations',
    'tokens',
    times(100, (at) => `query Q${at} { __typename }`),
  ),
  tooLarge('too deep', 'depth', `{ communes { ${nested(20, 'neighbours', 'name')} } }`),
  tooLarge(
    'too deep, by fragments',
    'depth',
    bomb(20, (next) => `neighbours { ${next} }`),
  ),
  tooLarge('too many root fields', 'rootFields', `{ ${times(11, () => '__typename')} }`),
  tooLarge(
    'too many root fields, by a fragment',
    'rootFields',
    `{ ...R ...R } fragment R on Query { ${times(6, () => '__typename')} }`,
  ),
  tooLarge('too many aliases', 'aliases', `{ communes { ${times(9, (at) => `n${at}: name`)} } }`),
  tooLarge('the same question under many aliases', 'aliases', `{ ${times(9, (at) => `c${at}: communes { name }`)} }`),
  tooLarge('too many directives', 'directives', `{ communes { name ${'@include(if: true) '.repeat(7)} } }`),
  tooLarge('too many directives that do not exist', 'directives', `{ communes { name ${'@a '.repeat(50)} } }`),
  tooLarge('too many directives on an operation', 'directives', `query ${'@a '.repeat(50)} { __typename }`),
  tooLarge(
    'a fragment bomb on a schema cycle',
    'depth',
    bomb(16, (next) => `neighbours { ${next} } n: neighbours { ${next} }`),
  ),
  tooLarge(
    'a fragment bomb without aliases',
    'fields',
    bomb(14, (next) => `neighbours { ${next} } ...on Commune { neighbours { ${next} } }`),
  ),
  tooLarge(
    'a fragment bomb of nothing but spreads',
    'fields',
    bomb(20, (next) => `${next} ${next}`),
  ),
  tooLarge(
    'a fragment bomb of a fragment that is not there',
    'fields',
    bomb(14, (next) => `${next} ${next} name`),
  ),
  tooLarge(
    'a fragment bomb by arguments',
    'aliases',
    bomb(12, (next) => `a: name b: name ${next} ${next}`),
  ),
];

/** Introspection that grows by itself. */
export const INTROSPECTION: readonly Attack[] = [
  { name: 'the usual introspection is answered', ...asking(getIntrospectionQuery()), status: 200, code: null },
  tooLarge('an ofType bomb', 'depth', `{ __schema { types { ${nested(20, 'ofType', 'name')} } } }`),
  tooLarge(
    'an ofType bomb by fragments',
    'fields',
    `{ __schema { types { ...F0 } } } ${times(12, (at) => `fragment F${at} on __Type { ofType { ${at === 11 ? 'name' : `...F${at + 1}`} } ... { ofType { ${at === 11 ? 'name' : `...F${at + 1}`} } } }`)}`,
  ),
  tooLarge(
    'lists of fields of fields',
    'introspectionDepth',
    '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
  ),
  tooLarge(
    'possible types of interfaces of possible types',
    'introspectionDepth',
    '{ __type(name: "Query") { possibleTypes { interfaces { possibleTypes { name } } } } }',
  ),
  tooLarge(
    'the schema asked again and again',
    'introspections',
    '{ a: __schema { description } b: __schema { description } c: __schema { description } }',
  ),
];

/** Documents that are no GraphQL, or not of this schema. */
export const WRONG_DOCUMENTS: readonly Attack[] = [
  malformed('an empty selection', '{ }'),
  malformed('an unfinished document', '{ communes { name'),
  malformed('a binary document', '\u0000\u0001\u0002'),
  malformed('an unfinished string', '{ commune(inseeCode: "47001) { name } }'),
  malformed('a document of white space', ' '),
  malformed('a comment alone', '# nothing'),
  malformed('schema definitions only, badly written', 'type Query {'),
  invalid('a field that does not exist', '{ nope }'),
  invalid('a fragment that spreads itself', '{ communes { ...A } } fragment A on Commune { name ...A }'),
  invalid(
    'fragments that spread each other',
    '{ communes { ...A } } fragment A on Commune { ...B } fragment B on Commune { ...A }',
  ),
  invalid('a fragment that is not there', '{ communes { ...Nowhere } }'),
  invalid('a fragment that nobody spreads', '{ __typename } fragment A on Commune { name }'),
  invalid(
    'two fragments of one name',
    '{ communes { ...A } } fragment A on Commune { name } fragment A on Commune { name }',
  ),
  invalid('a variable that is not defined', '{ commune(inseeCode: $code) { name } }'),
  invalid('a variable that nobody reads', 'query Q($code: ID!) { __typename }'),
  invalid('fields that conflict', '{ communes { name name: inseeCode } }'),
  invalid('a directive that does not exist', '{ __typename @delete }'),
  invalid('a directive twice', '{ __typename @skip(if: false) @skip(if: false) }'),
  invalid('an argument twice', '{ commune(inseeCode: "1", inseeCode: "2") { name } }'),
  invalid('a leaf with a selection', '{ communes { name { length } } }'),
  invalid('an object without a selection', '{ communes }'),
  invalid('the prototype as a field', '{ __proto__ }'),
  invalid('the constructor as a field', '{ constructor }'),
  invalid('entities of a subgraph', '{ _entities(representations: []) { __typename } }'),
  invalid('the SDL of a subgraph', '{ _service { sdl } }'),
  invalid('a type definition beside an operation', '{ __typename } type A { b: Int }'),
  invalid('an anonymous operation beside another', '{ __typename } query Q { __typename }', { operationName: 'Q' }),
  {
    name: 'a subscription, which is not served',
    ...asking('subscription { communes { name } }'),
    status: 400,
    code: 'INVALID_INPUT',
  },
  {
    name: 'no operation of the name',
    ...asking('query A { __typename }', { operationName: 'B' }),
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    name: 'an operation named as a property of objects',
    ...asking('query A { __typename }', { operationName: 'constructor' }),
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    name: 'two operations and no name',
    ...asking('query A { __typename } query B { __typename }'),
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    name: 'fragments and no operation',
    ...asking('fragment A on Commune { name }'),
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    name: 'type definitions and no operation',
    ...asking('type A { b: Int }'),
    status: 400,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
];
