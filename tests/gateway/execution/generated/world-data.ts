import {
  Kind,
  parse,
  parseType,
  valueFromASTUntyped,
  type FieldNode,
  type NonNullTypeNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { hashOf, itemAt } from './random.ts';
import { leafOf } from './world-leaves.ts';
import { KEY_FIELDS, type FieldPlan, type WorldPlan } from './world-plan.ts';

/** An entity, or an object without a key, as resolvers hand it on. */
export interface Thing {
  readonly __typename: string;
  /** The entity's identity (`Book:3`), or where the object was made. */
  readonly seed: string;
  /** What a subgraph was given of it: a representation. */
  readonly given?: Readonly<Record<string, unknown>>;
}

export type Arguments = Readonly<Record<string, unknown>>;

/** Every value of a world: a pure function of the object, the field and its arguments, whoever asks. */
export interface WorldData {
  readonly field: (thing: Thing, name: string, given: Arguments) => unknown;
  /** The same, from what a representation holds of the fields that are required. */
  readonly requiring: (thing: Thing, name: string, given: Arguments) => unknown;
  readonly plan: (typeName: string, name: string) => FieldPlan | undefined;
  /** The entity, as a subgraph finds it; perhaps it fails. */
  readonly reference: (thing: Thing, subgraph: string) => Thing | null;
}

const ENTITIES = 4;

export function worldData(world: WorldPlan): WorldData {
  const plans = plansOf(world);
  const plan = (typeName: string, name: string): FieldPlan | undefined => plans.get(`${typeName}.${name}`);
  const made = ({ field, thing, given, required }: Made): unknown => {
    const seed = `${thing.seed}.${field.name}${canonical(given)}${required}`;
    if (world.fails && field.mayFail && hashOf(`${world.seed}!${seed}`) % 12 === 0) throw new Error(`no ${field.name}`);
    return valueOf(world, typeNode(field.type), seed);
  };
  const field = (thing: Thing, name: string, given: Arguments): unknown => {
    if (name in KEY_FIELDS && world.objects.get(thing.__typename)?.kind === 'entity') return keyValue(thing.seed, name);
    if (thing.__typename === 'PlaceKey' && name === 'ref') return `ref~${thing.seed.replace(/^place~/, '')}`;
    const found = plan(thing.__typename, name);
    if (found === undefined) throw new Error(`The world has no ${thing.__typename}.${name}.`);
    if (isForgottenField(world, thing, found)) return forgottenValue(world, thing);
    const required = found.requires === null ? '' : canonical(purely(thing, selectionsOf(found.requires), field));
    return made({ field: found, thing, given, required });
  };
  return {
    field,
    plan,
    requiring: (thing, name, given) => {
      const found = plan(thing.__typename, name);
      if (found?.requires == null) throw new Error(`${thing.__typename}.${name} requires nothing.`);
      if (isForgottenField(world, thing, found)) return forgottenValue(world, thing);
      const required = canonical(picked(thing.given ?? {}, selectionsOf(found.requires)));
      return made({ field: found, thing, given, required });
    },
    reference: (thing, subgraph) => (isForgotten(world, thing, subgraph) ? forgottenValue(world, thing) : thing),
  };
}

interface Made {
  readonly field: FieldPlan;
  readonly thing: Thing;
  readonly given: Arguments;
  readonly required: string;
}

function plansOf(world: WorldPlan): ReadonlyMap<string, FieldPlan> {
  const plans = new Map<string, FieldPlan>();
  for (const { name, fields } of world.objects.values())
    for (const field of fields) plans.set(`${name}.${field.name}`, field);
  for (const { name, members, added } of world.abstracts.values()) {
    for (const field of added) for (const type of [name, ...members]) plans.set(`${type}.${field.name}`, field);
  }
  return plans;
}

function isForgotten(world: WorldPlan, { __typename, seed }: Thing, subgraph: string): boolean {
  return world.objects.get(__typename)?.forgetful?.subgraph === subgraph && hashOf(`${world.seed}?${seed}`) % 3 === 0;
}

/** What is known of an entity that its subgraph has forgotten, as of each of its fields. */
function forgottenValue({ objects }: WorldPlan, { __typename }: Thing): null {
  if (objects.get(__typename)?.forgetful?.says === 'error') throw new Error(`no ${__typename}`);
  return null;
}

const isForgottenField = (world: WorldPlan, thing: Thing, { owners }: FieldPlan): boolean =>
  owners.some((owner) => isForgotten(world, thing, owner));

function keyValue(seed: string, name: string): unknown {
  if (name === 'region') return hashOf(seed) % 1000;
  if (name === 'place') return { __typename: 'PlaceKey', seed: `place~${seed}` };
  return name === 'id' ? seed : `${name}~${seed}`;
}

/** The identity that a representation's key says. */
export function identityOf({ id, code, place }: Readonly<Record<string, any>>): string {
  const key = String(id ?? code ?? place?.ref);
  const seed = key.replace(/^(code|ref)~/, '');
  if (!seed.includes(':')) throw new Error(`No entity has the key ${key}.`);
  return seed;
}

function valueOf(world: WorldPlan, type: TypeNode, seed: string): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return presentValue(world, type.type, seed);
  return hashOf(`${world.seed}0${seed}`) % 6 === 0 ? null : presentValue(world, type, seed);
}

function presentValue(world: WorldPlan, type: Exclude<TypeNode, NonNullTypeNode>, seed: string): unknown {
  if (type.kind === Kind.LIST_TYPE) {
    const length = hashOf(`${world.seed}n${seed}`) % 4;
    return Array.from({ length }, (_, at) => valueOf(world, type.type, `${seed}/${at}`));
  }
  const name = type.name.value;
  const number = hashOf(`${world.seed}v${seed}`);
  const members = world.abstracts.get(name)?.members;
  const concrete = members === undefined ? name : itemAt(members, number >>> 8);
  const object = world.objects.get(concrete);
  if (object?.kind === 'entity') return { __typename: concrete, seed: `${concrete}:${number % ENTITIES}` };
  return object === undefined ? leafOf(name, number) : { __typename: concrete, seed };
}

/** JSON with sorted keys; a field that is not there and one that is null say the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

const types = new Map<string, TypeNode>();
function typeNode(type: string): TypeNode {
  const known = types.get(type) ?? parseType(type);
  types.set(type, known);
  return known;
}

const selections = new Map<string, SelectionSetNode>();
function selectionsOf(requires: string): SelectionSetNode {
  const [definition] = parse(`{ ${requires} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A selection is expected.');
  const known = selections.get(requires) ?? definition.selectionSet;
  selections.set(requires, known);
  return known;
}

const fieldsOf = ({ selections: nodes }: SelectionSetNode): readonly FieldNode[] =>
  nodes.filter((node) => node.kind === Kind.FIELD);

function eachOf(value: unknown, change: (item: object) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => eachOf(item, change));
  return typeof value === 'object' && value !== null ? change(value) : (value ?? null);
}

function picked(from: Readonly<Record<string, any>>, selection: SelectionSetNode): object {
  return Object.fromEntries(
    fieldsOf(selection).map(({ name, selectionSet }) => {
      const value: unknown = from[name.value];
      return [name.value, selectionSet ? eachOf(value, (item) => picked(item, selectionSet)) : (value ?? null)];
    }),
  );
}

function purely(thing: Thing, selection: SelectionSetNode, field: WorldData['field']): object {
  return Object.fromEntries(
    fieldsOf(selection).map(({ name, arguments: nodes = [], selectionSet }) => {
      const given = Object.fromEntries(nodes.map((node) => [node.name.value, valueFromASTUntyped(node.value)]));
      const value = field(thing, name.value, given);
      return [
        name.value,
        selectionSet ? eachOf(value, (item) => purely(item as Thing, selectionSet, field)) : (value ?? null),
      ];
    }),
  );
}
