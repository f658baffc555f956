import type { FetchStep, Requirement } from '../program.ts';
import { rewrite } from './rewrites.ts';
import { isTree, mergeInto, valueAt, type Tree } from './tree.ts';

/** The entities of one fetch: each distinct one once, with every object that it is for. */
export interface Representations {
  /** JSON text of each, in the order they were met. */
  readonly texts: readonly string[];
  /** For each text, the objects that receive its answer. */
  readonly targets: readonly (readonly Tree[])[];
}

/** Called with an object that cannot be represented, and the object (itself, or one below) that lacks something. */
export type OnMissing = (target: Tree, incomplete: Tree) => void;

export function representationsOf(
  {
    requires,
    inputRewrites,
    interfaces,
  }: Pick<FetchStep, 'inputRewrites'> & {
    readonly requires: readonly Requirement[];
    readonly interfaces: ReadonlySet<string>;
  },
  objects: readonly Tree[],
  onMissing: OnMissing,
): Representations {
  const texts: string[] = [];
  const targets: Tree[][] = [];
  const positions = new Map<string, number>();
  for (const object of objects) {
    const made = represented(object, requires, interfaces);
    if (made.kind === 'incomplete') onMissing(object, made.at);
    if (made.kind === 'incomplete' || made.tree['__typename'] === undefined || isEmpty(made.tree)) continue;
    if (inputRewrites.length > 0) rewrite(made.tree, inputRewrites);
    const text = JSON.stringify(made.tree);
    const position = positions.get(text);
    if (position !== undefined) {
      targets[position]?.push(object);
      continue;
    }
    positions.set(text, texts.length);
    texts.push(text);
    targets.push([object]);
  }
  return { texts, targets };
}

type Represented = { readonly kind: 'whole'; readonly tree: Tree } | { readonly kind: 'incomplete'; readonly at: Tree };

function represented(object: Tree, requirements: readonly Requirement[], interfaces: ReadonlySet<string>): Represented {
  const tree: Tree = {};
  for (const requirement of requirements) {
    if (requirement.kind === 'fragment') {
      if (!requirement.types.has(String(object['__typename']))) continue;
      const inner = represented(object, requirement.selections, interfaces);
      if (inner.kind === 'incomplete') return inner;
      mergeInto(tree, inner.tree, interfaces);
      continue;
    }
    const value = fieldValue(object, requirement, interfaces);
    if (value.kind === 'incomplete') return value;
    const present = tree[requirement.name];
    if (isTree(present) && isTree(value.value)) mergeInto(present, value.value, interfaces);
    else tree[requirement.name] = value.value;
  }
  return { kind: 'whole', tree };
}

type FieldValue =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'incomplete'; readonly at: Tree };

function fieldValue(
  object: Tree,
  { name, nonNull, selections }: Extract<Requirement, { kind: 'field' }>,
  interfaces: ReadonlySet<string>,
): FieldValue {
  const value = valueAt(object, name);
  if (value === undefined || (value === null && nonNull)) return { kind: 'incomplete', at: object };
  if (value === null || selections === null) return { kind: 'value', value };
  return nested(value, selections, { object, interfaces });
}

function nested(
  value: unknown,
  selections: readonly Requirement[],
  within: { readonly object: Tree; readonly interfaces: ReadonlySet<string> },
): FieldValue {
  if (value === null) return { kind: 'value', value };
  if (Array.isArray(value)) {
    const elements: unknown[] = [];
    for (const element of value) {
      const inner = nested(element, selections, within);
      if (inner.kind === 'incomplete') return inner;
      elements.push(inner.value);
    }
    return { kind: 'value', value: elements };
  }
  if (!isTree(value)) return { kind: 'incomplete', at: within.object };
  const inner = represented(value, selections, within.interfaces);
  return inner.kind === 'whole' ? { kind: 'value', value: inner.tree } : inner;
}

/** Whether everything that would identify the entity is null: it is no entity that another subgraph can know. */
function isEmpty(tree: Tree): boolean {
  const values = Object.entries(tree).filter(([key]) => key !== '__typename');
  return values.length > 0 && values.every(([, value]) => value === null || (isTree(value) && isEmpty(value)));
}
