/** Why a subgraph gave no usable answer. */
export type OutageReason = 'TIMEOUT' | 'UNREACHABLE' | 'UNREADABLE' | 'TOO_LARGE' | 'CANCELLED' | 'CIRCUIT_OPEN';

export const OUTAGE_REASONS: readonly OutageReason[] = [
  'TIMEOUT',
  'UNREACHABLE',
  'UNREADABLE',
  'TOO_LARGE',
  'CANCELLED',
  'CIRCUIT_OPEN',
];

export interface Failed {
  readonly kind: 'failed';
  readonly reason: OutageReason;
  /** For the log: a code or a few fixed words, never a value, an address or a message of the network. */
  readonly detail: string;
  /** The request may have reached the subgraph. */
  readonly sent: boolean;
  /** The connection broke: asking again on another one may succeed. */
  readonly broken: boolean;
  /** What it says of the subgraph's health: it failed, it answered, or nothing (the caller's doing). */
  readonly verdict: Verdict;
}

export type Verdict = 'failure' | 'success' | 'neutral';

/** An answer, for how many seconds anyone may keep it, and the publication that it tells. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly body: Buffer;
      readonly maxAge: number;
      readonly publication: number | undefined;
    }
  | Failed;

/** A subgraph that answered, but nothing that can be used. */
export function refused(reason: 'UNREADABLE' | 'TOO_LARGE', detail: string): Failed {
  return { kind: 'failed', reason, detail, sent: true, broken: false, verdict: 'success' };
}

/** Nothing was sent: the circuit is open. */
export const CIRCUIT_IS_OPEN: Failed = {
  kind: 'failed',
  reason: 'CIRCUIT_OPEN',
  detail: 'not asked',
  sent: false,
  broken: false,
  verdict: 'neutral',
};

/** Codes of a connection that ended under a request, or before it was written. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
const NOT_HTTP = 'not HTTP/1.1';
const UNREADABLE = new Set([NOT_HTTP, 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'UND_ERR_HEADERS_OVERFLOW']);
const TIMED_OUT = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);
/** Faults of what we sent, or of our own stopping: they say nothing of the subgraph. */
const OURS = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED']);

/** What an error of the HTTP client means. */
export function failureOf(error: unknown, sent: boolean): Failed {
  const code = codeOf(error);
  if (UNREADABLE.has(code)) return refused('UNREADABLE', code);
  return {
    kind: 'failed',
    reason: TIMED_OUT.has(code) ? 'TIMEOUT' : 'UNREACHABLE',
    detail: code,
    sent,
    broken: BROKEN.has(code),
    verdict: OURS.has(code) ? 'neutral' : 'failure',
  };
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('name' in error && error.name === 'HTTPParserError') return NOT_HTTP;
  return 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
