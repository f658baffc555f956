import { Kind, parse, print, visit, type DirectiveNode, type GraphQLSchema } from 'graphql';
import { argumentsAsVariables } from './arguments-as-variables.ts';
import { wrappedInFragments } from './wrapped-in-fragments.ts';

type Path = readonly (string | number)[];

/** An operation written otherwise, and how what it answers is written in turn. */
export interface Transformed {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: (data: unknown) => unknown;
  readonly path: (path: Path) => Path;
}

export type Transformation = (
  schema: GraphQLSchema,
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Transformed;

const FIRST = 'firstTypename';
const LAST = 'lastTypename';

/** Ways to write the same operation. None may change what is answered, but for the names it gives. */
export const TRANSFORMATIONS: Readonly<Record<string, Transformation>> = {
  'aliases turned among themselves': (_schema, query, variables) => renamed(query, variables, turned(namesIn(query))),
  'aliases that are names of other fields': (schema, query, variables) =>
    renamed(query, variables, onto(namesIn(query), fieldNames(schema))),
  'arguments as variables': (schema, query, variables) => same(argumentsAsVariables(schema, query, variables)),
  '__typename everywhere': (_schema, query, variables) => ({
    ...same({ query: withTypenames(query), variables }),
    data: withoutTypenames,
  }),
  'selections in fragments': (schema, query, variables) =>
    same({ query: wrappedInFragments(schema, query), variables }),
  'literal conditions on everything': (_schema, query, variables) =>
    same({ query: conditional(query, 'true', 'false'), variables }),
  'conditions by variables on everything': (_schema, query, variables) =>
    same({
      query: declared(conditional(query, '$kept', '$dropped'), '$kept: Boolean!, $dropped: Boolean! = false'),
      variables: { ...variables, kept: true },
    }),
  'everything a second time, skipped': (_schema, query, variables) =>
    same({ query: withSkippedTwins(query), variables }),
};

/** Several transformations, one after the other. */
export function inTurn(...names: readonly string[]): Transformation {
  return (schema, query, variables) => {
    let all: Transformed = same({ query, variables });
    for (const name of names) {
      const last = all;
      const next = TRANSFORMATIONS[name]?.(schema, last.query, last.variables);
      if (next === undefined) throw new Error(`There is no transformation "${name}".`);
      all = {
        ...next,
        data: (data) => last.data(next.data(data)),
        path: (path) => last.path(next.path(path)),
      };
    }
    return all;
  };
}

function same(written: Pick<Transformed, 'query' | 'variables'>): Transformed {
  return { ...written, data: (data) => data, path: (path) => path };
}

/** Response names, each once; `__typename` asked plainly keeps its name. */
function namesIn(query: string): readonly string[] {
  const names = new Set<string>();
  visit(parse(query), { Field: ({ alias, name }) => void names.add((alias ?? name).value) });
  return [...names].filter((name) => !name.startsWith('__'));
}

function fieldNames(schema: GraphQLSchema): readonly string[] {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  return [...new Set(types.flatMap((type) => ('getFields' in type ? Object.keys(type.getFields()) : [])))].sort();
}

function turned(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name, at) => [name, names[(at + 1) % names.length] ?? name]));
}

/** Each name becomes another field's: one to one, so that what was valid remains so. */
function onto(names: readonly string[], others: readonly string[]): ReadonlyMap<string, string> {
  const free = others.filter((name) => !name.startsWith('_'));
  const missing = names.map((_, at) => `other${at}`).slice(0, Math.max(0, names.length - free.length));
  const targets = [...free, ...missing].reverse();
  return new Map(names.map((name, at) => [name, targets[at] ?? name]));
}

function renamed(query: string, variables: Transformed['variables'], to: ReadonlyMap<string, string>): Transformed {
  const back = new Map([...to].map(([name, alias]) => [alias, name]));
  const document = visit(parse(query), {
    Field: (node) => {
      const alias = to.get((node.alias ?? node.name).value);
      return alias === undefined ? undefined : { ...node, alias: { kind: Kind.NAME, value: alias } };
    },
  });
  const nameOf = (name: string): string => back.get(name) ?? name;
  return {
    query: print(document),
    variables,
    data: (data) => mapped(data, (name) => nameOf(name)),
    path: (path) => path.map((element) => (typeof element === 'string' ? nameOf(element) : element)),
  };
}

function mapped(value: unknown, nameOf: (name: string) => string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => mapped(item, nameOf));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const name = nameOf(key);
    return name === undefined ? [] : [[name, mapped(inner, nameOf)]];
  });
  return Object.fromEntries(entries) as unknown;
}

function withTypenames(query: string): string {
  const typename = (alias: string) =>
    ({
      kind: Kind.FIELD,
      alias: { kind: Kind.NAME, value: alias },
      name: { kind: Kind.NAME, value: '__typename' },
    }) as const;
  const document = visit(parse(query), {
    SelectionSet: { leave: (node) => ({ ...node, selections: [typename(FIRST), ...node.selections, typename(LAST)] }) },
  });
  return print(document);
}

/** What was added is checked: both name one type. */
function withoutTypenames(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutTypenames);
  if (typeof data !== 'object' || data === null) return data;
  const { [FIRST]: first, [LAST]: last, ...rest } = data as Record<string, unknown>;
  if (typeof first !== 'string' || first !== last) throw new Error('An object has no __typename, or two.');
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withoutTypenames(value)]));
}

function conditional(query: string, yes: string, no: string): string {
  const given = directivesOf(`@include(if: ${yes}) @skip(if: ${no})`);
  const add = <Node extends { readonly directives?: readonly { readonly name: { readonly value: string } }[] }>(
    node: Node,
  ): Node => {
    const own = node.directives ?? [];
    const added = given.filter(({ name }) => !own.some((directive) => directive.name.value === name.value));
    return { ...node, directives: [...own, ...added] };
  };
  return print(visit(parse(query), { Field: add, InlineFragment: add, FragmentSpread: add }));
}

function declared(query: string, variables: string): string {
  const [other] = parse(`query (${variables}) { a }`, { noLocation: true }).definitions;
  if (other?.kind !== Kind.OPERATION_DEFINITION) throw new Error('An operation was written.');
  const added = other.variableDefinitions ?? [];
  return print(
    visit(parse(query), {
      OperationDefinition: (node) => ({
        ...node,
        variableDefinitions: [...(node.variableDefinitions ?? []), ...added],
      }),
    }),
  );
}

function withSkippedTwins(query: string): string {
  const document = parse(query);
  return print(
    visit(document, {
      SelectionSet: {
        leave: (node) => ({
          ...node,
          selections: [
            ...node.selections,
            {
              kind: Kind.INLINE_FRAGMENT,
              directives: directivesOf('@skip(if: true)'),
              selectionSet: {
                kind: Kind.SELECTION_SET,
                selections: node.selections.filter(({ kind }) => kind === Kind.FIELD),
              },
            },
          ].filter(
            (selection) => selection.kind !== Kind.INLINE_FRAGMENT || selection.selectionSet.selections.length > 0,
          ),
        }),
      },
    }),
  );
}

/** Directives as they are written. */
function directivesOf(text: string): readonly DirectiveNode[] {
  const [definition] = parse(`{ a ${text} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('An operation was written.');
  return definition.selectionSet.selections[0]?.directives ?? [];
}
