import { hubError } from '../../../platform/errors.ts';
import type { AnswerError } from '../contract.ts';
import type { FieldShape, ObjectShape, TypeShape, ValueShape } from '../program.ts';
import type { Failures } from './failures.ts';
import { leafText } from './leaf.ts';
import { MAX_PLACES, type Path } from './places.ts';
import { isTree, valueAt, type Tree } from './tree.ts';

/** What is projected, and why some of it may be missing. */
export interface Projected {
  readonly root: Tree;
  readonly shape: ObjectShape;
  readonly failures: Failures;
  /** Results of the root's introspection fields, by canonical key. */
  readonly introspection: Readonly<Record<string, unknown>>;
  /** Errors already told: a null that one of them explains is not told again. */
  readonly told: readonly AnswerError[];
}

export interface Projection {
  readonly data: string;
  readonly errors: readonly AnswerError[];
}

/**
 * The client's answer as text, in the operation's order, with the null propagation of the specification (« Handling
 * Execution Errors »): an invalid value, or a null where the type says non-null, becomes null with an error and takes
 * its parent with it when it is non-null itself.
 */
export function project(projected: Projected): Projection {
  const writer = { ...projected, errors: [] as AnswerError[], explained: 0 };
  const data = objectText(writer, projected.shape, { value: projected.root, path: [] }) ?? 'null';
  return { data, errors: writer.errors };
}

interface Writer extends Projected {
  readonly errors: AnswerError[];
  /** How many places were given the error of a failure. */
  explained: number;
}

interface Position {
  readonly value: unknown;
  readonly path: Path;
}

function objectText(writer: Writer, shape: ObjectShape, { value, path }: Position): string | null {
  if (!isTree(value)) return invalid(writer, path, `${shape.type} est un objet`);
  const typeName = typeNameOf(shape, value);
  const fields = typeName === undefined ? undefined : shape.fields.get(typeName);
  if (typeName === undefined || fields === undefined) {
    const failure = writer.failures.of(value, '__typename');
    if (failure === undefined) return invalid(writer, path, `cet objet n’est pas un ${shape.type}`);
    return explained(writer, path, failure);
  }
  const hidden = shape.hidden?.get(typeName);
  if (hidden !== undefined) return refused(writer, path, hidden);
  let text = '';
  for (const field of fields) {
    const inner = fieldText(writer, { field, typeName }, { tree: value, path });
    if (inner === null && 'type' in field && field.type.nonNull) return null;
    text += `${text === '' ? '{' : ','}${JSON.stringify(field.responseName)}:${inner ?? 'null'}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

/** The concrete type, when the data does not contradict it. */
function typeNameOf({ type, isAbstract, fields }: ObjectShape, value: Tree): string | undefined {
  const given = value['__typename'] ?? (fields.has(type) ? type : undefined);
  if (isAbstract) return typeof given === 'string' && fields.has(given) ? given : undefined;
  return given === undefined || given === type ? type : undefined;
}

function fieldText(
  writer: Writer,
  { field, typeName }: { readonly field: FieldShape; readonly typeName: string },
  { tree, path }: { readonly tree: Tree; readonly path: Path },
): string | null {
  if (field.kind === 'typename') return JSON.stringify(typeName);
  if (field.kind === 'introspection') return JSON.stringify(writer.introspection[field.key] ?? null);
  const place = [...path, field.responseName];
  if (field.kind === 'forbidden') return refused(writer, place, field.error);
  const value = valueAt(tree, field.key);
  if (value === undefined) {
    const failure = writer.failures.of(tree, field.key);
    if (failure !== undefined) return explained(writer, place, failure);
  }
  return valueText(writer, { field, type: field.type }, { value, path: place });
}

function valueText(
  writer: Writer,
  { field, type }: { readonly field: ValueShape; readonly type: TypeShape },
  { value, path }: Position,
): string | null {
  if (value === undefined || value === null) return type.nonNull ? missing(writer, path) : null;
  if (type.list !== null) {
    if (!Array.isArray(value)) return invalid(writer, path, `${field.responseName} est une liste`);
    const { list } = type;
    const texts: string[] = [];
    for (const [index, element] of (value as unknown[]).entries()) {
      const text = valueText(writer, { field, type: list }, { value: element, path: [...path, index] });
      if (text === null && list.nonNull) return null;
      texts.push(text ?? 'null');
    }
    return `[${texts.join(',')}]`;
  }
  if (field.shape !== null) return objectText(writer, field.shape, { value, path });
  if (field.leaf === null) throw new Error('A field is a leaf or an object.');
  const { leaf } = field;
  return leafText(leaf, value) ?? invalid(writer, path, leafSentence(leaf.kind));
}

function leafSentence(kind: string): string {
  if (kind === 'enum') return 'elle n’est pas une valeur de cette énumération';
  return `elle n’est pas du type ${kind}`;
}

/** A field that a failure explains is null; its error is told once for each such place, within reason. */
function explained(writer: Writer, path: Path, { error, isTold }: { error: AnswerError; isTold: boolean }): null {
  if (isTold) return null;
  writer.explained += 1;
  if (writer.explained <= MAX_PLACES) writer.errors.push({ ...error, path });
  return null;
}

/** What the caller may not have is null; its error is told at each place, within reason. */
function refused(writer: Writer, path: Path, error: AnswerError): null {
  if (writer.errors.length < MAX_PLACES) writer.errors.push({ ...error, path });
  return null;
}

function missing(writer: Writer, path: Path): null {
  if (writer.told.some((error) => meets(error.path ?? [], path))) return null;
  return wrong(writer, path, 'elle manque alors que le schéma la promet');
}

function invalid(writer: Writer, path: Path, reason: string): null {
  return wrong(writer, path, reason);
}

function wrong(writer: Writer, path: Path, reason: string): null {
  if (writer.errors.length >= MAX_PLACES) return null;
  const { message, extensions } = hubError(
    'INVALID_SUBGRAPH_ANSWER',
    `La valeur reçue pour « ${path.join('.')} » ne peut pas être servie : ${reason}.`,
  );
  writer.errors.push({ message, path, extensions });
  return null;
}

/** Whether one of two paths leads to the other. */
function meets(one: Path, other: Path): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((key, at) => key === other[at]);
}
