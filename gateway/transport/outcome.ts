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

/** An answer, its characters bytes, for how many seconds anyone may keep it, and the publication that it tells. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly latin1: string;
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

/** The subgraph closed the connection under a request. */
export const CLOSED_BY_SUBGRAPH = 'closed';
export const NOT_HTTP = 'not HTTP/1.1';
export const OPENING_TIMED_OUT = 'not connected in time';
/** We closed it ourselves: it says nothing of the subgraph. */
export const DESTROYED = 'closed by the gateway';

/** The headers of our own question cannot be written. */
export const NOT_SENDABLE = 'a header that is not one';

const OURS = new Set([DESTROYED, NOT_SENDABLE]);

/** Codes of a connection that ended under a request, or before it was written. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', CLOSED_BY_SUBGRAPH]);
const TIMED_OUT = new Set([OPENING_TIMED_OUT, 'ETIMEDOUT']);

/** What the code of a connection's failure means. */
export function failureOf(code: string, sent: boolean): Failed {
  if (code === NOT_HTTP) return refused('UNREADABLE', code);
  return {
    kind: 'failed',
    reason: TIMED_OUT.has(code) ? 'TIMEOUT' : 'UNREACHABLE',
    detail: code,
    sent,
    broken: BROKEN.has(code),
    verdict: OURS.has(code) ? 'neutral' : 'failure',
  };
}
