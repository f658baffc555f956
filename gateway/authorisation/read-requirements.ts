import { Kind, type DocumentNode, type TypeNode } from 'graphql';
import { allOf, PUBLIC, type Requirement } from '../../platform/access/requirement.ts';
import { checkPlaces, declaredRequirement, type Reading } from './declared.ts';
import { lentFields, requiredSelections, selectedCoordinates } from './required-selections.ts';
import type { Requirements } from './requirements.ts';
import { securityDirectives } from './security-features.ts';

/** What a supergraph's types and fields declare, before what they take over from one another. */
export interface Declarations {
  /** Of `Type` or `Type.field`. */
  readonly own: ReadonlyMap<string, Requirement>;
  /** The name of the type that a field `Type.field` gives. */
  readonly given: ReadonlyMap<string, string>;
  /** Types that implement an interface. */
  readonly implementing: ReadonlyMap<string, readonly string[]>;
  /** The same field of the interfaces from whose interface object an object has a field that no subgraph gives it. */
  readonly lent: ReadonlyMap<string, readonly string[]>;
}

/**
 * What a supergraph declares. An interface asks what each of its implementing types does, as it stands for all of them; a
 * field asks what the fields that it `@requires` do, as its value tells of theirs; one that comes from an interface object
 * asks what the interface does.
 *
 * @throws ConfigurationError (French) of anything that would not be enforced: the supergraph is not to be served.
 */
export function readRequirements(supergraph: DocumentNode, policies: ReadonlySet<string>): Requirements {
  const directives = securityDirectives(supergraph);
  checkPlaces(supergraph, directives);
  const declarations = declarationsOf(supergraph, { directives, policies });
  const requires = requiredSelections(supergraph);
  const takenOver = (coordinate: string): readonly string[] => {
    const [type = '', field] = coordinate.split('.');
    const implementing = declarations.implementing.get(type) ?? [];
    if (field === undefined) return implementing;
    const required = requires.get(coordinate)?.flatMap((each) => selectedCoordinates(declarations, type, each)) ?? [];
    const lent = declarations.lent.get(coordinate) ?? [];
    return [...implementing.map((one) => `${one}.${field}`), ...lent, ...required];
  };
  const known = new Map<string, Requirement>();
  const of = (coordinate: string): Requirement => {
    const found = known.get(coordinate) ?? allOf(...[...reached(coordinate, takenOver)].map(ownOf(declarations)));
    known.set(coordinate, found);
    return found;
  };
  return { ofType: of, ofField: (type, field) => of(`${type}.${field}`) };
}

const ownOf =
  ({ own }: Declarations) =>
  (coordinate: string): Requirement =>
    own.get(coordinate) ?? PUBLIC;

/** A coordinate and all that it takes over from, through one another. */
function reached(coordinate: string, next: (coordinate: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([coordinate]);
  for (const each of found) for (const other of next(each)) found.add(other);
  return found;
}

function declarationsOf(supergraph: DocumentNode, reading: Reading): Declarations {
  const own = new Map<string, Requirement>();
  const given = new Map<string, string>();
  const implementing = new Map<string, string[]>();
  const lent = new Map<string, readonly string[]>();
  const isLent = lentFields(supergraph);
  for (const node of supergraph.definitions) {
    if (node.kind === Kind.SCALAR_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION)
      own.set(node.name.value, declaredRequirement(node, reading));
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const type = node.name.value;
    own.set(type, declaredRequirement(node, reading));
    for (const field of node.fields ?? []) {
      own.set(`${type}.${field.name.value}`, declaredRequirement(field, reading));
      given.set(`${type}.${field.name.value}`, namedType(field.type));
      if (isLent(field))
        lent.set(
          `${type}.${field.name.value}`,
          (node.interfaces ?? []).map(({ name }) => `${name.value}.${field.name.value}`),
        );
    }
    for (const { name } of node.interfaces ?? [])
      implementing.set(name.value, [...(implementing.get(name.value) ?? []), type]);
  }
  return { own, given, implementing, lent };
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
