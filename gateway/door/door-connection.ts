import type { Socket } from 'node:net';
import { InnerSocket } from './inner-socket.ts';
import { requestHead, type RequestHead } from './request-head.ts';
import type { WrittenAnswer } from './written-answer.ts';

/** A whole request. Its body's characters are bytes. */
export interface WholeRequest {
  readonly head: RequestHead;
  readonly body: string;
  /** The connection it came by. */
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** An answer under way at the door. */
export interface Answering {
  /** Never rejects. */
  readonly written: Promise<WrittenAnswer>;
  /** The client went away. */
  readonly hangUp: () => void;
}

export interface Door {
  /** Answers a request itself, or leaves it (`undefined`) to the server behind. */
  readonly answer: (request: WholeRequest) => Answering | undefined;
  /** Gives a connection to the server behind. */
  readonly serve: (inner: InnerSocket) => void;
  readonly isClosing: () => boolean;
  readonly closed: (connection: DoorConnection) => void;
}

/** What the connection is at: nothing, a request answered here, one left to the server behind, or all left to it. */
type State = 'idle' | 'answering' | 'inner' | 'inner-for-good';

/** Requests longer than this are left to the server behind, which reads them by pieces. */
const MAX_REQUEST = 65_536;

/** One client's connection: each request is answered here, or left to the server behind, one after the other. */
export class DoorConnection {
  private readonly socket: Socket;
  private readonly door: Door;
  private state: State = 'idle';
  private inner: InnerSocket | null = null;
  private answering: Answering | null = null;
  /** Bytes of a request under way in the server behind that have not come yet. */
  private left = 0;
  /** What came before the answer to what was before it. */
  private later: Buffer[] = [];

  constructor(socket: Socket, door: Door, idleMs: number) {
    this.socket = socket;
    this.door = door;
    socket.setTimeout(idleMs);
    socket.on('timeout', () => {
      const isLeft = this.state === 'inner-for-good' && this.inner?.isBusy !== true;
      if (this.state === 'idle' || isLeft || socket.writableLength > 0) socket.destroy();
    });
    socket.on('data', (bytes: Buffer) => {
      this.received(bytes);
    });
    // What broke a connection is no fault of ours; `close` follows.
    socket.on('error', () => undefined);
    socket.on('end', () => {
      if (this.inner !== null && this.state !== 'answering') this.inner.push(null);
      else socket.destroy();
    });
    socket.on('close', () => {
      this.answering?.hangUp();
      this.inner?.destroy();
      door.closed(this);
    });
  }

  get isIdle(): boolean {
    return this.state === 'idle';
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** The server behind has answered the request that was left to it. */
  private innerAnswered(): void {
    if (this.state !== 'inner' || this.left > 0) this.state = 'inner-for-good';
    else this.next();
  }

  private received(bytes: Buffer): void {
    if (this.state === 'inner-for-good') this.toInner(bytes);
    else if (this.state === 'inner' && this.left > 0) this.innerBody(bytes);
    else if (this.state === 'idle') this.begin(bytes);
    else {
      this.later.push(bytes);
      this.socket.pause();
    }
  }

  /** Bytes that begin a request. */
  private begin(bytes: Buffer): void {
    const text = bytes.length > MAX_REQUEST || this.door.isClosing() ? '' : bytes.toString('latin1');
    const head = text === '' ? undefined : requestHead(text);
    if (head === undefined) {
      this.state = 'inner-for-good';
      this.toInner(bytes);
      return;
    }
    const length = head.length + head.bodyLength;
    if (text.length > length) this.later.push(bytes.subarray(length));
    const answering =
      text.length < length
        ? undefined
        : this.door.answer({ head, body: text.slice(head.length, length), socket: this.socket });
    if (answering === undefined) {
      this.state = 'inner';
      this.left = Math.max(0, length - text.length);
      this.toInner(text.length > length ? bytes.subarray(0, length) : bytes);
      return;
    }
    this.state = 'answering';
    this.answering = answering;
    void answering.written.then((answer) => {
      this.answering = null;
      if (this.socket.destroyed) return;
      if (this.write(answer)) this.next();
      else this.socket.once('drain', () => this.next());
    });
  }

  private write({ head, body }: WrittenAnswer): boolean {
    const taken = body.taken();
    if (typeof taken === 'string') return this.socket.write(head + taken, body.encoding);
    this.socket.cork();
    this.socket.write(head, 'latin1');
    const isRoom = this.socket.write(taken);
    this.socket.uncork();
    return isRoom;
  }

  private innerBody(bytes: Buffer): void {
    const own = Math.min(this.left, bytes.length);
    this.left -= own;
    if (own < bytes.length) this.later.push(bytes.subarray(own));
    this.toInner(own < bytes.length ? bytes.subarray(0, own) : bytes);
  }

  private toInner(bytes: Buffer): void {
    if (this.inner === null) {
      this.inner = new InnerSocket(this.socket, () => this.innerAnswered());
      this.door.serve(this.inner);
    }
    if (!this.inner.push(bytes)) this.socket.pause();
  }

  private next(): void {
    this.state = 'idle';
    if (this.socket.destroyed) return;
    if (this.later.length > 0) {
      const bytes = Buffer.concat(this.later);
      this.later = [];
      this.begin(bytes);
    } else if (this.door.isClosing()) this.socket.end();
    if (this.socket.isPaused()) this.socket.resume();
  }
}
