import { contentLength, headerLines, type HeaderLines } from '../http/header-lines.ts';
import { RecentHeads } from '../http/recent-heads.ts';

/** The head of a request, and where its body is. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderLines;
  /** The length of the head, its empty line counted. */
  readonly length: number;
  readonly bodyLength: number;
}

const REQUEST_LINE = /^([A-Z]{3,7}) (\/[\u0021-\u007e]*) HTTP\/1\.1\r\n/;
const MAX_HEAD = 8192;

/** Headers by which a request says more than its length of how it or its connection goes on. */
const UNUSUAL = [
  'transfer-encoding',
  'upgrade',
  'expect',
  'trailer',
  'te',
  'proxy-connection',
  'keep-alive',
  'content-encoding',
];

/**
 * The head of a request whose form leaves no doubt: one that another reader of HTTP could understand in another way, or
 * that is not whole, is `undefined`. The text's characters are bytes.
 */
export function requestHead(text: string): RequestHead | undefined {
  const end = text.indexOf('\r\n\r\n');
  return end === -1 || end > MAX_HEAD ? undefined : recent.of(text.slice(0, end + 4));
}

const recent = new RecentHeads(readHead);

function readHead(text: string): RequestHead | undefined {
  const [line, method, target] = REQUEST_LINE.exec(text) ?? [];
  if (line === undefined || method === undefined || target === undefined || method === 'CONNECT') return undefined;
  const headers = headerLines(text, line.length, text.length - 2);
  if (headers === undefined || !isPlain(headers)) return undefined;
  const bodyLength = contentLength(headers) ?? 0;
  return { method, target, headers, length: text.length, bodyLength };
}

function isPlain(headers: HeaderLines): boolean {
  for (const name in headers) if (typeof headers[name] !== 'string') return false;
  if (UNUSUAL.some((name) => name in headers) || contentLength(headers) === null) return false;
  const { host, connection } = headers;
  if (host === undefined || host === '') return false;
  return connection === undefined || (typeof connection === 'string' && connection.toLowerCase() === 'keep-alive');
}
