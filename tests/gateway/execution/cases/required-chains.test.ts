import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly id: string;
  readonly [name: string]: unknown;
}
const echo = (given: Given): Given => given;
const written = (name: string, ...given: readonly unknown[]): string => `${name}(${given.map(String).join(',')})`;

/** A training session: its room fixes the seats, the seats fix the price, and so on, from one subgraph to the other. */
const SESSIONS = {
  typeDefs: `${FEDERATION}
    type Query { sessions: [Session!]! courses: [Course!]! agenda: [Entry!]! }
    type Mutation { move(id: ID!): Session! rename(id: ID!): Session! }
    type Course @key(fields: "code") { code: ID! groups: [[Session!]!]! }
    interface Entry { id: ID! }
    type Session implements Entry @key(fields: "id") @key(fields: "code") { id: ID! code: ID! room: String! @external
      seats(spare: Int = 0): String! @requires(fields: "room")
      host: Host! @requires(fields: "room")
      price: String! @external reminder: String! @requires(fields: "price") }
    type Host @shareable { name: String! desk: String! }
    type Closure implements Entry { id: ID! }`,
  resolvers: {
    Query: {
      sessions: () => [SESSION('1'), SESSION('2')],
      courses: () => [{ code: 'c', groups: [[SESSION('1')], [SESSION('2')]] }],
      agenda: () => [
        { __typename: 'Closure', id: '9' },
        { __typename: 'Session', ...SESSION('1') },
      ],
    },
    Mutation: {
      move: (_: unknown, { id }: { id: string }) => SESSION(id),
      rename: (_: unknown, { id }: { id: string }) => SESSION(id),
    },
    Session: {
      __resolveReference: echo,
      seats: ({ room }: Given, { spare }: { spare: number }) => written('seats', room) + (spare > 0 ? `+${spare}` : ''),
      host: ({ room }: Given) => ({ name: written('host', room), desk: 'd' }),
      reminder: ({ price }: Given) => written('reminder', price),
    },
  },
};
function SESSION(id: string): Given {
  return { id, code: `k${id}` };
}
const ROOMS = {
  typeDefs: `${FEDERATION} type Session @key(fields: "id") { id: ID! room: String! }`,
  resolvers: { Session: { __resolveReference: echo, room: ({ id }: Given) => `room${id}` } },
};
const PRICES = {
  typeDefs: `${FEDERATION}
    type Session @key(fields: "id") { id: ID! seats(spare: Int = 0): String! @external host: Host! @external reminder: String! @external
      price: String! @requires(fields: "seats")
      welcome: String! @requires(fields: "host { name } seats")
      last: String! @requires(fields: "reminder seats(spare: 2)") }
    type Host @external { name: String! }`,
  resolvers: {
    Session: {
      __resolveReference: echo,
      price: ({ seats }: Given) => written('price', seats),
      welcome: ({ host, seats }: Given) => written('welcome', (host as { name: string }).name, seats),
      last: ({ reminder, seats }: Given) => written('last', reminder, seats),
    },
  },
};
const TOO_EARLY = 'Coercing Field Arguments: @requires gives a resolver what it needs; it is called too early without.';
const price = (id: string) => `price(seats(room${id}))`;
const reminder = (id: string) => `reminder(${price(id)})`;

describeCases('@requires of fields that require', { sessions: SESSIONS, rooms: ROOMS, prices: PRICES }, [
  {
    name: 'of the subgraph one comes from',
    query: '{ sessions { price } }',
    data: { sessions: [{ price: price('1') }, { price: price('2') }] },
    apolloIsWrong: TOO_EARLY,
  },
  {
    name: 'which the client asks too',
    query: '{ sessions { seats price more: seats(spare: 1) room } }',
    data: {
      sessions: ['1', '2'].map((id) => ({
        seats: `seats(room${id})`,
        price: price(id),
        more: `seats(room${id})+1`,
        room: `room${id}`,
      })),
    },
    apolloIsWrong: TOO_EARLY,
  },
  {
    name: 'there and back again, with other arguments on the way',
    query: '{ sessions { last reminder id } }',
    data: {
      sessions: ['1', '2'].map((id) => ({
        last: `last(${reminder(id)},seats(room${id})+2)`,
        reminder: reminder(id),
        id,
      })),
    },
    apolloIsWrong: TOO_EARLY,
  },
  {
    name: 'an object of which the client asks more',
    query: '{ sessions { welcome host { desk } } }',
    data: {
      sessions: ['1', '2'].map((id) => ({ welcome: `welcome(host(room${id}),seats(room${id}))`, host: { desk: 'd' } })),
    },
    apolloIsWrong: TOO_EARLY,
  },
  {
    name: 'in nested lists',
    query: '{ courses { code groups { price code } } }',
    data: {
      courses: [{ code: 'c', groups: [[{ price: price('1'), code: 'k1' }], [{ price: price('2'), code: 'k2' }]] }],
    },
    apolloIsWrong: TOO_EARLY,
  },
  {
    name: 'on one type of an interface',
    query: '{ agenda { ... on Session { price } id } }',
    data: { agenda: [{ id: '9' }, { price: price('1'), id: '1' }] },
    apolloIsWrong: TOO_EARLY,
  },
  {
    name: 'of what a mutation answers',
    query: 'mutation { move(id: "1") { price } rename(id: "2") { reminder } }',
    data: { move: { price: price('1') }, rename: { reminder: reminder('2') } },
    apolloIsWrong: TOO_EARLY,
  },
]);

/** Two parts of a score, each made of the other's earlier marks. */
const ORAL = {
  typeDefs: `${FEDERATION}
    type Query { score: Score }
    type Score @key(fields: "id") { id: ID! start: Int! middle: Int! @external
      oral: Int! @requires(fields: "middle") }`,
  resolvers: {
    Query: { score: () => ({ id: '1' }) },
    Score: { __resolveReference: echo, start: () => 5, oral: ({ middle }: Given) => Number(middle) * 10 },
  },
};
const WRITTEN = {
  typeDefs: `${FEDERATION}
    type Score @key(fields: "id") { id: ID! start: Int! @external oral: Int! @external
      middle: Int! @requires(fields: "start")
      total: Int! @requires(fields: "oral start") }`,
  resolvers: {
    Score: {
      __resolveReference: echo,
      middle: ({ start }: Given) => Number(start) + 2,
      total: ({ oral, start }: Given) => Number(oral) + Number(start),
    },
  },
};

describeCases('@requires to and fro between two subgraphs', { oral: ORAL, written: WRITTEN }, [
  {
    name: 'ends in the one that began',
    query: '{ score { total } }',
    data: { score: { total: 75 } },
    apolloIsWrong: TOO_EARLY,
  },
  {
    name: 'with all that is on the way',
    query: '{ score { total oral middle start } }',
    data: { score: { total: 75, oral: 70, middle: 7, start: 5 } },
    apolloIsWrong: TOO_EARLY,
  },
]);
