import { contentLength, type HeaderLines } from '../http/header-lines.ts';
import { refused, type Failed } from './outcome.ts';

const JSON_TYPE = /^application\/(?:graphql-response\+)?json(?:\s*;|$)/i;

/** What the status and headers of an answer are worth: the bytes to expect (`null`: not declared), or its refusal. */
export type AnswerHead = { readonly kind: 'readable'; readonly declaredBytes: number | null } | Failed;

/** Reads the status and headers of an answer, before its body. */
export function answerHead(status: number, headers: HeaderLines, maxBytes: number): AnswerHead {
  // 401: the subgraph does not know this gateway; it is no fault of the caller, who must not read it as his own.
  if (status >= 500 || status === 401 || (status >= 300 && status < 400))
    return refused('UNREADABLE', `status ${status}`);
  const { 'content-type': type, 'content-encoding': encoding } = headers;
  // Repeated headers come as a list: which of two types is meant cannot be told.
  if (typeof type !== 'string' || !JSON_TYPE.test(type)) return refused('UNREADABLE', 'the answer is not JSON');
  if (encoding !== undefined && encoding !== 'identity') return refused('UNREADABLE', 'encoded without being asked');
  const declaredBytes = contentLength(headers) ?? null;
  return declaredBytes !== null && declaredBytes > maxBytes ? tooLarge(maxBytes) : { kind: 'readable', declaredBytes };
}

/** The answer is, or says that it is, beyond the limit. */
export function tooLarge(maxBytes: number): Failed {
  return refused('TOO_LARGE', `more than ${maxBytes} bytes`);
}
