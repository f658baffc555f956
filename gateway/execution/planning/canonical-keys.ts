import { Kind, print, type DirectiveNode, type FieldNode, type SelectionNode } from 'graphql';
import type { Schemas } from './schemas.ts';

/** Gives each field of one operation its canonical key, which depends on nothing that the client names. */
export interface CanonicalKeys {
  /**
   * The same field with the same arguments has the same key; a field without arguments is its own key. An object that
   * the client reads under several names has a key for each: « field errors are propagated to be handled by the parent
   * field », and asked as one, a null below one name would take the others with it.
   */
  readonly keyOf: (typeName: string, field: FieldNode) => string;
  /** A key of its own: of a mutation's root field, or of an introspection field, by response name. */
  readonly ownKeyOf: (field: FieldNode) => string;
  /** `(…)` and directives, as they are written in the canonical operation; empty when there are none. */
  readonly suffixOf: (field: FieldNode) => string;
}

export function canonicalKeys({ takesArguments, aliasPrefix }: Schemas, asked: Iterable<SelectionNode>): CanonicalKeys {
  const aliases = new Map<string, string>();
  const suffixes = new Map<FieldNode, string>();
  const aliasOf = (identity: string, name: string): string => {
    const known = aliases.get(identity);
    if (known !== undefined) return known;
    const alias = `${aliasPrefix}${aliases.size + 1}_${name}`;
    aliases.set(identity, alias);
    return alias;
  };
  const suffixOf = (field: FieldNode): string => {
    const known = suffixes.get(field);
    if (known !== undefined) return known;
    const suffix =
      printedArguments(field) +
      customDirectives(field)
        .map((node) => ` ${print(node)}`)
        .join('');
    suffixes.set(field, suffix);
    return suffix;
  };
  const objects = objectNames(asked, suffixOf);
  return {
    suffixOf,
    keyOf: (typeName, field) => {
      const name = field.name.value;
      const suffix = suffixOf(field);
      const isOneOfSeveral = (objects.get(`${name}${suffix}`)?.size ?? 0) > 1;
      if (isOneOfSeveral && responseName(field) !== name)
        return aliasOf(`${name}${suffix} ${responseName(field)}`, name);
      return suffix === '' && !takesArguments(typeName, name) ? name : aliasOf(`${name}${suffix}`, name);
    },
    ownKeyOf: (field) => aliasOf(`own:${responseName(field)}`, field.name.value.replace(/^__/, '')),
  };
}

/** The names under which the client reads each object, told apart by field name and arguments. */
function objectNames(
  asked: Iterable<SelectionNode>,
  suffixOf: CanonicalKeys['suffixOf'],
): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const field of asked) {
    if (field.kind !== Kind.FIELD || field.selectionSet === undefined) continue;
    const identity = `${field.name.value}${suffixOf(field)}`;
    const known = names.get(identity);
    if (known === undefined) names.set(identity, new Set([responseName(field)]));
    else known.add(responseName(field));
  }
  return names;
}

/** Where the client reads a field. */
export const responseName = ({ alias, name }: FieldNode): string => (alias ?? name).value;

/** Directives that subgraphs are to see; `@skip` and `@include` are settled before. */
export function customDirectives({ directives }: FieldNode): readonly DirectiveNode[] {
  return (directives ?? []).filter(({ name }) => name.value !== 'skip' && name.value !== 'include');
}

/** Their order has no meaning: it is made the same. */
function printedArguments({ arguments: given = [] }: FieldNode): string {
  if (given.length === 0) return '';
  const printed = given.map(({ name, value }) => `${name.value}:${print(value)}`);
  return `(${printed.sort().join(',')})`;
}
