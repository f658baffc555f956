/** What a step of reading a chunked body is at. */
type State = 'size' | 'data' | 'data-end' | 'trailer' | 'over';

const LF = 10;
const MAX_LINE = 4096;
const SIZE = /^([\da-f]{1,8})[\t ]*(?:;[\t\u0020-\u007e\u0080-\u00ff]*)?\r$/i;

/** Reads a body sent in chunks (RFC 9112, 7.1), whatever the pieces in which it comes. */
export class Chunks {
  private readonly data: (bytes: Buffer) => void;
  private state: State = 'size';
  private left = 0;
  private line = '';

  constructor(data: (bytes: Buffer) => void) {
    this.data = data;
  }

  /** Whether the last chunk and the trailer have been read. */
  get isOver(): boolean {
    return this.state === 'over';
  }

  /** Reads bytes; gives how many were of this body, or -1 when they are not chunks. */
  read(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length && this.state !== 'over') {
      if (this.state === 'data') {
        const end = Math.min(bytes.length, at + this.left);
        this.data(bytes.subarray(at, end));
        this.left -= end - at;
        at = end;
        if (this.left === 0) this.state = 'data-end';
        continue;
      }
      const end = bytes.indexOf(LF, at);
      const piece = bytes.toString('latin1', at, end === -1 ? bytes.length : end);
      if (this.line.length + piece.length > MAX_LINE) return -1;
      this.line += piece;
      if (end === -1) return bytes.length;
      at = end + 1;
      if (!this.endOfLine()) return -1;
    }
    return at;
  }

  private endOfLine(): boolean {
    const { line } = this;
    this.line = '';
    if (!line.endsWith('\r')) return false;
    if (this.state === 'data-end') {
      this.state = 'size';
      return line === '\r';
    }
    if (this.state === 'trailer') {
      if (line === '\r') this.state = 'over';
      return true;
    }
    const size = SIZE.exec(line)?.[1];
    if (size === undefined) return false;
    this.left = Number.parseInt(size, 16);
    this.state = this.left === 0 ? 'trailer' : 'data';
    return true;
  }
}
