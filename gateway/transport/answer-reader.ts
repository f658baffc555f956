import { contentLength, headerLines, type HeaderLines } from '../http/header-lines.ts';
import { RecentHeads } from '../http/recent-heads.ts';
import { Chunks } from './chunks.ts';

/** Told of an answer as its bytes come. Bytes are lent: they are good during the call only. */
export interface AnswerSink {
  readonly head: (status: number, headers: HeaderLines) => void;
  readonly data: (bytes: Buffer) => void;
}

/** Where an answer is after some bytes: to be continued, whole (and whether the connection can serve again), or not HTTP. */
export type Progress = 'more' | 'whole' | 'whole-last' | 'not-http';

/** Heads longer than this are refused. */
const MAX_HEAD = 16_384;
/** Most are shorter: the body behind is not read for nothing. */
const USUAL_HEAD = 1024;
const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})(?: [\t\u0020-\u007e\u0080-\u00ff]*)?\r\n/;
const NOTHING = Buffer.alloc(0);

interface Head {
  readonly status: number;
  readonly headers: HeaderLines;
  /** The declared length of the body: `undefined` when there is none, `null` when it is no length. */
  readonly length: number | null | undefined;
  /** Whether the connection can serve again. */
  readonly isReusable: boolean;
}

const recent = new RecentHeads(readHead);

function readHead(text: string): Head | undefined {
  const [line, minor, status] = STATUS_LINE.exec(text) ?? [];
  const headers = line === undefined ? undefined : headerLines(text, line.length, text.length - 2);
  if (headers === undefined) return undefined;
  const isReusable = minor === '1' && !/\bclose\b/i.test(String(headers['connection'] ?? ''));
  return { status: Number(status), headers, length: contentLength(headers), isReusable };
}

/** Reads one answer of HTTP/1.1 strictly: what can be understood in two ways is refused. */
export class AnswerReader {
  private readonly sink: AnswerSink;
  /** The bytes of a head not yet whole. */
  private before: Buffer = NOTHING;
  private isHeadRead = false;
  private isReusable = false;
  /** Bytes of the body still to come; `null` until the connection ends. */
  private left: number | null = null;
  private chunks: Chunks | null = null;

  constructor(sink: AnswerSink) {
    this.sink = sink;
  }

  /** Another answer is awaited. */
  begin(): void {
    this.before = NOTHING;
    this.isHeadRead = false;
    this.left = this.chunks = null;
  }

  read(bytes: Buffer): Progress {
    return this.isHeadRead ? this.body(bytes) : this.head(bytes);
  }

  /** Whether the answer, which does not declare its end, ends with the connection. */
  isEndedByClosing(): boolean {
    return this.isHeadRead && this.left === null && this.chunks === null;
  }

  private head(given: Buffer): Progress {
    const bytes = this.before.length === 0 ? given : Buffer.concat([this.before, given]);
    let text = bytes.toString('latin1', 0, Math.min(bytes.length, USUAL_HEAD));
    let end = text.indexOf('\r\n\r\n');
    if (end === -1 && bytes.length > USUAL_HEAD) {
      text = bytes.toString('latin1', 0, Math.min(bytes.length, MAX_HEAD));
      end = text.indexOf('\r\n\r\n');
    }
    if (end === -1) {
      if (bytes.length >= MAX_HEAD || !'HTTP/1.'.startsWith(text.slice(0, 7))) return 'not-http';
      this.before = this.before.length === 0 ? Buffer.from(given) : bytes;
      return 'more';
    }
    this.before = NOTHING;
    const head = recent.of(text.slice(0, end + 4));
    if (head === undefined || !this.framed(head)) return 'not-http';
    const rest = bytes.subarray(end + 4);
    if (head.status >= 200) {
      this.isHeadRead = true;
      this.sink.head(head.status, head.headers);
      return this.body(rest);
    }
    return rest.length === 0 ? 'more' : this.head(rest);
  }

  /** How the body ends (RFC 9112, 6.3). */
  private framed({ status, headers, length, isReusable }: Head): boolean {
    const { 'transfer-encoding': encoding } = headers;
    if (length === null || status === 101) return false;
    this.isReusable = isReusable;
    if (encoding !== undefined) {
      if (length !== undefined || typeof encoding !== 'string' || encoding.toLowerCase() !== 'chunked') return false;
      this.chunks = new Chunks((bytes) => {
        this.sink.data(bytes);
      });
    } else if (status === 204 || status === 304) this.left = 0;
    else this.left = length ?? null;
    return true;
  }

  private body(bytes: Buffer): Progress {
    if (this.chunks !== null) return this.chunked(this.chunks, bytes);
    if (this.left === null) {
      if (bytes.length > 0) this.sink.data(bytes);
      return 'more';
    }
    const isMore = bytes.length > this.left;
    const own = isMore ? bytes.subarray(0, this.left) : bytes;
    this.left -= own.length;
    if (own.length > 0) this.sink.data(own);
    return this.left > 0 ? 'more' : this.whole(isMore);
  }

  private chunked(chunks: Chunks, bytes: Buffer): Progress {
    const read = chunks.read(bytes);
    if (read === -1) return 'not-http';
    return chunks.isOver ? this.whole(read < bytes.length) : 'more';
  }

  /** Bytes after an answer belong to no question: the connection is not used again. */
  private whole(isFollowed: boolean): Progress {
    return this.isReusable && !isFollowed ? 'whole' : 'whole-last';
  }
}
