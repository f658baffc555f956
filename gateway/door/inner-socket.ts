import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

type Written = (error?: Error | null) => void;

/** The connection as Node's HTTP server sees it, when a request is not answered at the door. */
export class InnerSocket extends Duplex {
  private readonly outer: Socket;
  private readonly whenAnswered: () => void;
  private underWay = 0;

  constructor(outer: Socket, whenAnswered: () => void) {
    super({ decodeStrings: false, allowHalfOpen: true });
    this.outer = outer;
    this.whenAnswered = whenAnswered;
  }

  /** Whether the server behind has a request to answer. */
  get isBusy(): boolean {
    return this.underWay > 0;
  }

  /** A request has come through. */
  asked(): void {
    this.underWay += 1;
  }

  /** A request that came through has been answered. */
  answered(): void {
    this.underWay -= 1;
    this.whenAnswered();
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
