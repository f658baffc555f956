import { isDeepStrictEqual } from 'node:util';
import { post, type RunningGateway } from './gateways.ts';
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
    const read = dataOf(answer.text);
    if (answer.status !== 200 || read === undefined) return { fault: `status ${answer.status}: ${short(answer.text)}` };
    if (expected.length > 0 && !isDeepStrictEqual(read, expected[index]))
      return { fault: `wrong: ${short(answer.text)}` };
    data.push(read);
    lengths.push(Buffer.byteLength(answer.text));
  }
  if (expected.length === 0) expected.push(...data);
  return { lengths };
}

function dataOf(text: string): unknown {
  try {
    const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
    return errors === undefined ? (data ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

function short(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '/').slice(0, 160);
}
