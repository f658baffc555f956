import { describe, expect, it } from '@jest/globals';
import {
  GraphQLEnumType,
  graphql,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLFloat,
  GraphQLBoolean,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  validate,
} from 'graphql';
import { compiledOperations } from '../../platform/compiled/compiled-operations.ts';
import { Recent } from '../../platform/compiled/recent.ts';
import { DateScalar, DateTimeScalar } from '../../platform/scalars.ts';

const Colour = new GraphQLEnumType({ name: 'Colour', values: { RED: { value: 'r' }, BLUE: { value: 'b' } } });
const Named = new GraphQLInterfaceType({
  name: 'Named',
  fields: { name: { type: GraphQLString } },
  resolveType: (value: { kind: string }) => {
    if (value.kind === 'broken') throw new TypeError('cannot tell');
    return value.kind;
  },
});
const own = { name: { type: GraphQLString }, size: { type: GraphQLInt } };
const Cat = new GraphQLObjectType({ name: 'Cat', interfaces: [Named], fields: own });
const Dog: GraphQLObjectType = new GraphQLObjectType({
  name: 'Dog',
  interfaces: [Named],
  fields: () => ({
    ...own,
    friend: { type: Named, resolve: () => Promise.resolve({ kind: 'Cat', name: 'Mia', size: 3 }) },
    path: { type: GraphQLString, resolve: (_dog, _args, _context, { fieldNodes }) => fieldNodes[0]?.alias?.value },
  }),
});
const Inner = new GraphQLInputObjectType({
  name: 'Inner',
  fields: { colour: { type: Colour }, flag: { type: GraphQLBoolean } },
});
const Endless: GraphQLInputObjectType = new GraphQLInputObjectType({
  name: 'Endless',
  fields: () => ({ id: { type: GraphQLID }, within: { type: Endless } }),
});
const Filter = new GraphQLInputObjectType({
  name: 'Filter',
  fields: () => ({
    ids: { type: new GraphQLList(new GraphQLNonNull(GraphQLID)) },
    colour: { type: Colour, defaultValue: 'b' },
    on: { type: DateScalar },
    at: { type: DateTimeScalar },
    ratio: { type: GraphQLFloat },
    flag: { type: GraphQLBoolean, defaultValue: true },
    within: { type: Inner },
  }),
});
const echo = (type: GraphQLInputObjectType | GraphQLEnumType | typeof GraphQLInt, defaultValue?: unknown) => ({
  type: GraphQLString,
  args: { value: { type, ...(defaultValue === undefined ? {} : { defaultValue }) }, other: { type: DateTimeScalar } },
  resolve: (_root: unknown, args: object) => JSON.stringify(args),
});
const schema = new GraphQLSchema({
  types: [Cat, Dog],
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      filter: echo(Filter),
      endless: echo(Endless),
      colour: echo(Colour, 'r'),
      count: echo(GraphQLInt, 7),
      on: { type: DateScalar, args: { date: { type: DateScalar } }, resolve: (_root, { date }) => date },
      at: { type: DateTimeScalar, resolve: () => Promise.resolve(new Date(0)) },
      broken: { type: DateTimeScalar, resolve: () => 'not a date' },
      paint: { type: Colour, resolve: () => 'b' },
      wrongPaint: { type: Colour, resolve: () => 'x' },
      dog: { type: Dog, resolve: () => ({ name: 'Rex', size: 9 }) },
      sure: { type: new GraphQLNonNull(Dog), resolve: () => null },
      pets: {
        type: new GraphQLList(new GraphQLNonNull(Named)),
        args: { kinds: { type: new GraphQLList(GraphQLString) } },
        resolve: (_root, { kinds }) =>
          (kinds as string[]).map((kind) => Promise.resolve({ kind, name: kind, size: 1 })),
      },
      faults: {
        type: new GraphQLList(GraphQLString),
        resolve: () => ['a', new Error('b'), Promise.reject(new Error('c'))],
      },
      set: { type: new GraphQLList(GraphQLInt), resolve: () => new Set([1, 2]) },
      text: { type: new GraphQLList(GraphQLInt), resolve: () => 'not a list' },
    },
  }),
});

const PETS = '{ __typename name ... on Dog { size friend { name ... on Cat { size } } } ...C } }';
const FRAGMENT = ' fragment C on Cat { size name }';
const NESTED = 'query ($f: Filter) { filter(value: $f) }';
const CASES: readonly [string, string, Record<string, unknown>?][] = [
  ['aliases and repeated fields', '{ b: dog { size name size } a: dog { n: name } b: dog { friend { name } } }'],
  ['abstract types', `{ pets(kinds: ["Dog", "Cat"]) ${PETS}${FRAGMENT}`],
  ['a null of a list', '{ pets(kinds: null) { name } }'],
  ['an abstract type that cannot be told', `{ pets(kinds: ["Dog", "broken"]) ${PETS}${FRAGMENT}`],
  ['a type that is none of the interface', '{ pets(kinds: ["Query"]) { name } }'],
  ['a null that may not be', '{ dog { name } sure { name } }'],
  ['scalars', '{ on(date: "2026-11-23") at paint count colour }'],
  ['a scalar that cannot be written', '{ at broken }'],
  ['an enum value that does not exist', '{ paint wrongPaint }'],
  ['errors in a list', '{ faults }'],
  ['an iterable', '{ set }'],
  ['a text for a list', '{ text }'],
  ['defaults', '{ count colour filter(value: {}) x: filter }'],
  ['a default of a variable', 'query ($n: Int = 3, $c: Colour = BLUE) { count(value: $n) colour(value: $c) }'],
  ['a default that is not JSON', 'query ($t: DateTime = "2026-11-23T00:00:00Z") { count(other: $t) }'],
  ['a given null', 'query ($n: Int = 3) { count(value: $n) }', { n: null }],
  ['a wrong number', 'query ($n: Int) { count(value: $n) }', { n: '3' }],
  ['a number too large', 'query ($n: Int) { count(value: $n) }', { n: 3e9 }],
  ['a missing variable', 'query ($n: Int!) { count(value: $n) }'],
  ['an input object', NESTED, { f: { ids: [1, 'b'], on: '2026-01-02', at: '2026-01-02T03:04:05Z', ratio: 1 } }],
  ['one for a list', NESTED, { f: { ids: 'seul', within: { flag: null, colour: 'RED' } } }],
  ['an unknown input field', NESTED, { f: { idz: [] } }],
  ['a null in a list of non-nulls', NESTED, { f: { ids: [null] } }],
  ['a wrong date', NESTED, { f: { on: '2026-02-30' } }],
  ['a list for an object', NESTED, { f: [] }],
  ['an unknown enum value', NESTED, { f: { colour: 'r' } }],
  ['a variable within a literal', 'query ($i: [ID!], $d: Date) { filter(value: { ids: $i, on: $d }) }', { i: ['x'] }],
  ['a date in a literal', '{ filter(value: { at: "2026-01-02T03:04:05+01:00" }) }'],
  [
    'conditions',
    'query ($y: Boolean!) { dog { ...A @include(if: $y) name @skip(if: $y) } } fragment A on Dog { name }',
    { y: true },
  ],
  ['paths that join alike', '{ dog_friend: dog { path } dog { friend { name } z: path } dog_z: dog { path } }'],
  ['a key that is the prototype', '{ __proto__: dog { name } constructor: count }'],
  ['an input that holds itself', 'query ($e: Endless) { endless(value: $e) }', { e: { within: { id: 1 } } }],
  ['introspection', '{ __schema { queryType { name } } __typename }'],
];

describe('a compiled operation', () => {
  it.each(CASES)('gives graphql-js’ own answer or leaves it to it: %s', async (_what, text, variables = {}) => {
    const document = parse(text);
    expect(validate(schema, document)).toEqual([]);
    const operations = compiledOperations(schema);
    operations.learn(text, document);
    const expected = await graphql({ schema, source: text, variableValues: variables });
    const data = (await operations.find(text)?.run({}, variables)) ?? null;
    if (data === null) return;
    expect(expected.errors).toBeUndefined();
    expect(JSON.stringify(data)).toBe(JSON.stringify(expected.data));
  });

  it.each(['aliases and repeated fields', 'abstract types', 'scalars', 'defaults', 'an input object', 'an iterable'])(
    'is what answers: %s',
    async (name) => {
      const [, text, variables = {}] = CASES.find(([what]) => what === name) ?? ['', ''];
      const operations = compiledOperations(schema);
      operations.learn(text, parse(text));
      expect(await operations.find(text)?.run({}, variables)).not.toBeNull();
    },
  );

  it.each([
    'conditions',
    'paths that join alike',
    'a key that is the prototype',
    'introspection',
    'a variable within a literal',
    'an input that holds itself',
    'a default that is not JSON',
  ])('is not made, for its answer could be wrong: %s', (name) => {
    const [, text] = CASES.find(([what]) => what === name) ?? ['', ''];
    const operations = compiledOperations(schema);
    operations.learn(text, parse(text));
    expect(operations.find(text)).toBeNull();
  });

  it('is not made for a mutation, for two operations, nor for a text that is not known', () => {
    const operations = compiledOperations(schema);
    const two = 'query A { count } query B { at }';
    operations.learn(two, parse(two));
    expect(operations.find(two)).toBeNull();
    expect(operations.find('{ count }')).toBeNull();
  });
});

describe('the operations kept', () => {
  it('are the latest used', () => {
    const recent = new Recent<string, number>(2);
    recent.set('a', 1);
    recent.set('b', 2);
    recent.get('a');
    recent.set('c', 3);
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([1, undefined, 3]);
  });
});
