/** An object as JSON gives it. */
export type Tree = Record<string, unknown>;

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The `__typename` of an object, when it has one. */
export function typeNameOf(tree: Tree): string | undefined {
  const name = tree['__typename'];
  return typeof name === 'string' ? name : undefined;
}

/** A member of JSON data; `undefined` for what it inherits (`constructor`…), as JSON holds no function. */
export function valueAt(tree: Tree, key: string): unknown {
  const value = tree[key];
  return typeof value === 'function' ? undefined : value;
}

/**
 * Adds what another fetch knows of the same object. A value already known stays, and so does the name of an
 * object's own type; only the name of an interface, which a subgraph that has an interface object gives, is replaced.
 */
export function mergeInto(target: Tree, source: Tree, interfaces: ReadonlySet<string>): void {
  for (const key of Object.keys(source)) {
    if (key === '__proto__') continue;
    const value = source[key];
    const present = valueAt(target, key);
    if (present === undefined || present === null) target[key] = value;
    else if (value === null) continue;
    else if (key === '__typename')
      target[key] = typeof present === 'string' && interfaces.has(present) ? value : present;
    else target[key] = merged(present, value, interfaces);
  }
}

function merged(present: unknown, value: unknown, interfaces: ReadonlySet<string>): unknown {
  if (present === value) return present;
  if (Array.isArray(present) && Array.isArray(value) && present.length === value.length) {
    const elements: readonly unknown[] = present;
    return elements.map((element, at) => {
      const other: unknown = value[at];
      return element === null || other === null ? (element ?? other) : merged(element, other, interfaces);
    });
  }
  if (!isTree(present) || !isTree(value)) return present;
  mergeInto(present, value, interfaces);
  return present;
}

/** The objects at a path of canonical keys, each once; lists are gone through, wherever they are. */
export function objectsAt(root: Tree, path: readonly string[]): readonly Tree[] {
  let level: readonly Tree[] = [root];
  for (const key of path) {
    if (key === '@') continue;
    const next = new Set<Tree>();
    for (const tree of level) addObjects(next, valueAt(tree, key));
    level = [...next];
  }
  return level;
}

function addObjects(into: Set<Tree>, value: unknown): void {
  if (Array.isArray(value)) for (const element of value) addObjects(into, element);
  else if (isTree(value)) into.add(value);
}
