import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Subgraph } from '../in-process-subgraph.ts';
import { openSideBySide, type SideBySide } from '../side-by-side.ts';
import type { SideAnswer, SideName } from '../side.ts';
import { inTurn, TRANSFORMATIONS, type Transformation } from './transformations.ts';

/** One operation and what it must answer, whoever executes it. */
export interface Case {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** In the operation's field order. */
  readonly data: unknown;
  /** The paths of the answer's errors, in any order. None when it is not given. */
  readonly errorPaths?: readonly (readonly (string | number)[] | undefined)[];
  /** What the specification says that Apollo's executor does not do: its answer then differs. */
  readonly apolloIsWrong?: string;
  /** Called before each question, for worlds that keep a state; these are asked one at a time. */
  readonly before?: () => void;
}

/** How the schema of each subgraph of a world begins. */
export const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@external", "@requires", "@provides", "@shareable", "@override", "@interfaceObject", "@inaccessible"])`;

const COMBINED: Readonly<Record<string, Transformation>> = {
  ...TRANSFORMATIONS,
  'all of these': inTurn(
    'arguments as variables',
    '__typename everywhere',
    'selections in fragments',
    'everything a second time, skipped',
    'conditions by variables on everything',
    'aliases turned among themselves',
  ),
};

/** Runs the cases of one world: by our executor compiled and interpreted, twice, transformed, at once; and by Apollo's. */
export function describeCases(
  title: string,
  subgraphs: Readonly<Record<string, Subgraph>>,
  cases: readonly Case[],
): void {
  describe(title, () => {
    let world: SideBySide;
    beforeAll(async () => {
      world = await openSideBySide({ subgraphs });
    });
    afterAll(async () => {
      await world.close();
    });
    describe.each(cases.map((given) => [given.name, given] as const))('%s', (_name, given) => {
      test.each(['compiled', 'interpreted'] as const)('%s, first and repeated', async (side) => {
        expect(await asked(world, side, given)).toEqual(expected(given));
        const again = await asked(world, side, given);
        expect(again).toEqual(expected(given));
        expect(JSON.stringify(again.data)).toBe(JSON.stringify(given.data));
      });
      test(`by Apollo${given.apolloIsWrong === undefined ? '' : `, wrongly: ${given.apolloIsWrong}`}`, async () => {
        const answer = await asked(world, 'apollo', given);
        if (given.apolloIsWrong === undefined) expect(answer).toEqual(expected(given));
        else expect(answer).not.toEqual(expected(given));
      });
      test.each(Object.keys(COMBINED))('with %s', async (name) => {
        expect(await asked(world, 'compiled', given, COMBINED[name])).toEqual(expected(given));
      });
      if (given.before !== undefined) return;
      test('eight at once', async () => {
        const transformations = [undefined, ...Object.values(TRANSFORMATIONS).slice(0, 7)];
        const answers = await Promise.all(transformations.map((one) => asked(world, 'compiled', given, one)));
        expect(answers).toEqual(transformations.map(() => expected(given)));
      });
    });
  });
}

interface Compared {
  readonly data: unknown;
  readonly errorPaths: readonly string[];
}

async function asked(
  world: SideBySide,
  side: SideName,
  given: Case,
  transformation?: Transformation,
): Promise<Compared> {
  const { query, variables = {}, before } = given;
  before?.();
  if (transformation === undefined) return compared(await world.ask(side, query, variables), (path) => path);
  const transformed = transformation(world.apiSchema, query, variables);
  const answer = await world.ask(side, transformed.query, transformed.variables);
  return compared({ ...answer, data: transformed.data(answer.data) }, transformed.path);
}

type Path = readonly (string | number)[];

function compared({ data, errors }: SideAnswer, mapped: (path: Path) => Path): Compared {
  return {
    data,
    errorPaths: placed(errors.map(({ path }) => pathText(path === undefined ? undefined : mapped(path)))),
  };
}

function expected({ data, errorPaths = [] }: Case): Compared {
  return { data, errorPaths: errorPaths.map(pathText).sort() };
}

/** A refused operation is refused once, however many reasons are told. */
function placed(paths: readonly string[]): readonly string[] {
  const nowhere = pathText(undefined);
  return paths.filter((path, at) => path !== nowhere || paths.indexOf(path) === at).sort();
}

const pathText = (path: Path | undefined): string => (path === undefined ? 'no path' : path.join('.'));
