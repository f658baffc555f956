import { readFileSync } from 'node:fs';
import { composeServices } from '@theguild/federation-composition';
import { parse, validate } from 'graphql';
import { POLICY_NAMES } from '../../../../platform/access/grants.ts';
import { readSupergraphSdl } from '../../../../gateway/authorisation/stripped.ts';
import { openPlanning, type Planning, type PlanningOptions } from '../../../../gateway/execution/planning/planning.ts';
import { openPlannerThreads } from '../../../../gateway/execution/planning/planner-threads.ts';
import type { FetchStep, FieldShape, ObjectShape, Program, Step } from '../../../../gateway/execution/program.ts';

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@shareable", "@interfaceObject", "@inaccessible"])';

/** The supergraph of subgraphs given by name. */
export function supergraphOf(subgraphs: Readonly<Record<string, string>>): string {
  const services = Object.entries(subgraphs).map(([name, sdl]) => ({
    name,
    url: `http://${name}.invalid`,
    typeDefs: parse(`${FEDERATION} ${sdl}`),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** The hub's own supergraph, as the planner gets it. */
export const HUB = readSupergraphSdl(readFileSync('schema/supergraph.graphql', 'utf8'), POLICY_NAMES).librarySdl;

/** A world for canonical forms: an interface and a union over two subgraphs, arguments, requirements with arguments. */
export const SHOP = supergraphOf({
  catalogue: `
    interface Item { id: ID! name: String! related: [Item!]! self: Item! label(length: Int): String price(currency: String): Int }
    type Book implements Item @key(fields: "id") { id: ID! name: String! related: [Item!]! self: Item! label(length: Int, tail: String): String price(currency: String): Int pages: Int! size: String }
    type Film implements Item @key(fields: "id") { id: ID! name: String! related: [Item!]! self: Item! label(length: Int): String price(currency: String): Int minutes: Int size: Int }
    union Found = Book | Film | Shop
    type Shop @key(fields: "id") { id: ID! title: String! state: State! town(zip: Int): String }
    enum State { OPEN CLOSED HIDDEN @inaccessible }
    type Query { item(id: ID!): Item items: [Item!]! found(words: [String!], page: Page): [Found] shop: Shop! }
    input Page { first: Int = 10 after: String }
    type Mutation { add(name: String!): Item! remove(id: ID!): Boolean }`,
  delivery: `
    type Book @key(fields: "id") { id: ID! price(currency: String): Int @external euros: Int @requires(fields: "price(currency: \\"EUR\\")") dollars: Int @requires(fields: "price(currency: \\"USD\\")") }
    type Film @key(fields: "id") { id: ID! available: Boolean! }
    type Mutation { ship(id: ID!): String }`,
});

/** An interface whose six types each of four subgraphs can resolve: each level multiplies the ways to plan it. */
export const TANGLED = supergraphOf(
  Object.fromEntries(
    Array.from({ length: 4 }, (_, at) => {
      const types = Array.from({ length: 6 }, (_one, number) => {
        return `type T${number} implements Node @key(fields: "id") { id: ID! next: Node @shareable v: Int @shareable }`;
      });
      const node = 'interface Node { id: ID! next: Node v: Int }';
      return [`s${at}`, `${node} ${types.join(' ')} type Query { node: Node @shareable q${at}: Int }`];
    }),
  ),
);

/** 58 bytes, within every limit of documents, that take half a minute to plan. */
export const TANGLED_QUERY = '{node { next { next { next { next { next { v } } } } } } }';

/** Opens a planning without a spare thread. */
export const opened = (supergraphSdl: string, options: Partial<PlanningOptions> = {}): Promise<Planning> =>
  openPlanning({ supergraphSdl, threads: openPlannerThreads({ spares: 0 }), deadlineMs: 60_000, ...options });

/** The program of a text that is valid for the API schema. */
export async function programOf(
  planning: Planning,
  text: string,
  conditions: Readonly<Record<string, boolean>> = {},
): Promise<Program> {
  const document = parse(text);
  const errors = validate(planning.apiSchema, document);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return planning.programOf({ document, operationName: undefined, conditions });
}

/** Every fetch of a program, in the plan's order. */
export function fetchesOf(step: Step | null): readonly FetchStep[] {
  if (step === null) return [];
  return step.kind === 'fetch' ? [step] : step.steps.flatMap(fetchesOf);
}

export const queriesOf = ({ step }: Program): readonly string[] => fetchesOf(step).map(({ query }) => query);

/** A shape as text: response names with their canonical keys when they differ. */
export function shapeText(shape: ObjectShape, type = [...shape.fields.keys()][0] ?? ''): string {
  return (shape.fields.get(type) ?? []).map(fieldText).join(' ');
}

function fieldText(field: FieldShape): string {
  if (field.kind === 'typename') return `${field.responseName}=__typename`;
  if (field.kind === 'forbidden') return `${field.responseName}=forbidden`;
  const name = field.key === field.responseName ? field.key : `${field.responseName}=${field.key}`;
  return field.kind === 'object' && field.shape !== null ? `${name}{${shapeText(field.shape)}}` : name;
}
