import { drawnType, fieldPlan, wrapped } from './draw-fields.ts';
import type { Random } from './random.ts';
import type { AbstractPlan, ObjectPlan, WorldPlan } from './world-plan.ts';

type MutableWorld = WorldPlan & {
  readonly objects: Map<string, ObjectPlan>;
  readonly abstracts: Map<string, AbstractPlan>;
};

/** Types without a key, the same in each subgraph, two of them under one interface. */
export function drawPlainTypes({ objects, abstracts, subgraphs }: MutableWorld): void {
  const everywhere = { owners: subgraphs };
  const plain = (name: string, fields: readonly (readonly [string, string, string?])[]): void => {
    objects.set(name, {
      name,
      kind: 'plain',
      presence: new Map(subgraphs.map((subgraph) => [subgraph, []])),
      fields: fields.map(([field, type, parameters = '']) =>
        fieldPlan({ ...everywhere, name: field, type, parameters }),
      ),
      forgetful: null,
    });
  };
  plain('PlaceKey', [
    ['ref', 'ID!'],
    ['zone', 'String'],
  ]);
  plain('Box', [
    ['size', 'Int'],
    ['weight', 'Float!', '(size: Int = 3)'],
    ['parts', '[Bag!]'],
    ['colour', 'Colour'],
  ]);
  plain('Bag', [
    ['size', 'Int'],
    ['name', 'String!'],
    ['tags', '[[String]]'],
    ['next', 'Box'],
  ]);
  const members = ['Box', 'Bag'];
  const common = { subgraphs, objectIn: null, added: [] };
  abstracts.set('Sized', { ...common, name: 'Sized', kind: 'interface', members, shared: ['size'] });
}

/** An interface over entities, with the fields of it that each subgraph gives for all of them. */
export function drawInterface(random: Random, { objects, abstracts, subgraphs }: MutableWorld): void {
  const members = random
    .shuffled([...objects.values()].filter(({ kind }) => kind === 'entity'))
    .slice(0, 2 + random.int(2));
  const able = subgraphs.filter((subgraph) => members.every(({ presence }) => presence.has(subgraph)));
  if (able.length === 0 || members.length < 2) return;
  const shared = ['name', 'price'].slice(0, 1 + random.int(2));
  const owners = new Set<string>();
  for (const name of shared) {
    const plan = {
      name,
      type: wrapped(random, random.pick(['String', 'Int', 'Box', 'Sized'])),
      owners: [random.pick(able)],
    };
    const parameters = random.chance(0.3) ? '(size: Int = 3)' : '';
    for (const owner of plan.owners) owners.add(owner);
    for (const { fields } of members) fields.push(fieldPlan({ ...plan, parameters }));
  }
  const names = members.map(({ name }) => name);
  const rest = { members: names, subgraphs: [...owners], objectIn: null, added: [], shared };
  abstracts.set('Named', { ...rest, name: 'Named', kind: 'interface' });
}

export function drawUnion(random: Random, { objects, abstracts, subgraphs }: MutableWorld): void {
  const names = random.shuffled([...objects.keys()].filter((name) => name !== 'PlaceKey'));
  const members = names.slice(0, 2 + random.int(3));
  const able = subgraphs.filter((subgraph) => members.every((name) => objects.get(name)?.presence.has(subgraph)));
  const rest = { members, subgraphs: able, objectIn: null, added: [], shared: [] };
  if (able.length > 0) abstracts.set('Any', { ...rest, name: 'Any', kind: 'union' });
}

/** An interface with a key; another subgraph adds fields to it without knowing its types. */
export function drawInterfaceObject(random: Random, world: MutableWorld): void {
  const { objects, abstracts, subgraphs } = world;
  const [home = '', extension = '', ...others] = random.shuffled(subgraphs);
  const members = ['Media', 'Music'];
  const type = wrapped(random, random.pick(['String', 'Int', 'Box']));
  for (const name of members) {
    const presence = new Map([[home, ['id']]]);
    for (const other of others) if (random.chance(0.5)) presence.set(other, ['id']);
    const fields = [fieldPlan({ name: 'title', type, owners: [home] })];
    objects.set(name, { name, kind: 'entity', presence, fields, forgetful: null });
  }
  const rest = { members, subgraphs: [home], objectIn: extension, shared: ['title'], added: [] };
  const plan: AbstractPlan = { ...rest, name: 'Work', kind: 'entity interface' };
  abstracts.set('Work', plan);
  for (const name of ['rating', 'review', 'related'].slice(0, 1 + random.int(3))) {
    const added = { type: wrapped(random, drawnType(random, world, [extension])), owners: [extension] };
    plan.added.push(fieldPlan({ ...added, name, parameters: random.chance(0.3) ? '(size: Int = 3)' : '' }));
  }
}
