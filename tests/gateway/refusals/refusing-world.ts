import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSchema } from 'graphql';
import type { GatewaySettings } from '../../../gateway/settings.ts';
import { openGateway, supergraphOf, type World } from '../world.ts';

/** A schema with a place for each kind of value. Nothing of it is asked: every question here is refused before. */
const TYPES = `
  scalar Date
  scalar DateTime
  enum Kind { FIBRE COPPER }
  input Point { latitude: Float! longitude: Float! }
  input Filter {
    postcode: String!
    kinds: [Kind!]
    point: Point
    since: Date
    at: DateTime
    rooms: Int = 1
    flag: Boolean
    ids: [ID!]
    grid: [[Int!]!]
  }
  interface Named { name: String }
  type Home implements Named { name: String size(unit: Kind): Int rooms: [Home!] point(near: Filter!): String }
  type Town implements Named { name: String code: ID }
  union Any = Home | Town
  type Mutation { rename(name: String!): String }
  type Subscription { home: Home town: Town }
`;
const QUERY = `
  type Query {
    home(filter: Filter, id: ID, rooms: Int, since: Date, ratio: Float, flag: Boolean, kind: Kind, text: String): Home
    town(code: ID!): Town
    named: Named
    any: Any
  }`;

export const SCHEMA = buildSchema(TYPES + QUERY);

const FEDERATION = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3")';

/** A gateway in front of nothing, with that schema. */
export async function openRefusingWorld(changes: Partial<GatewaySettings> = {}): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hub-refusing-'));
  const supergraphFile = path.join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraphOf({ department: `${FEDERATION}${TYPES}${QUERY}` }));
  return openGateway({ supergraphFile, ...changes });
}
