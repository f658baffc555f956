import type { FastifyRequest } from 'fastify';
import type { CompiledOperation, CompiledOperations } from './compiled-operations.ts';

interface DirectAnswer {
  readonly operation: CompiledOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** What a client may accept to be given Apollo Server's usual type of answer. */
const USUAL = new Set([undefined, '*/*', 'application/json']);

/**
 * Runs a request whose operation is known and compiled, without Apollo Server; `null` when it must have it: another
 * form of request, an unknown operation, or any error in the answer.
 */
export async function answeredDirectly(
  operations: CompiledOperations,
  request: FastifyRequest,
  contextOf: (request: FastifyRequest) => object,
): Promise<DirectAnswer | null> {
  if (!USUAL.has(request.headers.accept)) return null;
  const asked = plainRequest(request.body);
  const operation = asked === null ? null : operations.find(asked.query);
  if (asked === null || operation === null) return null;
  if (asked.operationName !== null && asked.operationName !== operation.name) return null;
  const data = await operation.run(contextOf(request), asked.variables);
  if (data === null) return null;
  return { operation, variables: asked.variables, text: `${JSON.stringify({ data })}\n` };
}

interface PlainRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: unknown;
}

/** A request made of a text, variables and a name only. */
function plainRequest(body: unknown): PlainRequest | null {
  if (!isRecord(body)) return null;
  const { query, variables, operationName = null, ...others } = body;
  if (typeof query !== 'string' || Object.keys(others).length > 0) return null;
  if (variables === undefined || variables === null) return { query, variables: {}, operationName };
  return isRecord(variables) ? { query, variables, operationName } : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}
