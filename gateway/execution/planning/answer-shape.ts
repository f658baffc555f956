import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
} from 'graphql';
import type { FieldShape, LeafShape, ObjectShape, TypeShape } from '../program.ts';
import {
  fieldsOf,
  sourceNames,
  sourcesBelow,
  uniformFields,
  type Sources,
  type Specialisation,
} from './live-selections.ts';
import { MAX_DEPTH, tooDeep, tooLarge } from './refusals.ts';
import { compositeType } from './schemas.ts';

interface Sized {
  readonly shape: ObjectShape;
  /** The fields of one such object, of its largest type, those below counted. */
  readonly fields: number;
}

/**
 * The client's answer. Where several fields ask the same selection sets of the same type, they share one `ObjectShape`:
 * what is made for a shape must be remembered by its identity, as paths through abstract types multiply. Both the fields
 * of one answer (lists counted once, abstract types by their largest) and the shapes' own are at most `maxFields`.
 */
export function answerShape(of: Specialisation, root: GraphQLCompositeType, sources: Sources): ObjectShape {
  const named = sourceNames();
  const known = new Map<string, Sized>();
  return sizedShape({ of, named, known, made: 0 }, { type: root, sources, depth: 0 }).shape;
}

interface Shaper {
  readonly of: Specialisation;
  readonly named: (sources: Sources) => string;
  readonly known: Map<string, Sized>;
  /** Fields of all shapes, a shared one counted once. */
  made: number;
}

interface Level {
  readonly type: GraphQLCompositeType;
  readonly sources: Sources;
  readonly depth: number;
}

function rememberedShape(shaper: Shaper, level: Level): Sized {
  const name = `${level.type.name} ${shaper.named(level.sources)}`;
  const known = shaper.known.get(name);
  if (known !== undefined) return known;
  const sized = sizedShape(shaper, level);
  shaper.known.set(name, sized);
  return sized;
}

function sizedShape(shaper: Shaper, { type, sources, depth }: Level): Sized {
  if (depth > MAX_DEPTH) throw tooDeep();
  const { of } = shaper;
  const fields = new Map<string, readonly FieldShape[]>();
  let largest = 0;
  const uniform = uniformFields(of, type, sources);
  const concretes = [...of.schemas.concreteTypes(type), ...(uniform === null ? [] : [type.name])];
  for (const concrete of concretes) {
    const shapes: FieldShape[] = [];
    let count = 0;
    for (const [responseName, nodes] of uniform ?? fieldsOf(of, concrete, sources)) {
      const { shape, fields: below } = fieldShape(shaper, { concrete, responseName, nodes, depth });
      count += below;
      shaper.made += 1;
      if (Math.max(count, shaper.made) > of.maxFields) throw tooLarge(of.maxFields);
      shapes.push(shape);
    }
    fields.set(concrete, shapes);
    largest = Math.max(largest, count);
  }
  const isAbstract = isAbstractType(type);
  const hidden = isAbstract && of.hidden.size > 0 ? { hidden: of.hidden } : {};
  return { shape: { type: type.name, isAbstract, fields, ...hidden }, fields: largest };
}

interface Collected {
  readonly concrete: string;
  readonly responseName: string;
  readonly nodes: readonly FieldNode[];
  readonly depth: number;
}

function fieldShape(shaper: Shaper, collected: Collected): { readonly shape: FieldShape; readonly fields: number } {
  const { concrete, responseName, nodes, depth } = collected;
  const [first] = nodes;
  if (first === undefined) throw new Error('A response name is collected with its field.');
  const { keys, operation, schemas, forbidden } = shaper.of;
  const name = first.name.value;
  if (name === '__typename') return { shape: { kind: 'typename', responseName }, fields: 1 };
  if (name.startsWith('__'))
    return { shape: { kind: 'introspection', responseName, key: keys.ownKeyOf(first) }, fields: 1 };
  const parent = compositeType(schemas.api, concrete);
  const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (definition === undefined) throw new Error(`A validated operation has no unknown field: ${concrete}.${name}`);
  const type = typeShape(definition.type);
  const error = forbidden.get(first);
  if (error !== undefined && nodes.every((node) => forbidden.has(node)))
    return { shape: { kind: 'forbidden', responseName, type, error }, fields: 1 };
  const key = operation === 'mutation' && depth === 0 ? keys.ownKeyOf(first) : keys.keyOf(concrete, first);
  const named = getNamedType(definition.type);
  if (!isCompositeType(named)) {
    return { shape: { kind: 'leaf', responseName, key, type, shape: null, leaf: leafShape(named) }, fields: 1 };
  }
  const below = rememberedShape(shaper, { type: named, sources: sourcesBelow(nodes), depth: depth + 1 });
  return {
    shape: { kind: 'object', responseName, key, type, shape: below.shape, leaf: null },
    fields: 1 + below.fields,
  };
}

/** A type's wrappers. */
export function typeShape(type: GraphQLOutputType): TypeShape {
  const nonNull = isNonNullType(type);
  const inner: GraphQLOutputType = nonNull ? type.ofType : type;
  return { nonNull, list: isListType(inner) ? typeShape(inner.ofType) : null };
}

function leafShape(type: GraphQLLeafType): LeafShape {
  if (isEnumType(type)) return { kind: 'enum', values: new Set(type.getValues().map(({ name }) => name)) };
  switch (type.name) {
    case 'Int':
    case 'Float':
    case 'String':
    case 'Boolean':
    case 'ID':
      return { kind: type.name };
    default:
      return { kind: 'custom' };
  }
}
