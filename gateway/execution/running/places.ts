import type { FieldShape, ObjectShape } from '../program.ts';
import { isTree, valueAt, type Tree } from './tree.ts';

export type Path = readonly (string | number)[];

/** Beyond this many, one more place of the same error says nothing that the reader does not know. */
export const MAX_PLACES = 200;

/** Where the client reads something: a canonical place may have several names, or none of its own. */
interface Place {
  readonly value: unknown;
  readonly shape: ObjectShape | null;
  readonly path: Path;
}

/** The client's paths of every object at a path of canonical keys, as far as the client asked it. */
export function placesAt(root: { tree: Tree; shape: ObjectShape }, path: readonly string[]): readonly Place[] {
  let places: readonly Place[] = [{ value: root.tree, shape: root.shape, path: [] }];
  for (const key of path) {
    if (key === '@') continue;
    places = places.flatMap((place) => below(place, key).flatMap(elements));
  }
  return places;
}

/**
 * The client's paths of what is at `rest`, an exact path of canonical keys and indices, below some places. What the
 * client asked nowhere has the path of what it did ask; asked somewhere, it has its paths there alone.
 */
export function pathsBelow(above: readonly Place[], rest: Path): readonly Path[] {
  let places = above;
  for (const key of rest) {
    places = places.flatMap((each) => (typeof key === 'number' ? atIndex(each, key) : below(each, key)));
  }
  const asked = places.filter(({ shape }) => shape !== null);
  return (asked.length > 0 ? asked : places).map(({ path }) => path);
}

function atIndex({ value, shape, path }: Place, index: number): readonly Place[] {
  const element: unknown = Array.isArray(value) ? value[index] : undefined;
  return [{ value: element, shape, path: shape === null ? path : [...path, index] }];
}

/** Every object of a list, through nested lists. */
function elements(place: Place): readonly Place[] {
  if (!Array.isArray(place.value)) return isTree(place.value) ? [place] : [];
  return place.value.flatMap((_, index) => atIndex(place, index).flatMap(elements));
}

/** A field that the client did not ask keeps the path of what it did ask. */
function below({ value, shape, path }: Place, key: string): readonly Place[] {
  const inner = isTree(value) ? valueAt(value, key) : undefined;
  const fields = shape === null ? [] : fieldsOf(shape, value).filter((field) => isAt(field, key));
  if (fields.length === 0) return [{ value: inner, shape: null, path }];
  return fields.map((field) => ({
    value: inner,
    shape: field.kind === 'object' ? field.shape : LEAF,
    path: [...path, field.responseName],
  }));
}

/** Nothing is below a leaf, but its lists have indices. */
const LEAF: ObjectShape = { type: '', isAbstract: false, fields: new Map() };

function isAt(field: FieldShape, key: string): boolean {
  if (field.kind === 'forbidden') return false;
  return field.kind === 'typename' ? key === '__typename' : field.key === key;
}

function fieldsOf(shape: ObjectShape, value: unknown): readonly FieldShape[] {
  const given = isTree(value) ? value['__typename'] : undefined;
  const typeName = shape.isAbstract && typeof given === 'string' ? given : shape.type;
  return shape.fields.get(typeName) ?? [];
}
