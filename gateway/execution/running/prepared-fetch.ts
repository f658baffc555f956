import { Kind, parse, type SelectionSetNode } from 'graphql';
import type { AskedStep } from '../contract.ts';
import { late } from '../late.ts';
import type { FetchStep } from '../program.ts';
import { renamedKeys } from './rewrites.ts';

/** A fetch with all that does not depend on a request. */
export interface PreparedFetch {
  readonly step: FetchStep;
  /** The request's text for one set of variables; `representations` are JSON texts. */
  readonly body: (variables: Readonly<Record<string, unknown>>, representations: readonly string[] | null) => string;
  /** Keys that its answer holds for an object of that type. */
  readonly keysOf: (typeName: string | undefined) => ReadonlySet<string>;
  /** Keys that are renamed once received. */
  readonly renamed: ReadonlyMap<string, string>;
}

export function preparedFetch(step: FetchStep): PreparedFetch {
  const renamed = renamedKeys(step.outputRewrites);
  const selections = late(() => answeredSelections(step));
  const known = new Map<string | undefined, ReadonlySet<string>>();
  return {
    step,
    body: bodyOf(step),
    renamed,
    keysOf: (typeName) => {
      let keys = known.get(typeName);
      if (keys === undefined) known.set(typeName, (keys = answeredKeys(selections.get(), typeName, renamed)));
      return keys;
    },
  };
}

/** The body of each request for a fetch, up to its variables. */
export function bodyStart({ query, operationName }: Pick<AskedStep, 'query' | 'operationName'>): string {
  const name = operationName === null ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  return `{"query":${JSON.stringify(query)}${name},"variables":{`;
}

function bodyOf(step: FetchStep): PreparedFetch['body'] {
  const { variables } = step;
  const start = bodyStart(step);
  const names = variables.filter((variable) => variable !== 'representations');
  const prefixes = names.map((variable): [string, string] => [variable, `${JSON.stringify(variable)}:`]);
  return (given, representations) => {
    let text = '';
    for (const [variable, prefix] of prefixes) {
      if (!Object.hasOwn(given, variable)) continue;
      const value = JSON.stringify(given[variable]) as string | undefined;
      if (value !== undefined) text += `${text === '' ? '' : ','}${prefix}${value}`;
    }
    if (representations !== null) {
      text += `${text === '' ? '' : ','}"representations":[${representations.join(',')}]`;
    }
    return `${start}${text}}}`;
  };
}

/** What the fetch asks of the root, or of each entity. */
function answeredSelections({ query, requires }: FetchStep): SelectionSetNode | undefined {
  const operation = parse(query, { noLocation: true }).definitions.find(
    (node) => node.kind === Kind.OPERATION_DEFINITION,
  );
  const root = operation?.selectionSet;
  if (requires === null) return root;
  const entities = root?.selections.find((node) => node.kind === Kind.FIELD);
  return entities?.selectionSet;
}

function answeredKeys(
  selectionSet: SelectionSetNode | undefined,
  typeName: string | undefined,
  renamed: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const keys = new Set<string>();
  const all = new Set<string>();
  const visit = (selections: SelectionSetNode, applies: boolean): void => {
    for (const node of selections.selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) continue;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition?.name.value;
        visit(node.selectionSet, applies && (condition === undefined || condition === typeName));
        continue;
      }
      const key = node.alias?.value ?? node.name.value;
      all.add(renamed.get(key) ?? key);
      if (applies) keys.add(renamed.get(key) ?? key);
    }
  };
  if (selectionSet !== undefined) visit(selectionSet, true);
  // Asked on an interface, or for an object whose type is not known: each key may be of it.
  return keys.size > 0 ? keys : all;
}
