import { isIn, namedType, type FieldPlan, type WorldPlan } from './world-plan.ts';
import type { Random } from './random.ts';

const NAMES = [
  'name',
  'size',
  'colour',
  'tags',
  'parts',
  'owner',
  'next',
  'items',
  'weight',
  'price',
  'status',
  'note',
];
export const LEAVES = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Colour', 'Stamp'];
const WRAPPERS = ['_', '_', '_', '_!', '[_]', '[_!]', '[_!]!', '[_]!', '[[_!]]', '[[_]!]'];
const PARAMETERS = [
  '(size: Int = 3)',
  '(colour: Colour)',
  '(filter: Filter)',
  '(filter: Filter!, size: Int)',
  '(ids: [ID!])',
  '(sizes: [Int] = [1, null], colour: Colour! = RED)',
  '(text: String!)',
];

export const wrapped = (random: Random, type: string): string => random.pick(WRAPPERS).replace('_', type);

/** A name that is none of the taken ones. */
export function freshName(random: Random, taken: Iterable<string>): string {
  const used = new Set(taken);
  const free = NAMES.filter((name) => !used.has(name));
  return free.length > 0 ? random.pick(free) : `field${used.size}`;
}

/** A field of its own type, without `@requires` and `@provides`. */
export function fieldPlan(plan: Partial<FieldPlan> & Pick<FieldPlan, 'name' | 'type' | 'owners'>): FieldPlan {
  return {
    parameters: '',
    requires: null,

    provides: new Map(),
    externalIn: new Set(),
    formerOwner: null,
    mayFail: true,
    ...plan,
  };
}

export const drawnParameters = (random: Random): string => (random.chance(0.3) ? random.pick(PARAMETERS) : '');

/** A type that all these subgraphs define: of the composite ones in one case of two. */
export function drawnType(random: Random, world: WorldPlan, subgraphs: readonly string[]): string {
  const composites = [...world.objects.values()]
    .filter(({ kind }) => kind !== 'root')
    .map(({ name }) => name)
    .concat([...world.abstracts.keys()])
    .filter((name) => subgraphs.every((subgraph) => isIn(world, subgraph, name)));
  return random.chance(0.5) && composites.length > 0 ? random.pick(composites) : random.pick(LEAVES);
}

/** One subgraph in most cases, else two that share the field. */
export function drawnOwners(random: Random, subgraphs: readonly string[]): readonly string[] {
  return random.shuffled(subgraphs).slice(0, random.chance(0.25) ? 2 : 1);
}

export const isLeaf = (type: string): boolean => LEAVES.includes(namedType(type));
