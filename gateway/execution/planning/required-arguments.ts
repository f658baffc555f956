import {
  buildASTSchema,
  Kind,
  parse,
  print,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { externalUses } from './external-uses.ts';
import { argumentOf, renamed, requiredBy, subgraphNames, typeFields, withRequired } from './join-requirements.ts';
import { freePrefix, relatedTypes } from './schemas.ts';

/** A field as one `@requires` asks it: with arguments, and a name of its own that no schema uses. */
export interface SeparatedField {
  /** The field's name in the subgraphs. */
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
}

/** A supergraph in which no two `@requires` ask one field with different arguments. */
export interface SeparatedRequirements {
  readonly supergraphSdl: string;
  /** By their own name. */
  readonly fields: ReadonlyMap<string, SeparatedField>;
  /** What a field of a subgraph requires, in own names; by `subgraph Type.field`. */
  readonly requirements: ReadonlyMap<string, SelectionSetNode>;
  /** A schema made of the supergraph, without what no client may ask. */
  readonly withoutOwnNames: (sdl: string) => string;
}

/**
 * The planner knows a required field by its name alone: where two `@requires` ask it with different arguments, the
 * value of one would be given to both. Here the field exists once more for each set of arguments, without arguments,
 * wherever the field itself does. `restoredPlan` then writes what the subgraphs know.
 *
 * `null` when the supergraph has no such field, as is usual.
 */
export function separatedRequirements(supergraphSdl: string): SeparatedRequirements | null {
  if (!supergraphSdl.includes('requires:')) return null;
  const document = parse(supergraphSdl, { noLocation: true });
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const names = ownNames(document, schema);
  if (names.fields.size === 0) return null;
  const requirements = new Map<string, SelectionSetNode>();
  const subgraphs = subgraphNames(document);
  const uses = externalUses(schema);
  const separated = visit(
    document,
    typeFields((type, field) =>
      [field, ...names.twinsOf(type, field)].map((each) => ({
        ...each,
        directives: (each.directives ?? []).map((directive) => {
          const required = requiredBy(schema, type, directive);
          if (required === undefined) return directive;
          const graph = argumentOf(directive, 'graph') ?? '';
          const own = renamed(required, (parent, asked) => {
            const name = names.nameOf(parent, asked);
            uses.add(graph, parent, name ?? asked.name.value);
            return name;
          });
          requirements.set(`${subgraphs.get(graph) ?? ''} ${type}.${each.name.value}`, own);
          return withRequired(directive, own);
        }),
      })),
    ),
  );
  return {
    supergraphSdl: print(uses.pruned(separated, names.isConcerned)),
    fields: names.fields,
    requirements,
    withoutOwnNames: (sdl) => {
      const withOwn = parse(sdl, { noLocation: true });
      return print(
        visit(
          withOwn,
          typeFields((_type, field) => (names.fields.has(field.name.value) ? [] : [field])),
        ),
      );
    },
  };
}

interface OwnNames {
  readonly fields: ReadonlyMap<string, SeparatedField>;
  /** The own name of a field as it is required, if it has one. */
  readonly nameOf: (type: string, field: FieldNode) => string | undefined;
  /** The definitions, beside its own, of a type's field. */
  readonly twinsOf: (type: string, field: FieldDefinitionNode) => readonly FieldDefinitionNode[];
  /** Whether a field has such definitions beside it, or is one. */
  readonly isConcerned: (type: string, field: FieldDefinitionNode) => boolean;
}

function ownNames(document: DocumentNode, schema: GraphQLSchema): OwnNames {
  const family = relatedTypes(schema);
  const placeOf = (type: string, name: string): string => `${family(type)}.${name}`;
  const asked = new Map<string, Map<string, SeparatedField>>();
  eachRequired(document, schema, (type, { name, arguments: given = [] }) => {
    const place = placeOf(type, name.value);
    const variants = asked.get(place) ?? new Map<string, SeparatedField>();
    asked.set(place, variants.set(argumentsText(given), { name: name.value, arguments: given }));
  });
  const prefix = freePrefix(schema, '_r');
  const fields = new Map<string, SeparatedField>();
  const byPlace = new Map<string, Map<string, string>>();
  for (const [place, variants] of asked) {
    if (variants.size < 2) continue;
    const named = new Map<string, string>();
    for (const [text, field] of variants) {
      if (text === '') continue;
      const name = `${prefix}${fields.size + 1}_${field.name}`;
      fields.set(name, field);
      named.set(text, name);
    }
    byPlace.set(place, named);
  }
  return {
    fields,
    nameOf: (type, { name, arguments: given = [] }) =>
      byPlace.get(placeOf(type, name.value))?.get(argumentsText(given)),
    twinsOf: (type, field) =>
      [...(byPlace.get(placeOf(type, field.name.value))?.values() ?? [])].map((name) => ({
        ...field,
        name: { kind: Kind.NAME, value: name },
        arguments: [],
      })),
    isConcerned: (type, { name }) => fields.has(name.value) || byPlace.has(placeOf(type, name.value)),
  };
}

/** Calls with every field of every `@requires` and the type it is asked of. */
function eachRequired(document: DocumentNode, schema: GraphQLSchema, told: (type: string, field: FieldNode) => void) {
  const tell = (type: string, field: FieldNode): undefined => {
    told(type, field);
  };
  visit(
    document,
    typeFields((type, field) => {
      for (const directive of field.directives ?? []) {
        const required = requiredBy(schema, type, directive);
        if (required !== undefined) renamed(required, tell);
      }
      return [field];
    }),
  );
}

/** Their order has no meaning: it is made the same. */
const argumentsText = (given: readonly ArgumentNode[]): string =>
  given
    .map((argument) => print(argument))
    .sort()
    .join(',');
