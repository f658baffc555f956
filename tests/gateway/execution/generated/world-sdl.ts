import {
  KEY_FIELDS,
  keyFieldsOf,
  type AbstractPlan,
  type FieldPlan,
  type ObjectPlan,
  type WorldPlan,
} from './world-plan.ts';

const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@external", "@requires", "@provides", "@shareable", "@override", "@inaccessible", "@interfaceObject"])
enum Colour { RED GREEN BLUE HIDDEN @inaccessible }
scalar Stamp
input Filter { colour: Colour = RED sizes: [Int!] text: String deeper: Filter }
`;

/** What one subgraph of the world publishes. */
export function subgraphSdl(world: WorldPlan, subgraph: string): string {
  const objects = [...world.objects.values()].map((object) => objectSdl(world, object, subgraph));
  const abstracts = [...world.abstracts.values()].map((abstract) => abstractSdl(world, abstract, subgraph));
  return HEAD + [...objects, ...abstracts].filter((text) => text !== '').join('\n');
}

function objectSdl(world: WorldPlan, object: ObjectPlan, subgraph: string): string {
  const keys = object.presence.get(subgraph);
  if (keys === undefined) return '';
  const fields = [
    ...keyLines(keys, world.hiddenKey),
    ...object.fields
      .filter((field) => isDeclared(field, subgraph))
      .map((field) => fieldSdl(field, subgraph, object.kind === 'plain')),
  ];
  if (fields.length === 0) return '';
  const interfaces = [...world.abstracts.values()]
    .filter(
      ({ kind, members, subgraphs }) =>
        kind !== 'union' && members.includes(object.name) && subgraphs.includes(subgraph),
    )
    .map(({ name }) => name);
  const head = [`type ${object.name}`];
  if (interfaces.length > 0) head.push(`implements ${interfaces.join(' & ')}`);
  for (const key of keys) head.push(`@key(fields: "${key}")`);
  if (object.kind === 'plain') head.push('@shareable');
  return `${head.join(' ')} {\n${fields.join('\n')}\n}`;
}

const isDeclared = ({ owners, externalIn, formerOwner }: FieldPlan, subgraph: string): boolean =>
  owners.includes(subgraph) || externalIn.has(subgraph) || formerOwner === subgraph;

const keyLines = (keys: readonly string[], hidden: string | null): string[] =>
  keyFieldsOf(keys).map((name) => `  ${name}: ${KEY_FIELDS[name] ?? ''}${name === hidden ? ' @inaccessible' : ''}`);

function fieldSdl(field: FieldPlan, subgraph: string, isPlain: boolean): string {
  const { name, type, parameters, owners, requires, provides, formerOwner } = field;
  const line = [`  ${name}${parameters}: ${type}`];
  if (owners.includes(subgraph) && formerOwner !== null) line.push(`@override(from: "${formerOwner}")`);
  if (formerOwner === subgraph) return line.join(' ');
  if (!owners.includes(subgraph)) line.push('@external');
  else if (requires !== null) line.push(`@requires(fields: ${JSON.stringify(requires)})`);
  else if (owners.length > 1 && !isPlain) line.push('@shareable');
  const provided = provides.get(subgraph);
  if (provided !== undefined) line.push(`@provides(fields: "${provided}")`);
  return line.join(' ');
}

function abstractSdl(world: WorldPlan, abstract: AbstractPlan, subgraph: string): string {
  const { name, kind, members, subgraphs, objectIn, added, shared } = abstract;
  if (objectIn === subgraph) {
    const fields = added.map((field) => fieldSdl(field, subgraph, false));
    return `type ${name} @key(fields: "id") @interfaceObject {\n  id: ID!\n${fields.join('\n')}\n}`;
  }
  if (!subgraphs.includes(subgraph)) return '';
  if (kind === 'union') return `union ${name} = ${members.join(' | ')}`;
  const [first = ''] = members;
  const fields = (world.objects.get(first)?.fields ?? [])
    .filter((field) => shared.includes(field.name) && field.owners.includes(subgraph))
    .map((field) => `  ${field.name}${field.parameters}: ${field.type}`);
  if (kind === 'interface') return `interface ${name} {\n${fields.join('\n')}\n}`;
  return `interface ${name} @key(fields: "id") {\n  id: ID!\n${fields.join('\n')}\n}`;
}
