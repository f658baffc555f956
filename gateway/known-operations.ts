import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from './caller.ts';
import { answerText, type FormatError } from './execution/answer-text.ts';
import type { Engine } from './execution/engine.ts';
import type { Asked } from './execution/release.ts';
import type { AccessRules } from './limits/access-rules.ts';

interface KnownRequest extends Asked {
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Answers an operation that was prepared before without passing through Apollo Server, with the same bytes and headers.
 * `undefined` when Apollo Server has to see the request: an operation not yet known, a GET, anything unusual or wrong.
 */
export function knownOperations(engine: Engine, format: FormatError, rules: AccessRules) {
  return async (request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<FastifyReply | undefined> => {
    const asked = knownRequest(request);
    if (asked === undefined) return undefined;
    const operation = engine.known(asked);
    if (operation === undefined || rules.refusal(operation, caller.actor) !== null) return undefined;
    const checked = operation.check(asked.variables);
    if (checked.kind === 'invalid' || operation.ready(checked.conditions) === undefined) return undefined;
    const { forwardedHeaders, signal } = caller;
    const result = await engine.run(operation, checked.conditions, {
      variables: checked.given,
      headers: forwardedHeaders,
      signal,
    });
    return reply
      .headers({ 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
      .send(answerText(result, format));
  };
}

const PLAIN_ACCEPTS = new Set(['*/*', 'application/json']);
const PLAIN_KEYS = new Set(['query', 'variables', 'operationName']);

function knownRequest({ method, headers, body }: FastifyRequest): KnownRequest | undefined {
  if (method !== 'POST' || !PLAIN_ACCEPTS.has(headers.accept ?? '*/*')) return undefined;
  if (!isRecord(body)) return undefined;
  for (const key in body) if (!PLAIN_KEYS.has(key)) return undefined;
  const { query, variables, operationName } = body;
  if (typeof query !== 'string') return undefined;
  const given = variables ?? {};
  if (!isRecord(given)) return undefined;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return undefined;
  return { source: query, operationName: operationName ?? undefined, variables: given };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
