import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly id: string;
  readonly [name: string]: unknown;
}
const echo = (given: Given): Given => given;

/** A counting site: how many passed, by period; `null` at the second by night. */
const counted = (id: string, period: string | null | undefined): number | null =>
  period === 'night' && id === '2' ? null : Number(id) * (period === 'day' ? 100 : period === 'night' ? 10 : 1);

const SITES = {
  typeDefs: `${FEDERATION}
    type Query { sites: [Site!]! places: [Place!]! }
    interface Place { id: ID! passages(period: String): Int }
    type Site implements Place @key(fields: "id") {
      id: ID! passages(period: String): Int district: District! samples(first: Int!): [Sample!]!
      keeper: Keeper! weather: String! @external seasonal(period: String!): Int @requires(fields: "weather") }
    type Halt implements Place @key(fields: "id") { id: ID! passages(period: String): Int }
    type District { label: String! mean(period: String!): Int! }
    interface Keeper { rank(by: String!): Int! }
    type Firm implements Keeper { rank(by: String!): Int! }
    type Person implements Keeper { rank(by: String!): Int! }
    type Sample @key(fields: "id") { id: ID! }`,
  resolvers: {
    Query: {
      sites: () => [{ id: '1' }, { id: '2' }],
      places: () => [
        { __typename: 'Site', id: '1' },
        { __typename: 'Halt', id: '3' },
      ],
    },
    Site: {
      __resolveReference: echo,
      passages: ({ id }: Given, { period }: { period?: string }) => counted(id, period),
      keeper: ({ id }: Given) => ({ __typename: id === '1' ? 'Firm' : 'Person' }),
      district: ({ id }: Given) => ({ label: `d${id}`, id }),
      samples: ({ id }: Given, { first }: { first: number }) =>
        Array.from({ length: first }, (_, at) => ({ id: `${id}${at}` })),
      seasonal: ({ weather }: Given, { period }: { period: string }) => `${String(weather)}${period}`.length,
    },
    Halt: {
      __resolveReference: echo,
      passages: ({ id }: Given, { period }: { period?: string }) => counted(id, period),
    },
    Firm: { rank: (_: unknown, { by }: { by: string }) => (by === 'size' ? 500 : -1) },
    Person: { rank: (_: unknown, { by }: { by: string }) => (by === 'age' ? 60 : -1) },
    District: { mean: ({ id }: Given, { period }: { period: string }) => Number(id) + (period === 'day' ? 40 : 20) },
  },
};
const sum = (values: readonly unknown[]): string => JSON.stringify(values);
const STUDIES = {
  typeDefs: `${FEDERATION}
    type Site @key(fields: "id") {
      id: ID! passages(period: String): Int @external district: District! @external seasonal(period: String!): Int @external
      samples(first: Int!): [Sample!]! @external
      byDay(unit: String): String! @requires(fields: "passages(period: \\"day\\")")
      byNight: String! @requires(fields: "passages(period: \\"night\\")")
      whole: String! @requires(fields: "passages")
      dayMean: String! @requires(fields: "passages(period: \\"day\\") district { label mean(period: \\"day\\") }")
      nightMean: String! @requires(fields: "district { mean(period: \\"night\\") }")
      oneSample: String! @requires(fields: "samples(first: 1) { grade }")
      twoSamples: String! @requires(fields: "samples(first: 2) { grade id }")
      springs: String! @requires(fields: "seasonal(period: \\"s\\")")
      winters: String! @requires(fields: "seasonal(period: \\"winter\\")")
      kept: String! @requires(fields: "keeper { ... on Firm { rank(by: \\"size\\") } ... on Person { rank(by: \\"age\\") } }")
      keeper: Keeper! @external
      plain: String! }
    interface Keeper { rank(by: String!): Int! }
    type Firm implements Keeper @external { rank(by: String!): Int! }
    type Person implements Keeper @external { rank(by: String!): Int! }
    type Halt @key(fields: "id") { id: ID! passages(period: String): Int @external
      byDay: String! @requires(fields: "passages(period: \\"day\\")")
      byNight: String! @requires(fields: "passages(period: \\"night\\")") }
    type District @external { label: String! mean(period: String!): Int! }
    type Sample @key(fields: "id") { id: ID! @external grade: Int! @external }`,
  resolvers: {
    Site: {
      __resolveReference: echo,
      byDay: ({ passages }: Given, { unit = '' }: { unit?: string }) => sum([passages]) + unit,
      byNight: ({ passages }: Given) => sum([passages]),
      whole: ({ passages }: Given) => sum([passages]),
      dayMean: ({ passages, district }: Given) => sum([passages, district]),
      nightMean: ({ district }: Given) => sum([(district as { mean: number }).mean]),
      oneSample: ({ samples }: Given) => sum([samples]),
      twoSamples: ({ samples }: Given) => sum([samples]),
      springs: ({ seasonal }: Given) => sum([seasonal]),
      winters: ({ seasonal }: Given) => sum([seasonal]),
      kept: ({ keeper }: Given) => sum([(keeper as { rank: number }).rank]),
      plain: ({ id }: Given) => `p${id}`,
    },
    Halt: {
      __resolveReference: echo,
      byDay: ({ passages }: Given) => sum([passages]),
      byNight: ({ passages }: Given) => sum([passages]),
    },
  },
};
const GRADES = {
  typeDefs: `${FEDERATION} type Sample @key(fields: "id") { id: ID! grade: Int! }
    type Site @key(fields: "id") { id: ID! weather: String! }`,
  resolvers: {
    Sample: { __resolveReference: echo, grade: ({ id }: Given) => Number(id) * 2 },
    Site: { __resolveReference: echo, weather: () => 'rain' },
  },
};
const KEPT_APART = 'Field Alias: fields of other arguments are not the same field.';

describeCases('@requires of one field with different arguments', { sites: SITES, studies: STUDIES, grades: GRADES }, [
  {
    name: 'each field is given what it requires',
    query: '{ sites { byDay byNight whole plain } }',
    data: {
      sites: [
        { byDay: '[100]', byNight: '[10]', whole: '[1]', plain: 'p1' },
        { byDay: '[200]', byNight: '[null]', whole: '[2]', plain: 'p2' },
      ],
    },
    apolloIsWrong: KEPT_APART,
  },
  {
    name: 'one of them alone',
    query: '{ sites { byNight } }',
    data: { sites: [{ byNight: '[10]' }, { byNight: '[null]' }] },
  },
  {
    name: 'while the client asks the field too',
    query: `query ($unit: String = "!") { sites { byDay(unit: $unit) byNight passages day: passages(period: "day") } }`,
    data: {
      sites: [
        { byDay: '[100]!', byNight: '[10]', passages: 1, day: 100 },
        { byDay: '[200]!', byNight: '[null]', passages: 2, day: 200 },
      ],
    },
    apolloIsWrong: KEPT_APART,
  },
  {
    name: 'in nested objects',
    query: '{ sites { dayMean nightMean byNight } }',
    data: {
      sites: [
        {
          dayMean: '[100,{"label":"d1","mean":41}]',
          nightMean: '[21]',
          byNight: '[10]',
        },
        {
          dayMean: '[200,{"label":"d2","mean":42}]',
          nightMean: '[22]',
          byNight: '[null]',
        },
      ],
    },
    apolloIsWrong: KEPT_APART,
  },
  {
    name: 'of lists of entities that another subgraph completes',
    query: '{ sites { oneSample twoSamples } }',
    data: {
      sites: [
        { oneSample: '[[{"grade":20}]]', twoSamples: '[[{"grade":20,"id":"10"},{"grade":22,"id":"11"}]]' },
        { oneSample: '[[{"grade":40}]]', twoSamples: '[[{"grade":40,"id":"20"},{"grade":42,"id":"21"}]]' },
      ],
    },
    apolloIsWrong: KEPT_APART,
  },
  {
    name: 'that itself requires something',
    query: '{ sites { springs winters } }',
    data: {
      sites: [
        { springs: '[5]', winters: '[10]' },
        { springs: '[5]', winters: '[10]' },
      ],
    },
    apolloIsWrong: KEPT_APART,
  },
  {
    name: 'by the type of what is required',
    query: '{ sites { kept plain } }',
    data: {
      sites: [
        { kept: '[500]', plain: 'p1' },
        { kept: '[60]', plain: 'p2' },
      ],
    },
  },
  {
    name: 'on the types of an interface',
    query: '{ places { ... on Site { byDay byNight } ... on Halt { byNight byDay } passages } }',
    data: {
      places: [
        { byDay: '[100]', byNight: '[10]', passages: 1 },
        { byNight: '[30]', byDay: '[300]', passages: 3 },
      ],
    },
    apolloIsWrong: KEPT_APART,
  },
]);
