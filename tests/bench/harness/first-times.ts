import { dataOf, difference, short } from './compare.ts';
import { post, type RunningGateway } from './gateways.ts';

/** What a gateway took for each operation, asked twice; of one that refused or answered wrongly, why it is not timed. */
export type FirstTimes =
  { readonly first: readonly number[]; readonly second: readonly number[] } | { readonly fault: string };

type Subject = Pick<RunningGateway, 'id' | 'url'>;

/** A gateway on its way through the operations; a fault ends it. */
interface Course {
  readonly gateway: Subject;
  readonly first: number[];
  readonly second: number[];
  fault?: string;
}

interface Answer {
  readonly ms: number;
  readonly data: unknown;
}

/**
 * Asks each operation twice of each gateway, one request at a time, each gateway in its turn: the first to ask meets the
 * coldest subgraphs. The answers of the first gateway of the list are what the others' must be.
 *
 * @param warming how many of the operations are asked without being timed.
 */
export async function firstTimes(
  gateways: readonly Subject[],
  operations: readonly string[],
  warming: number,
): Promise<ReadonlyMap<string, FirstTimes>> {
  const courses = gateways.map((gateway): Course => ({ gateway, first: [], second: [] }));
  for (const [number, body] of operations.entries()) {
    const turn = number % courses.length;
    const answers = new Map<Course, unknown>();
    for (const course of [...courses.slice(turn), ...courses.slice(0, turn)]) {
      if (course.fault === undefined) answers.set(course, await askedTwice(course, body, number >= warming));
    }
    compare(courses, answers);
  }
  return new Map(
    courses.map(({ gateway: { id }, first, second, fault }) => [
      id,
      fault === undefined ? { first, second } : { fault },
    ]),
  );
}

/** The data of the second answer, which a gateway may take from a cache that the first has filled. */
async function askedTwice(course: Course, body: string, timed: boolean): Promise<unknown> {
  try {
    const [one, other] = [await ask(course.gateway, body), await ask(course.gateway, body)];
    if (timed) {
      course.first.push(one.ms);
      course.second.push(other.ms);
    }
    return other.data;
  } catch (error) {
    course.fault = error instanceof Error ? error.message : String(error);
    return undefined;
  }
}

/** Wrong is what the first of those that have answered did not give. */
function compare(courses: readonly Course[], answers: ReadonlyMap<Course, unknown>): void {
  const [reference, ...others] = courses.filter(({ fault }) => fault === undefined);
  if (reference === undefined) return;
  for (const course of others) {
    const wrong = difference(answers.get(course), answers.get(reference));
    if (wrong !== null) course.fault = `wrong answer: ${wrong}`;
  }
}

async function ask({ url }: Subject, body: string): Promise<Answer> {
  const started = performance.now();
  const answer = await post(url, body);
  const ms = performance.now() - started;
  const data = dataOf(answer);
  if (data === undefined)
    throw new Error(`a new operation was refused, status ${answer.status}: ${short(answer.text)}`);
  return { ms, data };
}
