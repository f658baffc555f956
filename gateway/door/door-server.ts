import { Server, type RequestListener, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { clearInterval, setInterval } from 'node:timers';
import { TransientMap } from '../transient-map.ts';
import { DoorConnection, type Door } from './door-connection.ts';
import { InnerSocket } from './inner-socket.ts';
import { lendingSocket } from './lending-socket.ts';

export interface DoorServerOptions {
  readonly listener: RequestListener;
  /** Of Node's server. */
  readonly http: ServerOptions;
  readonly answer: Door['answer'];
  readonly keepAliveMs: number;
}

/** What comes at once, at most: all connections read into one buffer, one after the other. */
const READ_BYTES = 65_536;

/**
 * So often a connection is found still before it is closed: an eighth late at most, never early. Node would set a timer of
 * the connection again for each read and each write.
 */
const LOOKS = 8;

/**
 * Node's HTTP server, with the door in front of it: a connection's bytes come to the door first, which answers what it
 * knows and gives the rest, unchanged, to the server.
 */
export class DoorServer extends Server {
  private readonly atDoor = new TransientMap<DoorConnection, true>();
  private isClosing = false;

  constructor({ listener, http, answer, keepAliveMs }: DoorServerOptions) {
    super(http, listener);
    this.keepAliveTimeout = keepAliveMs;
    const serveConnection = this.listeners('connection') as ((this: Server, socket: InnerSocket) => void)[];
    this.removeAllListeners('connection');
    const door: Door = {
      answer,
      serve: (inner) => {
        for (const serve of serveConnection) serve.call(this, inner);
      },
      isClosing: () => this.isClosing,
      closed: (connection) => this.atDoor.delete(connection),
    };
    const lent = Buffer.allocUnsafeSlow(READ_BYTES);
    this.on('connection', (accepted: Socket) => {
      this.atDoor.set(new DoorConnection((read) => lendingSocket(accepted, lent, read), door), true);
    });
    const looking = setInterval(() => this.closeStill(), keepAliveMs / LOOKS).unref();
    this.on('close', () => clearInterval(looking));
    this.on('request', ({ socket }, response) => {
      if (!(socket instanceof InnerSocket)) return;
      socket.asked();
      response.once('close', () => socket.answered());
    });
  }

  private closeStill(): void {
    for (const connection of this.atDoor.keys()) if (connection.look() >= LOOKS) connection.destroy();
  }

  override close(closed?: (error?: Error) => void): this {
    this.isClosing = true;
    return super.close(closed);
  }

  override closeIdleConnections(): void {
    this.isClosing = true;
    super.closeIdleConnections();
    for (const connection of this.atDoor.keys()) if (connection.isIdle) connection.destroy();
  }

  override closeAllConnections(): void {
    this.isClosing = true;
    super.closeAllConnections();
    for (const connection of this.atDoor.keys()) connection.destroy();
  }
}
