import type { AnswerShape } from '../program.ts';
import { isTree, typeNameOf, valueAt, type Tree } from './tree.ts';

/** Told of an object of an answer that lacks keys it was asked. */
export type OnOmission = (object: Tree, keys: ReadonlySet<string>) => void;

/**
 * Looks in an object of a fetch's answer, and below it, for keys that were asked and are not there, not even as null: no
 * GraphQL server leaves one out, so what it would hold is unknown, not null.
 */
export function findOmissions(shape: AnswerShape, { type, object }: Found, tell: OnOmission): void {
  let missing: Set<string> | undefined;
  for (const { key, below } of shape.fields.get(type) ?? []) {
    const value = valueAt(object, key);
    if (value === undefined) (missing ??= new Set()).add(key);
    else if (below !== null) findBelow(below, value, tell);
  }
  if (missing !== undefined) tell(object, missing);
}

interface Found {
  readonly type: string;
  readonly object: Tree;
}

function findBelow(shape: AnswerShape, value: unknown, tell: OnOmission): void {
  if (Array.isArray(value)) {
    for (const element of value) findBelow(shape, element, tell);
  } else if (isTree(value)) {
    const type = shape.isAbstract ? typeNameOf(value) : onlyType(shape);
    if (type !== undefined) findOmissions(shape, { type, object: value }, tell);
  }
}

/** The type of a shape that is not abstract. */
export function onlyType({ fields }: AnswerShape): string | undefined {
  for (const type of fields.keys()) return type;
  return undefined;
}
