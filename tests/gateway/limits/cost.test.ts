import { composeServices } from '@theguild/federation-composition';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { estimated } from './estimated.ts';
import { operationCost } from '../../../gateway/limits/cost/operation-cost.ts';
import { readCosts } from '../../../gateway/limits/cost/read-costs.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@cost", "@listSize"])';

const SDL = `
  type Query {
    place: Place
    places(first: Int = 5, last: Int): Page
      @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["edges"], requireOneSlicingArgument: false)
    exactly(first: Int, last: Int): [Place] @listSize(slicingArguments: ["first", "last"])
    all: [Place!]!
    some: [Place!] @listSize(assumedSize: 3)
    dear: [Place] @cost(weight: 7) @listSize(assumedSize: 2)
    things: [Thing!] @listSize(assumedSize: 4)
    anything: Any
    find(text: String @cost(weight: 20), filter: Filter, many: [Filter]): String
    tags: [Tag] @listSize(assumedSize: 6)
    level: Level
    name: String
  }
  type Mutation { rename(name: String): Place }
  input Filter { text: String @cost(weight: 3) near: Near and: [Filter!] }
  input Near { latitude: Float }
  type Page { total: Int edges: [Edge!]! }
  type Edge { node: Place }
  interface Thing { id: ID near: [Place] }
  type Place implements Thing { id: ID name: String near: [Place] @listSize(assumedSize: 2) next: Place }
  type Castle implements Thing @cost(weight: 5) { id: ID near: [Place] @listSize(assumedSize: 1) }
  union Any = Place | Castle
  scalar Tag @cost(weight: 2)
  enum Level @cost(weight: 4) { HIGH LOW }
`;

const composed = composeServices([{ name: 'one', url: 'http://one', typeDefs: parse(`${LINK} ${SDL}`) }]);
const SUPERGRAPH = composed.supergraphSdl ?? '';
const SCHEMA = buildSchema(
  `directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
   directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
   ${SDL}`,
);

const costOf = (query: string, given: object = {}): number =>
  estimated(query, given, { schema: SCHEMA, supergraph: SUPERGRAPH });

describe('the cost of an operation', () => {
  it.each([
    ['leaves are free', '{ name __typename }', 0],
    ['an object weighs 1', '{ place { id name } }', 1],
    ['an object in an object adds to it', '{ place { next { next { id } } } }', 3],
    ['a mutation weighs 10', 'mutation { rename(name: "a") { id } }', 11],
    ['a list of which nothing is said has the usual size', '{ all { id } }', 10],
    ['a list has its assumed size', '{ some { id } }', 3],
    ['lists multiply what is in them', '{ some { next { id } near { id } } }', 3 * (1 + 1 + 2)],
    ['a field may weigh otherwise', '{ dear { id } }', 14],
    ['a field’s weight adds to what is below', '{ dear { next { id } } }', 2 * (7 + 1)],
    ['a scalar may weigh, in a list too', '{ tags }', 12],
    ['an enum may weigh', '{ level }', 4],
    ['an argument may weigh', '{ find(text: "a") }', 20],
    ['an argument that is null weighs nothing', '{ find(text: null) }', 0],
    ['an input object weighs 1, and its fields add', '{ find(filter: { text: "a", near: { latitude: 1 } }) }', 5],
    ['input objects in lists all count', '{ find(many: [{ text: "a" }, { and: [{}, {}] }]) }', 4 + 3],
    ['the slicing argument sizes the fields named', '{ places(first: 7) { total edges { node { id } } } }', 1 + 7 * 2],
    ['of several slicing arguments the greatest counts', '{ places(first: 2, last: 6) { edges { node { id } } } }', 13],
    ['the argument’s default counts when it is not given', '{ places { edges { node { id } } } }', 1 + 5 * 2],
    ['null says no size, and the assumed one counts', '{ places(first: null) { edges { node { id } } } }', 41],
    ['a negative size is nothing', '{ places(first: -50) { edges { node { id } } } }', 1],
    ['an interface costs what its dearest type does', '{ things { id } }', 20],
    ['by what each type selects', '{ things { ... on Place { near { near { id } } } } }', 4 * (1 + 2 * (1 + 2))],
    ['a union costs what its dearest type does', '{ anything { ... on Castle { id } ... on Place { id } } }', 5],
    ['an interface’s list has the size of each type', '{ things { near { id } } }', 4 * (5 + 1)],
    [
      'fragments count where they are spread',
      '{ place { ...P } some { ...P } } fragment P on Place { next { id } }',
      2 + 6,
    ],
    [
      'a fragment on another type counts for nothing',
      '{ things { ... on Thing { ... on Place { next { id } } } } }',
      20,
    ],
    ['aliases count each', '{ a: place { id } b: place { id } }', 2],
    ['what is always left out is free', '{ place @skip(if: true) { id } all @include(if: false) { id } }', 0],
    ['introspection is free', '{ __schema { types { name } } }', 0],
  ])('%s', (_what, query, expected) => {
    expect(costOf(query)).toBe(expected);
  });

  const SLICED = 'query Q($n: Int = 3) { places(first: $n) { edges { node { id } } } }';
  it.each([
    ['a slicing argument by a variable', SLICED, { n: 50 }, 101],
    ['the variable’s default', SLICED, {}, 7],
    ['a variable that is null', SLICED, { n: null }, 41],
    ['a variable not given, for the argument’s default', SLICED.replace(' = 3', ''), {}, 11],
    ['a size of two thousand million', SLICED, { n: 2_147_483_647 }, 1 + 2 * 2_147_483_647],
    ['a filter by a variable', 'query Q($f: Filter) { find(filter: $f) }', { f: { and: [{ text: 'a' }, {}] } }, 6],
    ['a filter that is not given', 'query Q($f: Filter) { find(filter: $f) }', {}, 0],
    ['a text by a variable', 'query Q($t: String) { find(text: $t) }', { t: 'a' }, 20],
    ['a field of a filter', 'query Q($t: String) { find(filter: { text: $t }) }', { t: 'a' }, 4],
    ['what the variables leave out', 'query Q($a: Boolean!) { all @skip(if: $a) { id } place { id } }', { a: true }, 1],
    ['what the variables ask', 'query Q($a: Boolean!) { all @skip(if: $a) { id } place { id } }', { a: false }, 11],
    ['both conditions', 'query Q($a: Boolean!) { all @skip(if: $a) @include(if: $a) { id } }', { a: true }, 0],
  ])('depends on variables: %s', (_what, query, variables, expected) => {
    expect(costOf(query, variables)).toBe(expected);
  });

  it.each([
    ['none', '{ exactly { id } }', {}],
    ['two', '{ exactly(first: 1, last: 2) { id } }', {}],
    ['one that is null', 'query Q($n: Int) { exactly(first: $n) { id } }', { n: null }],
  ])('is not a number when just one slicing argument is required and %s is given', (_what, query, variables) => {
    expect(costOf(query, variables)).toBeNaN();
  });

  it('is worked out at once, however a fragment bomb over interfaces expands', () => {
    // Doubled at each level: nobody would see the end of it, were it not worked out once a fragment.
    const levels = 60;
    const fragments = Array.from({ length: levels }, (_, at) => {
      const next = at === levels - 1 ? 'id' : `...F${at + 1}`;
      return `fragment F${at} on Thing { near { ${next} } ... on Place { near { ${next} next { ${next} } } } }`;
    });
    const query = `query Q($n: Int) { places(first: $n) { total } things { ...F0 } } ${fragments.join(' ')}`;
    const document = parse(query);
    const definition = getOperationAST(document);
    if (definition === null || definition === undefined) throw new Error('One operation is expected.');
    const counting = { costs: readCosts(parse(SUPERGRAPH)), listSize: 10 };
    expect(operationCost({ document, definition, schema: SCHEMA }, counting)({ n: 1 })).toBeGreaterThan(1e6);
  });
});
