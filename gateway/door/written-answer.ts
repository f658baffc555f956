import { SECURITY_HEADERS } from '../http-rules.ts';
import type { AnswerBody } from './answer-body.ts';

/** An answer as it is written: its head is our own words, ASCII. */
export interface WrittenAnswer {
  readonly head: string;
  readonly body: AnswerBody;
}

interface AnswerToWrite {
  readonly status: 200 | 500;
  readonly cacheControl: string;
  /** The headers that tell the caller what is left of the quota. */
  readonly allowance: Readonly<Record<string, string>>;
  readonly body: AnswerBody;
}

export const JSON_TYPE = 'application/json; charset=utf-8';
const STATUS_LINES = { 200: 'HTTP/1.1 200 OK', 500: 'HTTP/1.1 500 Internal Server Error' };
const FIXED = Object.entries(SECURITY_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

/** A whole answer, the same bytes as Fastify and Node's HTTP server write. */
export function writtenAnswer(
  { status, cacheControl, allowance, body }: AnswerToWrite,
  { id, keepAliveMs }: { readonly id: string; readonly keepAliveMs: number },
): WrittenAnswer {
  let head = `${STATUS_LINES[status]}\r\nx-request-id: ${id}\r\n${FIXED}cache-control: ${cacheControl}\r\n`;
  for (const name in allowance) head += `${name}: ${allowance[name] ?? ''}\r\n`;
  head += `content-type: ${JSON_TYPE}\r\ncontent-length: ${body.length}\r\nDate: ${httpDate()}\r\n`;
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
