import { drawnType, fieldPlan, freshName, isLeaf, wrapped } from './draw-fields.ts';
import type { Random } from './random.ts';
import { generation } from './settings.ts';
import { isIn, keyFieldsOf, namedType, type FieldPlan, type ObjectPlan, type WorldPlan } from './world-plan.ts';

const GIVEN: Readonly<Record<string, string>> = {
  '': '',
  '(size: Int = 3)': '(size: 7)',
  '(colour: Colour)': '(colour: GREEN)',
  '(ids: [ID!])': '(ids: ["x"])',
  '(text: String!)': '(text: "t")',
};

/** Fields with `@requires`: in a subgraph that has the entity, made from fields that others own. */
export function drawRequired(random: Random, world: WorldPlan, object: ObjectPlan): void {
  if (object.kind !== 'entity') return;
  for (const subgraph of object.presence.keys()) {
    if (!random.chance(0.5)) continue;
    const able = object.fields.filter((field) => isRequirable(world, field, subgraph));
    const selections = random
      .shuffled(able)
      .slice(0, 1 + random.int(2))
      .map((field) => selectionOf(random, world, { field, subgraph }))
      .filter((selection) => selection !== null);
    if (selections.length === 0) continue;
    for (const { needs } of selections) for (const field of needs) requireField(field, subgraph);
    object.fields.push(
      fieldPlan({
        name: freshName(random, [...object.fields.map(({ name }) => name), ...sharedNames(world)]),
        type: wrapped(random, drawnType(random, world, [subgraph])),
        parameters: random.chance(0.2) ? '(size: Int = 3)' : '',
        owners: [subgraph],
        requires: selections.map(({ text }) => text).join(' '),
      }),
    );
  }
}

const sharedNames = ({ abstracts }: WorldPlan): string[] => [...abstracts.values()].flatMap(({ shared }) => shared);

function requireField(field: FieldPlan, subgraph: string): void {
  field.mayFail = false;
  if (!field.owners.includes(subgraph)) field.externalIn.add(subgraph);
}

/**
 * What is required requires nothing in its turn, unless the run asks for chains: where the middle of a chain is in a
 * subgraph that the plan goes through, Apollo's planner asks it there before what it requires is known.
 */
function isRequirable(world: WorldPlan, field: FieldPlan, subgraph: string): boolean {
  const { owners, type, parameters, requires } = field;
  const name = namedType(type);
  const isKnown = isIn(world, subgraph, name) && !world.abstracts.has(name);
  return (
    (requires === null || generation.chains) &&
    isKnown &&
    !owners.includes(subgraph) &&
    field.formerOwner !== subgraph &&
    parameters in GIVEN
  );
}

interface Selection {
  readonly text: string;
  readonly needs: readonly FieldPlan[];
}

function selectionOf(
  random: Random,
  world: WorldPlan,
  { field, subgraph }: { readonly field: FieldPlan; readonly subgraph: string },
): Selection | null {
  const head = `${field.name}${GIVEN[field.parameters] ?? ''}`;
  if (isLeaf(field.type)) return { text: head, needs: [field] };
  const target = world.objects.get(namedType(field.type));
  if (target === undefined) return null;
  const keys = keyFieldsOf(target.presence.get(subgraph) ?? []).filter((name) => name !== 'place');
  const leaves = target.fields.filter(
    ({ type, parameters, requires }) => isLeaf(type) && parameters === '' && requires === null,
  );
  if (keys.length + leaves.length === 0) return null;
  const below = random.pick([...keys, ...leaves]);
  if (typeof below === 'string') return { text: `${head} { ${below} }`, needs: [field] };
  return { text: `${head} { ${below.name} }`, needs: [field, below] };
}

/**
 * Fields that return an entity give one of its fields with it; not where that subgraph has a field of the entity with
 * `@requires`, because Apollo's planner then asks it for the required fields too, though they are external there.
 */
export function drawProvided(random: Random, world: WorldPlan): void {
  for (const { fields } of world.objects.values()) {
    for (const field of fields) {
      const target = world.objects.get(namedType(field.type));
      const [owner = ''] = field.owners;
      if (target?.kind !== 'entity' || !random.chance(0.4) || requiresIn(target, owner)) continue;
      const able = target.fields.filter(
        ({ owners, type, parameters, requires }) =>
          isLeaf(type) && parameters === '' && requires === null && !owners.includes(owner),
      );
      if (able.length === 0) continue;
      const provided = random.pick(able);
      provided.externalIn.add(owner);
      field.provides.set(owner, provided.name);
    }
  }
}

const requiresIn = ({ fields }: ObjectPlan, subgraph: string): boolean =>
  fields.some(({ owners, requires }) => requires !== null && owners.includes(subgraph));

/** One subgraph that forgets entities: only where no other gives what it gives, and nothing needs it. */
export function drawForgetful(random: Random, world: WorldPlan, object: ObjectPlan): void {
  if (object.kind !== 'entity') return;
  const [, ...others] = object.presence;
  const able = others.filter(([subgraph, keys]) => {
    const own = object.fields.filter(({ owners }) => owners.includes(subgraph));
    const alone = own.every(
      ({ owners, type, externalIn }) => owners.length === 1 && !type.endsWith('!') && externalIn.size === 0,
    );
    return keys.length === 1 && own.length > 0 && alone;
  });
  if (able.length === 0) return;
  const [subgraph] = random.pick(able);
  object.forgetful = { subgraph, says: random.chance(0.5) ? 'null' : 'error' };
}
