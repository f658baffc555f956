import { Pool, type Dispatcher } from 'undici';

/** Why a subgraph gave no usable answer. */
export type OutageReason = 'TIMEOUT' | 'UNREACHABLE' | 'UNREADABLE' | 'TOO_LARGE' | 'CANCELLED';

/** A GraphQL answer, checked in form only. */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly unknown[];
  readonly extensions?: Record<string, unknown>;
}

export type SubgraphOutcome =
  | { readonly kind: 'answered'; readonly answer: SubgraphAnswer }
  | { readonly kind: 'failed'; readonly reason: OutageReason; readonly detail: string };

export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface SubgraphClient {
  readonly timeoutMs: number;
  /** Asks once; never throws: what went wrong is part of the outcome, for the log, never for the caller. */
  readonly ask: (request: SubgraphRequest) => Promise<SubgraphOutcome>;
  readonly close: () => Promise<void>;
}

class Failure extends Error {
  readonly reason: OutageReason;
  constructor(reason: OutageReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** A client of one subgraph: kept-alive connections, a deadline, a size limit, and a check that the answer is GraphQL. */
export function subgraphClient(url: string, limits: { timeoutMs: number; maxResponseBytes: number }): SubgraphClient {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: 64, connect: { timeout: limits.timeoutMs } });
  const post = (request: SubgraphRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> =>
    pool.request({
      path: pathname + search,
      method: 'POST',
      headers: { ...request.headers, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        query: request.query,
        variables: request.variables,
        operationName: request.operationName,
      }),
      signal,
    });
  return {
    timeoutMs: limits.timeoutMs,
    ask: (request) =>
      withDeadline(request.signal, limits.timeoutMs, async (signal) =>
        answerOf(await post(request, signal), limits.maxResponseBytes),
      ),
    close: () => pool.destroy(),
  };
}

async function withDeadline(
  caller: AbortSignal,
  timeoutMs: number,
  run: (signal: AbortSignal) => Promise<SubgraphAnswer>,
): Promise<SubgraphOutcome> {
  const controller = new AbortController();
  const cancel = () => {
    controller.abort(new Failure('CANCELLED', 'the caller hung up'));
  };
  const timer = setTimeout(() => {
    controller.abort(new Failure('TIMEOUT', `no answer in ${timeoutMs} ms`));
  }, timeoutMs);
  caller.addEventListener('abort', cancel, { once: true });
  if (caller.aborted) cancel();
  try {
    return { kind: 'answered', answer: await run(controller.signal) };
  } catch (error) {
    return failed(controller.signal.aborted ? controller.signal.reason : error);
  } finally {
    clearTimeout(timer);
    caller.removeEventListener('abort', cancel);
  }
}

function failed(error: unknown): SubgraphOutcome {
  if (error instanceof Failure) return { kind: 'failed', reason: error.reason, detail: error.message };
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  const timedOut = code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'UND_ERR_HEADERS_TIMEOUT';
  return { kind: 'failed', reason: timedOut ? 'TIMEOUT' : 'UNREACHABLE', detail: code };
}

async function answerOf(response: Dispatcher.ResponseData, maxBytes: number): Promise<SubgraphAnswer> {
  if (response.statusCode >= 500) return refuse(response, `status ${response.statusCode}`);
  const type = String(response.headers['content-type'] ?? '');
  if (!/^application\/(graphql-response\+)?json\b/i.test(type)) return refuse(response, 'the answer is not JSON');
  return graphqlAnswer(await limitedText(response, maxBytes));
}

/** Reads the rest of a refused answer away, within reason, so that its connection can serve again. */
async function refuse(response: Dispatcher.ResponseData, detail: string): Promise<never> {
  await response.body.dump({ limit: 65_536 }).catch(() => undefined);
  throw new Failure('UNREADABLE', detail);
}

async function limitedText(response: Dispatcher.ResponseData, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new Failure('TOO_LARGE', `more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

function graphqlAnswer(text: string): SubgraphAnswer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Failure('UNREADABLE', 'malformed JSON');
  }
  if (!isAnswer(value)) throw new Failure('UNREADABLE', 'neither data nor errors');
  return value;
}

function isAnswer(value: unknown): value is SubgraphAnswer {
  if (!isRecord(value)) return false;
  const { data, errors } = value;
  if (errors !== undefined && !(Array.isArray(errors) && errors.every(isGraphqlError))) return false;
  return isRecord(data) || ((data === null || data === undefined) && errors !== undefined && errors.length > 0);
}

function isGraphqlError(value: unknown): boolean {
  return isRecord(value) && typeof value['message'] === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
