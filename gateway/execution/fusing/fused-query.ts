import {
  Kind,
  OperationTypeNode,
  print,
  stripIgnoredCharacters,
  visit,
  type NameNode,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { FetchStep } from '../program.ts';
import { partKey } from './fused-answer.ts';
import { entitiesOf, REPRESENTATIONS, type EntitiesQuery } from './entities-query.ts';

/** Several fetches of entities of one subgraph as one query. */
export interface FusedQuery {
  /** The request's text; `representations` are those of each fetch, JSON texts. */
  readonly body: (
    variables: Readonly<Record<string, unknown>>,
    representations: readonly (readonly string[])[],
  ) => string;
  /** The key of each fetch in the answer. */
  readonly keys: readonly string[];
}

/** Each fetch's `_entities` under its own key, with its own representations. Their other variables are the client's. */
export function fusedQuery(steps: readonly FetchStep[]): FusedQuery {
  const queries = steps.map((step) => entitiesOf(step) ?? notOfEntities());
  const keys = steps.map((_, at) => partKey(at));
  const own = new Set(steps.flatMap(({ variables }) => variables));
  own.delete(REPRESENTATIONS);
  const lists = listNames(steps.length, own);
  const start = `{"query":${JSON.stringify(queryText(queries, { keys, lists }))}${nameText(queries)},"variables":{`;
  const prefixes = [...own].map((name): [string, string] => [name, `${JSON.stringify(name)}:`]);
  return {
    keys,
    body: (variables, representations) => {
      let text = start;
      for (const [name, prefix] of prefixes) {
        const value = Object.hasOwn(variables, name)
          ? (JSON.stringify(variables[name]) as string | undefined)
          : undefined;
        if (value !== undefined) text += `${prefix}${value},`;
      }
      return `${text}${representations.map((texts, at) => `"${lists[at] ?? ''}":[${texts.join(',')}]`).join(',')}}}`;
    },
  };
}

/** Names that no variable of the client has. */
function listNames(count: number, own: ReadonlySet<string>): readonly string[] {
  let prefix = '_r';
  while ([...own].some((name) => name.startsWith(prefix))) prefix += '_';
  return Array.from({ length: count }, (_, at) => `${prefix}${at}`);
}

function queryText(
  queries: readonly EntitiesQuery[],
  { keys, lists }: { readonly keys: readonly string[]; readonly lists: readonly string[] },
): string {
  const definitions = new Map<string, VariableDefinitionNode>();
  const selections = queries.map(({ operation, field }, at) => {
    const list = nameNode(lists[at]);
    for (const definition of operation.variableDefinitions ?? []) {
      const variable = definition.variable.name.value === REPRESENTATIONS ? renamed(definition, list) : definition;
      definitions.set(variable.variable.name.value, variable);
    }
    const plain = renamed(field, list);
    return at === 0 ? plain : { ...plain, alias: nameNode(keys[at]) };
  });
  const name = nameOf(queries);
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    ...(name === undefined ? {} : { name }),
    variableDefinitions: [...definitions.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  return stripIgnoredCharacters(print(operation));
}

/** The same, with another name for the variable of the representations. */
function renamed<T extends EntitiesQuery['field'] | VariableDefinitionNode>(node: T, name: NameNode): T {
  return visit(node, {
    Variable: (variable) => (variable.name.value === REPRESENTATIONS ? { ...variable, name } : undefined),
  });
}

/** The first one's name, and what is its own of each other's: they differ by a number at their end. */
function nameOf(queries: readonly EntitiesQuery[]): NameNode | undefined {
  const names = queries.map(({ operation }) => operation.name?.value ?? '');
  if (names.includes('')) return undefined;
  const [first = '', ...others] = names;
  return nameNode([first, ...others.map((name) => /\d+$/.exec(name)?.[0] ?? name)].join('_'));
}

function nameText(queries: readonly EntitiesQuery[]): string {
  const name = nameOf(queries);
  return name === undefined ? '' : `,"operationName":"${name.value}"`;
}

function nameNode(value: string | undefined): NameNode {
  return { kind: Kind.NAME, value: value ?? notOfEntities() };
}

function notOfEntities(): never {
  throw new Error('Only fetches of entities are asked in one request.');
}
