import type { ServerOptions } from 'node:http';
import type { Socket } from 'node:net';

export interface HttpServerSettings {
  /** Given to a client to send its headers. */
  readonly headersTimeoutMs: number;
  /** Given to a client to send a whole request. */
  readonly receiveTimeoutMs: number;
  /** How long a connection may stay without anything passing, whoever is waited for. */
  readonly idleTimeoutMs: number;
  readonly maxConnections: number;
}

const MAX_HEADER_BYTES = 16_384;

/** How often connections that are too slow are looked for. */
const LOOK_EVERY_MS = 500;

/** Options of the HTTP server that close connections whose requests never end. */
export function slowRequestOptions({ headersTimeoutMs, receiveTimeoutMs }: HttpServerSettings): ServerOptions {
  return {
    headersTimeout: headersTimeoutMs,
    requestTimeout: receiveTimeoutMs,
    connectionsCheckingInterval: LOOK_EVERY_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    // Two lengths or a bare line feed are how requests are smuggled past a proxy.
    insecureHTTPParser: false,
  };
}

interface ClientFault {
  readonly status: number;
  readonly reason: string;
  readonly code: string;
  readonly message: string;
}

const FAULTS: Readonly<Record<string, ClientFault>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    reason: 'Request Timeout',
    code: 'REQUEST_TIMEOUT',
    message: 'La demande n’est pas arrivée entière à temps ; renvoyez-la d’un seul tenant.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    reason: 'Request Header Fields Too Large',
    code: 'REQUEST_TOO_LARGE',
    message: `Les en-têtes de la demande, adresse comprise, dépassent ${MAX_HEADER_BYTES} octets, le maximum ; raccourcissez-les, ou passez la requête par POST.`,
  },
};

const MALFORMED: ClientFault = {
  status: 400,
  reason: 'Bad Request',
  code: 'BAD_REQUEST',
  message: 'La demande n’est pas du HTTP bien formé.',
};

/** Tells a client whose request could not be read why, in the form of every other fault, and closes its connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, reason, code, message } = FAULTS[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
