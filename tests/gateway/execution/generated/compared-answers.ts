import { parse } from 'graphql';
import type { SideName } from '../side.ts';
import type { SideBySide } from '../side-by-side.ts';
import type { WorldData } from './world-data.ts';
import { monolithAnswer } from './world-resolvers.ts';
import type { GeneratedOperation } from './write-operation.ts';

export interface OpenWorld {
  readonly sides: SideBySide;
  readonly data: WorldData;
}

export interface Comparison {
  /** What is wrong with our answers, in sentences; nothing when they are the specification's. */
  readonly faults: readonly string[];
  /** What is wrong with Apollo's, where ours is right. */
  readonly apolloFault: 'data' | 'error paths' | 'no answer' | null;
  readonly fetches: number;
  readonly hasErrors: boolean;
}

interface Right {
  readonly data: unknown;
  /** Where errors leave a null. */
  readonly paths: readonly string[];
}

interface Answer extends Right {
  readonly text: string;
  readonly fetches: number;
}

const OURS: readonly SideName[] = ['compiled', 'interpreted'];

/**
 * Asks an operation of our executors, twice each, of Apollo's, and of the world in one piece: ours must give the data and
 * the error paths of the last, and the same text each time.
 */
export async function comparedAnswers(world: OpenWorld, operation: GeneratedOperation): Promise<Comparison> {
  const { query, variables, operationName } = operation;
  const document = parse(query);
  const asked = { document, variables, operationName };
  const { data, errorPaths } = await monolithAnswer({ schema: world.sides.apiSchema, data: world.data }, asked);
  const right = { data, paths: nulledBy(errorPaths, data) };
  const faults: string[] = [];
  const [first, ...others] = OURS.flatMap((side) => [side, side]);
  const answer = await answerOf(world, first ?? 'compiled', operation);
  faults.push(...differences('compiled', answer, right));
  for (const side of others) {
    const other = await answerOf(world, side, operation);
    if (other.text !== answer.text)
      faults.push(`${side} answers otherwise:\n${other.text}\nthan compiled at first:\n${answer.text}`);
  }
  const apollo = await answerOf(world, 'apollo', operation).catch(() => null);
  return {
    faults,
    apolloFault: apollo === null ? 'no answer' : apolloFault(apollo, right),
    fetches: answer.fetches,
    hasErrors: right.paths.length > 0,
  };
}

async function answerOf({ sides }: OpenWorld, side: SideName, asked: GeneratedOperation): Promise<Answer> {
  const { data, errors, fetches } = await sides.ask(side, asked.query, asked.variables, asked.operationName);
  return {
    data,
    paths: nulledBy(
      errors.map(({ path }) => path ?? []),
      data,
    ),
    text: JSON.stringify({ data, errors }),
    fetches: fetches.length,
  };
}

/**
 * Where errors leave a null: an error whose field was nulled with its parent is counted at the parent, because a null
 * that goes up makes the other errors below it optional.
 */
function nulledBy(paths: readonly (readonly (string | number)[])[], data: unknown): readonly string[] {
  const places = paths.map((path) => {
    let value: any = data;
    const place = path.slice(0, path.findIndex((key) => (value = value?.[key]) == null) + 1);
    return data === null ? '' : place.join('.');
  });
  return [...new Set(places)].sort();
}

function differences(side: SideName, answer: Answer, right: Right): readonly string[] {
  const faults: string[] = [];
  if (JSON.stringify(answer.data) !== JSON.stringify(right.data)) {
    faults.push(`${side} gives\n${answer.text}\nwhere the data is\n${JSON.stringify(right.data)}`);
  }
  if (answer.paths.join() !== right.paths.join()) {
    faults.push(
      `${side} gives errors at ${answer.paths.join()}\nwhere they are at ${right.paths.join()}\n${answer.text}`,
    );
  }
  return faults;
}

function apolloFault(answer: Answer, right: Right): Comparison['apolloFault'] {
  if (JSON.stringify(answer.data) !== JSON.stringify(right.data)) return 'data';
  return answer.paths.join() === right.paths.join() ? null : 'error paths';
}
