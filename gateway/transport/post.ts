import type { SubgraphAddress } from './address.ts';
import { Connections } from './connections.ts';
import { Exchange, type ExchangeBounds } from './exchange.ts';
import { socketsTo } from './open-socket.ts';
import { NOT_SENDABLE, type Outcome } from './outcome.ts';

/** What is posted. */
export interface Posted {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the headers that tell who asks, signed. */
  readonly credentials: string;
}

/** The connections to one address, kept alive. */
export interface Post {
  /** Posts JSON text once; never rejects. */
  readonly send: (request: Posted, bounds: ExchangeBounds) => Promise<Outcome>;
  /** Takes no other request; the connections end with the requests under way. */
  readonly retire: () => void;
  /** Ends every connection now. */
  readonly destroy: () => void;
}

/** Connections open when needed; what never changes of a request is prepared here. */
export function openPost(address: SubgraphAddress, connectTimeoutMs: number): Post {
  const connections = new Connections(socketsTo(address), connectTimeoutMs);
  const fixed =
    `POST ${address.path} HTTP/1.1\r\nhost: ${new URL(address.origin).host}\r\n` +
    'content-type: application/json\r\naccept: application/json\r\n';
  return {
    send: ({ body, headers, credentials }, bounds) =>
      new Promise((tell) => {
        const exchange = new Exchange(bounds, tell);
        if (bounds.signal.aborted) {
          exchange.stop();
          return;
        }
        const own = headerText(headers);
        if (own === null) exchange.failed(NOT_SENDABLE);
        else {
          const bytes = Buffer.byteLength(body);
          const head = `${fixed}${credentials}${own}content-length: ${bytes}\r\n\r\n`;
          connections.ask({ exchange, head, body, isAscii: bytes === body.length });
        }
      }),
    retire: () => connections.retire(),
    destroy: () => connections.destroy(),
  };
}

/** Plain ASCII, as the head is written with the text of the body; a line end would be another header. */
const PLAIN = /^[\t\u0020-\u007e]*$/;

function headerText(headers: Readonly<Record<string, string>>): string | null {
  let text = '';
  for (const name in headers) {
    const value = headers[name] ?? '';
    if (!PLAIN.test(value)) return null;
    text += `${name}: ${value}\r\n`;
  }
  return text;
}
