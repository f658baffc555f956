import { Pool } from 'undici';
import type { SubgraphAddress } from './address.ts';
import { Exchange, type ExchangeBounds } from './exchange.ts';
import type { Outcome } from './outcome.ts';

/** What is posted. */
export interface Posted {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values in turn: who asks, signed. */
  readonly credentials: readonly string[];
}

/** The connections to one address, kept alive. */
export interface Post {
  /** Posts JSON text once; never rejects. */
  readonly send: (request: Posted, bounds: ExchangeBounds) => Promise<Outcome>;
  /** Takes no other request; the connections end with the requests under way. */
  readonly retire: () => void;
  /** Ends every connection now. */
  readonly destroy: () => Promise<void>;
}

const CONNECTIONS = 64;

/** Connections open when needed; what never changes of a request is prepared here. */
export function openPost({ origin, path, socketPath }: SubgraphAddress, connectTimeoutMs: number): Post {
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    connect: { timeout: connectTimeoutMs, ...(socketPath === undefined ? {} : { socketPath }) },
    // Each exchange has one deadline of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const fixed = ['content-type', 'application/json', 'accept', 'application/json'];
  return {
    send: ({ body, headers, credentials }, bounds) =>
      new Promise((tell) => {
        const all = [...fixed, ...credentials];
        for (const name in headers) all.push(name, headers[name] ?? '');
        if (bounds.signal.aborted) {
          new Exchange(bounds, tell).stop();
          return;
        }
        pool.dispatch({ path, method: 'POST', headers: all, body }, new Exchange(bounds, tell));
      }),
    retire: () => {
      // What fails to close is already closed.
      pool.close().catch(() => undefined);
    },
    destroy: () => pool.destroy(),
  };
}
