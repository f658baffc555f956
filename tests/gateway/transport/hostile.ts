import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { SubgraphFetch, SubgraphReply } from '../../../gateway/execution/contract.ts';
import { decoded } from '../../../gateway/latin1.ts';
import { ANONYMOUS } from '../../../platform/actor.ts';
import { openTransport, type Transport } from '../../../gateway/transport/transport.ts';
import { keptLogger } from '../../support/leaks/kept.ts';

export const GOOD = '{"data":{"name":"Agen"}}';

/** An answer as bytes on the wire. */
export function answer(body: string, { status = '200 OK', type = 'application/json', more = '' } = {}): string {
  return `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`;
}

export const goodAnswer = (socket: Socket) => void socket.write(answer(GOOD));

/** Does as it likes with a connection on which a whole request has come. */
export type Behaviour = (socket: Socket, request: string) => void;

export interface HostileServer {
  readonly url: string;
  /** What the next request meets; the last one given stays. */
  behave: (...behaviours: Behaviour[]) => void;
  readonly requests: string[];
  readonly connections: ReadonlySet<Socket>;
  /** Open connections on which a request came. */
  readonly asked: ReadonlySet<Socket>;
  /** Connections accepted since the start. */
  readonly accepted: () => number;
  readonly close: () => Promise<void>;
}

/** A raw server: it reads requests and sends whatever bytes a behaviour writes. */
export async function hostileServer(socketPath?: string): Promise<HostileServer> {
  const connections = new Set<Socket>();
  const asked = new Set<Socket>();
  const requests: string[] = [];
  let accepted = 0;
  let behaviours: Behaviour[] = [goodAnswer];
  const server: Server = createServer((socket) => {
    accepted += 1;
    connections.add(socket);
    // A reset is what several of these tests are about.
    socket.on('error', () => undefined).on('close', () => connections.delete(socket) && asked.delete(socket));
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end < 0 || text.length < end + 4 + length) return;
      const request = text;
      text = '';
      requests.push(request);
      asked.add(socket);
      const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
      behaviour?.(socket, request);
    });
  });
  await new Promise<void>((resolve) =>
    socketPath === undefined ? server.listen(0, '127.0.0.1', resolve) : server.listen(socketPath, resolve),
  );
  const url =
    socketPath === undefined
      ? `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?v=1`
      : `unix:${socketPath}:/graphql`;
  return {
    url,
    behave: (...given) => (behaviours = given),
    requests,
    connections,
    asked,
    accepted: () => accepted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of connections) socket.destroy();
      }),
  };
}

export interface Opened {
  readonly transport: Transport;
  readonly logs: Record<string, unknown>[];
}

export interface OpenOptions {
  readonly failures?: number;
  readonly timeoutMs?: number;
  readonly now?: () => number;
}

export const TIMEOUT_MS = 30_000;
export const MAX_BYTES = 100_000;

/** A transport with one subgraph, `lgn`; its circuit opens late unless a test says otherwise. */
export function open(url: string, { failures = 1000, timeoutMs = TIMEOUT_MS, now }: OpenOptions = {}): Opened {
  const logs: Record<string, unknown>[] = [];
  const write = (line: string) => logs.push(JSON.parse(line));
  const settings = {
    subgraphs: { lgn: { url, timeoutMs } },
    defaultTimeoutMs: timeoutMs,
    maxResponseBytes: MAX_BYTES,
    circuitBreaker: { failures, openMs: 1000 },
    logger: keptLogger('gateway', write),
  };
  const transport = openTransport(settings, {
    credentials: ({ body }) => `hub-proof: of ${body.length}\r\n`,
    ...(now && { now }),
  });
  transport.declare('lgn', undefined);
  return { transport, logs };
}

export function fetchOf(changes: Partial<SubgraphFetch> = {}): SubgraphFetch {
  const headers = { 'x-request-id': 'r1' };
  const { signal } = new AbortController();
  const body = '{"query":"{ name }"}';
  return { subgraph: 'lgn', operation: 'query', body, actor: ANONYMOUS, headers, signal, ...changes };
}

/** The text of an answer, or the reason of a failure. */
export function told(reply: SubgraphReply): string {
  return reply.kind === 'answered' ? decoded(reply.latin1) : String(reply.error.extensions['reason']);
}
