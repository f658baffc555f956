import type { EncodedText } from '../execution/answer-text.ts';
import { SECURITY_HEADERS } from '../http-rules.ts';

const STATUS_LINES = { 200: 'HTTP/1.1 200 OK', 500: 'HTTP/1.1 500 Internal Server Error' };
const FIXED = Object.entries(SECURITY_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

/** A whole answer, the same bytes as Fastify and Node's HTTP server write; its headers are our own words. */
export function answerBytes(
  { status, headers, body }: { status: 200 | 500; headers: Readonly<Record<string, string>>; body: EncodedText },
  { id, keepAliveMs }: { readonly id: string; readonly keepAliveMs: number },
): EncodedText {
  let head = `${STATUS_LINES[status]}\r\nx-request-id: ${id}\r\n${FIXED}`;
  for (const name in headers) head += `${name}: ${headers[name] ?? ''}\r\n`;
  const { text, encoding } = body;
  const length = encoding === 'latin1' ? text.length : Buffer.byteLength(text);
  const kept = `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAliveMs / 1000)}\r\n`;
  return { text: `${head}content-length: ${length}\r\nDate: ${httpDate()}\r\n${kept}\r\n${text}`, encoding };
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
