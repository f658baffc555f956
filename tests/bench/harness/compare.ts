import { isDeepStrictEqual } from 'node:util';
import { post, type Posted, type RunningGateway } from './gateways.ts';
import type { BenchOperation } from './operations.ts';

/** The length of a gateway's answer to each body, or why it is not timed. */
export type Compared = { readonly lengths: readonly number[] } | { readonly fault: string };

/** Asks every body of every gateway; the first gateway's data are what the others must give. */
export async function compareAnswers(
  gateways: readonly RunningGateway[],
  operation: BenchOperation,
): Promise<ReadonlyMap<string, Compared>> {
  const expected: unknown[] = [];
  const compared = new Map<string, Compared>();
  for (const gateway of gateways) compared.set(gateway.id, await compareOne(gateway, operation, expected));
  return compared;
}

async function compareOne(
  { url, headers }: RunningGateway,
  { bodies }: BenchOperation,
  expected: unknown[],
): Promise<Compared> {
  const lengths: number[] = [];
  const data: unknown[] = [];
  for (const [index, body] of bodies.entries()) {
    const answer = await post(url, body, headers).catch((error: unknown) => ({ status: 0, text: String(error) }));
    const read = dataOf(answer);
    if (read === undefined) return { fault: `status ${answer.status}: ${short(answer.text)}` };
    const wrong = expected.length > 0 ? difference(read, expected[index]) : null;
    if (wrong !== null) return { fault: `wrong answer: ${wrong}` };
    data.push(read);
    lengths.push(Buffer.byteLength(answer.text));
  }
  if (expected.length === 0) expected.push(...data);
  return { lengths };
}

/** The data of an answer without errors; `undefined` of any other. */
export function dataOf({ status, text }: Posted): unknown {
  if (status !== 200) return undefined;
  try {
    const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
    return errors === undefined ? (data ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** Where an answer first differs from the expected one, and how; `null` when it does not. */
export function difference(answer: unknown, expected: unknown, path = 'data'): string | null {
  if (isDeepStrictEqual(answer, expected)) return null;
  if (isParent(answer) && isParent(expected) && Array.isArray(answer) === Array.isArray(expected)) {
    for (const key of Object.keys({ ...expected, ...answer })) {
      const found = difference(answer[key], expected[key], `${path}.${key}`);
      if (found !== null) return found;
    }
  }
  return `${path} is ${written(answer)}, not ${written(expected)}`;
}

function isParent(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function written(value: unknown): string {
  return value === undefined ? 'absent' : short(JSON.stringify(value)).slice(0, 60);
}

/** The beginning of an answer, for a cell or a note. */
export function short(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '/').slice(0, 160);
}
