import type { FastifyReply, FastifyRequest } from 'fastify';
import { ANONYMOUS, type Actor, type Headers } from '../platform/actor.ts';
import type { Caller } from './caller.ts';
import { originVerdict, preflightHeaders, unidentifiedHeaders, unknownOrigin, type Origins } from './limits/origins.ts';
import { unreadableBody } from './limits/content-type.ts';
import { documentLimitRefusal } from './limits/limit-refusal.ts';
import type { Admission } from './quotas/admission.ts';
import type { ClientAddress } from './quotas/client-address.ts';

/** What decides, before its body is read, whether a request goes on. */
export interface Reception {
  readonly admission: Admission;
  readonly addressOf: ClientAddress;
  readonly origins: Origins;
}

interface Received {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** @throws when the caller is not recognised. */
  readonly identify: (headers: Headers) => Actor | Promise<Actor>;
}

/**
 * Who asks, when the request may go on. What every answer tells its caller (allowance, origin) is put in the reply.
 *
 * @throws a refusal: of the identity, of the web page that asks, of the quota, or because the hub is full.
 */
export async function received(
  { admission, addressOf, origins }: Reception,
  { request, reply, identify }: Received,
): Promise<Actor> {
  const unreadable = unreadableBody(request.headers);
  if (unreadable !== null) throw unreadable;
  const address = addressOf(request.raw);
  const actor = await identifiedOr(
    () => identify(request.headers),
    () => {
      void reply.headers(unidentifiedHeaders(request.headers, origins));
      // Who tries tokens that are wrong spends the quota of those who have none.
      const verdict = admission.admit(ANONYMOUS, address);
      if (verdict.kind === 'admitted') admission.end();
      else throwWith(reply, verdict);
    },
  );
  const page = originVerdict(request.headers, actor, origins);
  if (page.kind === 'refused') throw page.error;
  void reply.headers(page.headers);
  const verdict = admission.admit(actor, address);
  if (verdict.kind === 'refused') throwWith(reply, verdict);
  void reply.headers(verdict.allowance.headers);
  // Its client may have gone away while it was being identified: nothing would tell of that again.
  if (reply.raw.closed) admission.end();
  else reply.raw.once('close', admission.end);
  return actor;
}

/**
 * Counts a batch for as many requests as it holds.
 *
 * @throws a refusal of one that holds too many.
 */
export function countBatch(
  { admission, addressOf }: Reception,
  { request, caller, maxBatch }: { request: FastifyRequest; caller: Caller; maxBatch: number },
): void {
  if (!Array.isArray(request.body)) return;
  const operations = request.body.length;
  if (operations > maxBatch) throw documentLimitRefusal('batch', operations, maxBatch);
  if (operations > 1) admission.charge(caller.actor, addressOf(request.raw), operations - 1);
}

/** Answers a browser that asks whether a page may ask; whatever else asks is told the methods. */
export function answerPreflight({ origins }: Reception, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { origin } = request.headers;
  if (origin === undefined) return reply.code(204).header('allow', 'GET, POST, OPTIONS').send();
  const headers = preflightHeaders(request.headers, origins);
  if (headers === null) throw unknownOrigin(origin);
  return reply.code(204).headers(headers).send();
}

async function identifiedOr(identify: () => Actor | Promise<Actor>, whenNot: () => void): Promise<Actor> {
  try {
    return await identify();
  } catch (error) {
    whenNot();
    throw error;
  }
}

function throwWith(
  reply: FastifyReply,
  { headers, error }: Extract<ReturnType<Admission['admit']>, { kind: 'refused' }>,
): never {
  void reply.headers(headers);
  throw error;
}
