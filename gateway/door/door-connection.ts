import type { Socket } from 'node:net';
import { InnerSocket } from './inner-socket.ts';
import type { Read } from './lending-socket.ts';
import { requestHead, type RequestHead } from './request-head.ts';
import type { WrittenAnswer } from './written-answer.ts';

/** A whole request. Its body's characters are bytes. */
export interface WholeRequest {
  readonly head: RequestHead;
  readonly body: string;
  /** The connection it came by. */
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Who asked, told the answer once. */
export interface Asker {
  readonly answered: (answer: WrittenAnswer) => void;
}

/** An answer under way at the door. */
export interface Answering {
  /** The client went away. */
  readonly hangUp: () => void;
}

export interface Door {
  /** Answers a request itself, later, or leaves it (`undefined`) to the server behind. */
  readonly answer: (request: WholeRequest, asker: Asker) => Answering | undefined;
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
export class DoorConnection implements Asker {
  private readonly socket: Socket;
  private readonly door: Door;
  private state: State = 'idle';
  private inner: InnerSocket | null = null;
  private answering: Answering | null = null;
  /** Bytes of a request under way in the server behind that have not come yet. */
  private left = 0;
  /** What came before the answer to what was before it. */
  private later: Buffer[] = [];
  /** Bytes received and sent when it was looked at last, and how often nothing had moved since. */
  private moved = -1;
  private stillLooks = 0;

  /** @param open opens it, to be read by the callback it is given. */
  constructor(open: (read: Read) => Socket, door: Door) {
    this.door = door;
    this.socket = open((lent, length) => {
      this.received(lent, length);
    });
    const { socket } = this;
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

  /** How many looks in a row, this one among them, have found that nothing had moved and nobody was at work for it. */
  look(): number {
    const { bytesRead, bytesWritten, writableLength } = this.socket;
    const moved = bytesRead + bytesWritten - writableLength;
    const isLeft = this.state === 'inner-for-good' && this.inner?.isBusy !== true;
    const isStill = moved === this.moved && (this.state === 'idle' || isLeft || writableLength > 0);
    this.moved = moved;
    this.stillLooks = isStill ? this.stillLooks + 1 : 0;
    return this.stillLooks;
  }

  /** The server behind has answered the request that was left to it. */
  private innerAnswered(): void {
    if (this.state !== 'inner' || this.left > 0) this.state = 'inner-for-good';
    else this.next();
  }

  private received(lent: Buffer, length: number): void {
    if (this.state === 'idle') this.begin(lent, length);
    else {
      const bytes = Buffer.from(lent.subarray(0, length));
      if (this.state === 'inner-for-good') this.toInner(bytes);
      else if (this.state === 'inner' && this.left > 0) this.innerBody(bytes);
      else {
        this.later.push(bytes);
        this.socket.pause();
      }
    }
  }

  /** So many bytes begin a request: what of them is kept is a copy. */
  private begin(lent: Buffer, received: number): void {
    const text = received > MAX_REQUEST || this.door.isClosing() ? '' : lent.toString('latin1', 0, received);
    const head = text === '' ? undefined : requestHead(text);
    if (head === undefined) {
      this.state = 'inner-for-good';
      this.toInner(Buffer.from(lent.subarray(0, received)));
      return;
    }
    const length = head.length + head.bodyLength;
    if (received > length) this.later.push(Buffer.from(lent.subarray(length, received)));
    const answering =
      received < length
        ? undefined
        : this.door.answer({ head, body: text.slice(head.length, length), socket: this.socket }, this);
    if (answering === undefined) {
      this.state = 'inner';
      this.left = Math.max(0, length - received);
      this.toInner(Buffer.from(lent.subarray(0, Math.min(length, received))));
      return;
    }
    this.state = 'answering';
    this.answering = answering;
  }

  answered(answer: WrittenAnswer): void {
    this.answering = null;
    if (this.socket.destroyed) return;
    if (this.write(answer)) this.next();
    else this.socket.once('drain', () => this.next());
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
      this.begin(bytes, bytes.length);
    } else if (this.door.isClosing()) this.socket.end();
    if (this.socket.isPaused()) this.socket.resume();
  }
}
