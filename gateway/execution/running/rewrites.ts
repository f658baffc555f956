import type { Rewrite, RewriteElement } from '../program.ts';
import { isTree, valueAt, type Tree } from './tree.ts';

/** Applies a plan's rewrites, in their order, to data that nobody else holds. */
export function rewrite(data: unknown, rewrites: readonly Rewrite[]): void {
  for (const one of rewrites) apply(one, data, 0);
}

function apply(rewrite: Rewrite, value: unknown, depth: number): void {
  if (Array.isArray(value)) {
    for (const element of value) apply(rewrite, element, depth);
    return;
  }
  if (!isTree(value)) return;
  const element = rewrite.path[depth];
  if (element === undefined) return;
  if (typeof element !== 'string') {
    if (element.has(String(value['__typename']))) apply(rewrite, value, depth + 1);
  } else if (depth === rewrite.path.length - 1) {
    change(rewrite, value, element);
  } else {
    apply(rewrite, valueAt(value, element), depth + 1);
  }
}

function change(rewrite: Rewrite, tree: Tree, key: string): void {
  if (rewrite.kind === 'set') {
    tree[key] = rewrite.value;
    return;
  }
  const value = valueAt(tree, key);
  if (value === undefined) return;
  tree[rewrite.to] = value;
  Reflect.deleteProperty(tree, key);
}

/** What each key that a fetch's answer has under another name becomes, to read the paths of its errors. */
export function renamedKeys(rewrites: readonly Rewrite[]): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const one of rewrites) {
    const last: RewriteElement | undefined = one.path.at(-1);
    if (one.kind === 'rename' && typeof last === 'string') renamed.set(last, one.to);
  }
  return renamed;
}
