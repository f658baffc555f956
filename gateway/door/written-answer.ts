import { SECURITY_HEADERS } from '../http-rules.ts';
import type { Allowance } from '../quotas/quota.ts';
import type { AnswerBody } from './answer-body.ts';

/** An answer as it is written: its head is our own words, ASCII. */
export interface WrittenAnswer {
  readonly head: string;
  readonly body: AnswerBody;
}

interface AnswerToWrite {
  readonly id: string;
  readonly status: 200 | 500;
  readonly cacheControl: string;
  /** What is left to the caller of its quota; `null` is not told. */
  readonly allowance: Allowance | null;
  readonly body: AnswerBody;
}

export const JSON_TYPE = 'application/json; charset=utf-8';

const TO_ID = {
  200: 'HTTP/1.1 200 OK\r\nx-request-id: ',
  500: 'HTTP/1.1 500 Internal Server Error\r\nx-request-id: ',
};
const SECURITY = Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
const FROM_ID_TO_KEEPING = `\r\n${SECURITY.join('')}cache-control: `;
const TO_LENGTH = `content-type: ${JSON_TYPE}\r\ncontent-length: `;

/** Writes whole answers, the same bytes as Fastify and Node's HTTP server do, in few pieces. */
export function answerWriter(keepAliveMs: number): (answer: AnswerToWrite) => WrittenAnswer {
  const end = `\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAliveMs / 1000)}\r\n\r\n`;
  return ({ id, status, cacheControl, allowance, body }) => {
    const begin = `${TO_ID[status]}${id}${FROM_ID_TO_KEEPING}${cacheControl}\r\n`;
    const told = allowance === null ? '' : allowanceLines(allowance);
    return { head: `${begin}${told}${TO_LENGTH}${body.length}${dateLine()}${end}`, body };
  };
}

/** The lines of the allowance's headers. */
function allowanceLines({ quota, remaining, resetSeconds }: Allowance): string {
  const { name, requests, policy } = quota;
  const left = `ratelimit-limit: ${requests}\r\nratelimit-remaining: ${remaining}\r\nratelimit-reset: ${resetSeconds}`;
  return `${left}\r\nratelimit-policy: ${policy}\r\nratelimit: "${name}";r=${remaining};t=${resetSeconds}\r\n`;
}

let date: string | undefined;

/** The time in the form of HTTP, written once a second. */
function dateLine(): string {
  if (date === undefined) {
    const now = new Date();
    date = `\r\nDate: ${now.toUTCString()}`;
    setTimeout(() => {
      date = undefined;
    }, 1000 - now.getMilliseconds()).unref();
  }
  return date;
}
