import { SECURITY_HEADERS } from '../http-rules.ts';
import type { AnswerBody } from './answer-body.ts';

/** An answer as it is written: its head is our own words, ASCII. */
export interface WrittenAnswer {
  readonly head: string;
  readonly body: AnswerBody;
}

const STATUS_LINES = { 200: 'HTTP/1.1 200 OK', 500: 'HTTP/1.1 500 Internal Server Error' };
const FIXED = Object.entries(SECURITY_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

/** A whole answer, the same bytes as Fastify and Node's HTTP server write. */
export function writtenAnswer(
  { status, headers, body }: { status: 200 | 500; headers: Readonly<Record<string, string>>; body: AnswerBody },
  { id, keepAliveMs }: { readonly id: string; readonly keepAliveMs: number },
): WrittenAnswer {
  let head = `${STATUS_LINES[status]}\r\nx-request-id: ${id}\r\n${FIXED}`;
  for (const name in headers) head += `${name}: ${headers[name] ?? ''}\r\n`;
  head += `content-length: ${body.length}\r\nDate: ${httpDate()}\r\n`;
  head += `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAliveMs / 1000)}\r\n\r\n`;
  return { head, body };
}

let date: string | undefined;

/** The time in the form of HTTP, written once a second. */
function httpDate(): string {
  if (date === undefined) {
    const now = new Date();
    date = now.toUTCString();
    setTimeout(() => {
      date = undefined;
    }, 1000 - now.getMilliseconds()).unref();
  }
  return date;
}
