import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

type Written = (error?: Error | null) => void;

/** The connection as Node's HTTP server sees it, when a request is not answered at the door. */
export class InnerSocket extends Duplex {
  private readonly outer: Socket;
  /** To be called when a request that came through has been answered. */
  readonly answered: () => void;

  constructor(outer: Socket, answered: () => void) {
    super({ decodeStrings: false, allowHalfOpen: true });
    this.outer = outer;
    this.answered = answered;
  }

  get remoteAddress(): string | undefined {
    return this.outer.remoteAddress;
  }

  get remotePort(): number | undefined {
    return this.outer.remotePort;
  }

  get remoteFamily(): string | undefined {
    return this.outer.remoteFamily;
  }

  get localAddress(): string | undefined {
    return this.outer.localAddress;
  }

  get localPort(): number | undefined {
    return this.outer.localPort;
  }

  /** The door keeps the time of idle connections; the server that of requests under way. */
  setTimeout(): this {
    return this;
  }

  override _read(): void {
    if (this.outer.isPaused()) this.outer.resume();
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, written: Written): void {
    this.outer.write(chunk, encoding, written);
  }

  override _writev(chunks: { chunk: Buffer | string; encoding: BufferEncoding }[], written: Written): void {
    this.outer.cork();
    chunks.forEach(({ chunk, encoding }, at) => {
      this.outer.write(chunk, encoding, at === chunks.length - 1 ? written : undefined);
    });
    this.outer.uncork();
  }

  override _final(written: () => void): void {
    this.outer.end(written);
  }

  override _destroy(error: Error | null, destroyed: Written): void {
    this.outer.destroy();
    destroyed(error);
  }
}
