import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Subgraph } from '../in-process-subgraph.ts';
import { openSideBySide, type SideBySide } from '../side-by-side.ts';
import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}
const fail = (): never => {
  throw new Error('refused');
};

/** Their representations are long. */
const CROWD = Array.from({ length: 1000 }, (_, at) => ({ id: `person ${at}` }));

const SUBGRAPHS: Readonly<Record<string, Subgraph>> = {
  town: {
    typeDefs: `${FEDERATION} type Query { town: Town towns: [Town!]! nobody: Person crowd: [Person!]! }
      type Mutation { visit(id: ID!): Town }
      type Town @key(fields: "id") { id: ID! mayor: Person! people: [Person] twin: Town }
      type Person @key(fields: "id") { id: ID! friend: Person }`,
    resolvers: {
      Query: {
        town: () => ({ id: '1' }),
        towns: () => [{ id: '2' }, { id: '1' }],
        nobody: () => null,
        crowd: () => CROWD,
      },
      Mutation: { visit: (_: unknown, { id }: Given) => ({ id }) },
      Town: {
        mayor: ({ id }: Given) => ({ id: `m${id}` }),
        people: ({ id }: Given) => [{ id: `p${id}` }, null, { id: `m${id}` }],
        twin: ({ id }: Given) => (id === '1' ? { id: '9' } : null),
      },
      Person: { friend: ({ id }: Given) => ({ id: `f${id}` }) },
    },
  },
  register: {
    typeDefs: `${FEDERATION} type Town @key(fields: "id") { id: ID! area(unit: String): Float broken: Int strict: Int! street: Street }
      type Street @key(fields: "id") { id: ID! } type Person @key(fields: "id") { id: ID! name: String! secret: String born(after: Int): Int }`,
    resolvers: {
      Town: {
        area: ({ id }: Given, { unit }: Given) => Number(id) + (unit === undefined ? 0 : 0.5),
        broken: fail,
        strict: fail,
        street: ({ id }: Given) => ({ id: `s${id}` }),
      },
      Person: {
        name: ({ id }: Given) => `«${id}» ],"_entities_of_part_2":[`,
        secret: ({ id }: Given) => (id.startsWith('f') ? 'none' : fail()),
        born: (_: unknown, { after }: Given) => after ?? 0,
      },
    },
  },
  streets: {
    typeDefs: `${FEDERATION} type Street @key(fields: "id") { id: ID! trees: Int }`,
    resolvers: { Street: { trees: () => 12 } },
  },
};

const name = (id: string) => `«${id}» ],"_entities_of_part_2":[`;

describeCases('fetches of one subgraph that begin together', SUBGRAPHS, [
  {
    name: 'of two types',
    query: '{ town { area mayor { name } } }',
    data: { town: { area: 1, mayor: { name: name('m1') } } },
  },
  {
    name: 'with the client’s variables, one of them named as ours are',
    query: 'query ($_r0: String, $_r1: Int) { town { area(unit: $_r0) mayor { born(after: $_r1) name } } }',
    variables: { _r0: 'km2', _r1: 1900 },
    data: { town: { area: 1.5, mayor: { born: 1900, name: name('m1') } } },
  },
  {
    name: 'in lists, some of them of nothing',
    query: '{ towns { people { name } twin { area } mayor { name } } nobody { name } }',
    data: {
      towns: [
        { people: [{ name: name('p2') }, null, { name: name('m2') }], twin: null, mayor: { name: name('m2') } },
        { people: [{ name: name('p1') }, null, { name: name('m1') }], twin: { area: 9 }, mayor: { name: name('m1') } },
      ],
      nobody: null,
    },
  },
  {
    name: 'with an error in each',
    query: '{ town { area broken mayor { name secret } } }',
    data: { town: { area: 1, broken: null, mayor: { name: name('m1'), secret: null } } },
    errorPaths: [
      ['town', 'broken'],
      ['town', 'mayor', 'secret'],
    ],
  },
  {
    name: 'one of which is null by its error, which does not reach the other',
    query: '{ town { twin { strict } mayor { name } } }',
    data: { town: { twin: null, mayor: { name: name('m1') } } },
    errorPaths: [['town', 'twin', 'strict']],
  },
  {
    name: 'each followed by another',
    query: '{ town { street { trees } twin { street { trees } } } }',
    data: { town: { street: { trees: 12 }, twin: { street: { trees: 12 } } } },
  },
  {
    name: 'after a mutation',
    query: 'mutation { visit(id: "1") { area mayor { name } } }',
    data: { visit: { area: 1, mayor: { name: name('m1') } } },
  },
]);

describe('how often a subgraph is asked', () => {
  let world: SideBySide;
  /** What the register answers instead, when it does. */
  let instead: ((query: string) => unknown) | undefined;
  beforeEach(async () => {
    instead = undefined;
    const answer: Subgraph['answer'] = ({ query }, own) => Promise.resolve(instead?.(query) ?? own());
    const register = { ...(SUBGRAPHS['register'] as Subgraph), answer };
    world = await openSideBySide({ subgraphs: { ...SUBGRAPHS, register } });
  });
  afterEach(() => world.close());

  describe.each(['compiled', 'interpreted'] as const)('%s', (side) => {
    const asked = async (query: string) => {
      const { data, errors, fetches } = await world.ask(side, query);
      const paths = errors.map(({ path }) => path?.join('.'));
      return { data, paths, asked: fetches.map(({ subgraph }) => subgraph).join(' ') };
    };
    const BOTH = '{ town { area mayor { name } } }';
    const WHOLE = { town: { area: 1, mayor: { name: name('m1') } } };

    it('is once for what begins together', async () => {
      expect(await asked(BOTH)).toEqual({ data: WHOLE, paths: [], asked: 'town register' });
    });

    it('is not more where one of them has nothing to ask, and then as if it were alone', async () => {
      const { fetches } = await world.ask(side, '{ town { area } nobody { name } }');
      expect(fetches.map(({ body }) => body.query).at(-1)).toMatch(/\{_entities\(/);
      expect(fetches).toHaveLength(2);
    });

    it('is once more for a fetch that the error of another made null', async () => {
      instead = (query) =>
        query.includes('_entities_of_part_2') ? { data: null, errors: [{ message: 'no', path: ['_entities'] }] } : null;
      const { data, paths, asked: fetches } = await asked(BOTH);
      expect([data, paths]).toEqual([{ town: { area: null, mayor: { name: name('m1') } } }, ['town.area']]);
      expect(fetches).toBe('town register register');
    });

    it('is apart, for a while, once it refuses to be asked so', async () => {
      instead = (query) =>
        query.includes('_entities_of_part_2') ? { errors: [{ message: 'Too many aliases.' }] } : null;
      expect(await asked(BOTH)).toEqual({ data: WHOLE, paths: [], asked: 'town register register register' });
      instead = undefined;
      expect(await asked(BOTH)).toEqual({ data: WHOLE, paths: [], asked: 'town register register' });
    });

    it('is once when it fails, for all of them', async () => {
      instead = () => {
        throw new Error('connection refused');
      };
      const { data, paths, asked: fetches } = await asked(BOTH);
      expect([data, paths.sort()]).toEqual([{ town: null }, ['town.area', 'town.mayor.name']]);
      expect(fetches).toBe('town register');
    });

    it('is not once where so much is asked that it may be too large', async () => {
      const { asked: fetches } = await asked('{ crowd { name friend { secret } } }');
      expect(fetches).toBe('town register register');
    });
  });
});
