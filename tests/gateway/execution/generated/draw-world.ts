import { drawInterfaceObject, drawInterface, drawPlainTypes, drawUnion } from './draw-abstracts.ts';
import { drawnOwners, drawnParameters, drawnType, fieldPlan, freshName, wrapped } from './draw-fields.ts';
import { drawForgetful, drawProvided, drawRequired } from './draw-links.ts';
import { seededRandom, type Random } from './random.ts';
import { isIn, namedType, type AbstractPlan, type ObjectPlan, type WorldPlan } from './world-plan.ts';

const KEYS = ['id', 'id', 'id region', 'code', 'place { ref }', 'code region'];

/** The world of a seed. It composes, but for rare cases. */
export function drawWorld(seed: number): WorldPlan {
  const random = seededRandom(seed);
  const subgraphs = ['alpha', 'beta', 'gamma', 'delta'].slice(0, 2 + random.int(3));
  const hiddenKey = random.chance(0.3) ? random.pick(['code', 'region']) : null;
  const kinds = { objects: new Map(), abstracts: new Map() };
  const world: MutableWorld = { ...kinds, seed, subgraphs, fails: random.chance(0.7), hiddenKey };
  drawPlainTypes(world);
  for (const name of ['Apple', 'Book', 'Cart', 'Door', 'Event'].slice(0, 2 + random.int(4)))
    drawEntity(random, world, name);
  if (random.chance(0.7)) drawInterface(random, world);
  if (random.chance(0.7)) drawUnion(random, world);
  if (random.chance(0.45)) drawInterfaceObject(random, world);
  drawPlainFields(random, world);
  for (const object of [...world.objects.values()]) if (object.kind === 'entity') drawFields(random, world, object);
  drawRoots(random, world);
  for (const object of world.objects.values()) drawRequired(random, world, object);
  drawProvided(random, world);
  for (const object of world.objects.values()) if (random.chance(0.4)) drawForgetful(random, world, object);
  return world;
}

/** Its home has each of its keys, so that every subgraph reaches every other. */
function drawEntity(random: Random, { objects, subgraphs }: MutableWorld, name: string): void {
  const keys = [...new Set(random.shuffled(KEYS).slice(0, 1 + random.int(3)))];
  const [home = '', ...others] = random.shuffled(subgraphs);
  const presence = new Map<string, readonly string[]>([[home, keys]]);
  for (const other of others) {
    if (random.chance(0.8)) presence.set(other, random.shuffled(keys).slice(0, 1 + random.int(keys.length)));
  }
  objects.set(name, { name, kind: 'entity', presence, fields: [], forgetful: null });
}

type MutableWorld = WorldPlan & {
  readonly objects: Map<string, ObjectPlan>;
  readonly abstracts: Map<string, AbstractPlan>;
};

/** Plain objects refer to entities that are everywhere, as they are themselves. */
function drawPlainFields(random: Random, world: WorldPlan): void {
  const everywhere = [...world.objects.values()].filter(
    ({ kind, presence }) => kind === 'entity' && presence.size === world.subgraphs.length,
  );
  const box = world.objects.get('Box');
  if (everywhere.length === 0 || box === undefined) return;
  const type = wrapped(random, random.pick(everywhere).name);
  box.fields.push(fieldPlan({ name: 'holder', type, owners: world.subgraphs }));
}

function drawFields(random: Random, world: WorldPlan, object: ObjectPlan): void {
  const present = [...object.presence.keys()];
  const wanted = 3 + random.int(4);
  for (let drawn = 0; drawn < wanted; drawn++) {
    const owners = drawnOwners(random, present);
    const others = present.filter((subgraph) => !owners.includes(subgraph));
    const type = wrapped(random, drawnType(random, world, owners));
    const able = others.filter((subgraph) => isIn(world, subgraph, namedType(type)));
    const isOverridden = owners.length === 1 && able.length > 0 && random.chance(0.15);
    object.fields.push(
      fieldPlan({
        name: freshName(
          random,
          object.fields.map(({ name }) => name),
        ),
        type,
        parameters: drawnParameters(random),
        owners,
        formerOwner: isOverridden ? random.pick(able) : null,
      }),
    );
  }
}

/** Each entity and abstract type is at a root somewhere. */
function drawRoots(random: Random, world: MutableWorld): void {
  const presence = new Map(world.subgraphs.map((name) => [name, []]));
  const query: ObjectPlan = { name: 'Query', kind: 'root', presence, fields: [], forgetful: null };
  const mutation: ObjectPlan = { ...query, name: 'Mutation', fields: [] };
  const composites = [...world.objects.keys(), ...world.abstracts.keys()];
  for (const type of composites) {
    const able = world.subgraphs.filter((subgraph) => isIn(world, subgraph, type));
    if (able.length === 0 || type === 'PlaceKey') continue;
    const times = random.chance(0.4) ? 2 : 1;
    for (let time = 0; time < times; time++) {
      const root = {
        type: wrapped(random, type).replace(/!$/, random.chance(0.3) ? '!' : ''),
        parameters: drawnParameters(random),
      };
      const name = `${type.toLowerCase()}${time === 0 ? '' : 's'}`;
      query.fields.push(fieldPlan({ ...root, mayFail: random.chance(0.2), name, owners: drawnOwners(random, able) }));
    }
    if (random.chance(0.3)) {
      const owners = [random.pick(able)];
      mutation.fields.push(fieldPlan({ name: `set${type}`, type, parameters: drawnParameters(random), owners }));
    }
  }
  world.objects.set('Query', query);
  if (mutation.fields.length > 0) world.objects.set('Mutation', mutation);
}
