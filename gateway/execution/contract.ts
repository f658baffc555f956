import type { Actor } from '../../platform/actor.ts';
import type { Keeping } from '../caching/keeping.ts';
import type { Signal } from '../transport/deadline.ts';

/** An error of the answer, before the door formats it. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Variables of a client, validated. */
export type Variables = Readonly<Record<string, unknown>>;

/** What the bodies of one fetch of a program have in common. */
export interface AskedStep {
  readonly subgraph: string;
  readonly query: string;
  readonly operationName: string | null;
}

/** How it went to serve several as one: after `apart`, those alike are served alone for a while. */
export type Course = 'together' | 'apart';

export interface PlannedFetch {
  /** The fetch of its program: what is remembered of it is forgotten with the program. */
  readonly step: AskedStep;
  /** The texts of its entities' representations, at the end of the body; `null` when it asks root fields. */
  readonly representations: readonly string[] | null;
  /** Of the client, some of which the fetch asks. */
  readonly variables: Variables;
}

/**
 * A fetch among those that one request may ask. It is sent when each of them has joined it or said that it will not, so
 * each must do one of the two, and may not wait for others before.
 */
export interface Companion {
  /** It has joined or left. */
  readonly isSettled: boolean;
  /** Its answers are kept: it is not put with fetches whose answers are not, as one answer tells one age for all. */
  isKept: boolean;
  readonly join: (asked: SubgraphFetch, fetch: FetchSubgraph) => Promise<SubgraphReply>;
  /** It asks nothing, or by itself. */
  readonly leave: () => void;
}

/** One request to one subgraph. */
export interface SubgraphFetch {
  readonly subgraph: string;
  /** A `subscription` is answered by an event that has come, never sent by a run. */
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** The whole request, JSON text: `{"query":…,"variables":{…}}`; bytes when it was made of bytes. */
  readonly body: string | Buffer;
  /** What of the body may be kept apart, or asked with others'; absent when it is to be asked as it is. */
  readonly planned?: PlannedFetch | undefined;
  /** Of a fetch that may be part of one request with others. */
  readonly companion?: Companion;
  /** Who asks: subgraphs are told so by a token of the gateway. */
  readonly actor: Actor;
  /** The other headers that subgraphs receive. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: Signal;
}

/** The answer's text, its characters the bytes of valid UTF-8, without a last line end: not parsed, nor its form checked. */
export interface Answered {
  readonly kind: 'answered';
  readonly latin1: string;
  /** For how many seconds anyone may keep it; absent when nobody may. */
  readonly maxAge?: number;
  /** The number of the subgraph's last publication before it began to answer; absent when it tells none. */
  readonly publication?: number | undefined;
}

export type SubgraphReply =
  | Answered
  /** No usable answer: the error that each field left null will carry. */
  | { readonly kind: 'failed'; readonly error: AnswerError };

/** The way to subgraphs. Never throws. */
export interface FetchSubgraph {
  (fetch: SubgraphFetch): Promise<SubgraphReply>;
  /** Absent where root fields are always asked for one request at a time. */
  readonly roots?: FetchRoots;
}

/** Root fields of several requests: the same fetch of a program, each time with the variables of another client. */
export interface RootsFetch extends Pick<SubgraphFetch, 'actor' | 'headers' | 'signal'> {
  readonly step: AskedStep;
  readonly variables: readonly Variables[];
}

/** The answer to one of several that were asked as one. */
export interface RootReply {
  /** As if it had been asked alone, its characters bytes. */
  readonly text: string;
  /** What it was cut from. */
  readonly of: Answered;
}

/** In the order of the variables; `null` for those of which nothing is known: they are to be asked by themselves. */
export type RootReplies = readonly (RootReply | null)[];

/** Asks root fields of several requests as one, or `null` where each is to be asked by itself. Never throws. */
export type FetchRoots = (fetch: RootsFetch) => Promise<RootReplies> | null;

/** The error of an answer that is no GraphQL answer, found out when it is read; `detail` holds none of its values. */
export type Unreadable = (subgraph: string, detail: string, operation: SubgraphFetch['operation']) => AnswerError;

/** What one request gives to a program's run. */
export interface RunInput {
  readonly variables: Variables;
  readonly actor: Actor;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: Signal;
  readonly fetch: FetchSubgraph;
  readonly unreadable: Unreadable;
  /** Results of the root's introspection fields, by canonical key. */
  readonly introspection: Readonly<Record<string, unknown>>;
  /** Told each reply that takes part in the answer. */
  readonly keeping: Keeping;
}

/** JSON as text, or as the bytes of its UTF-8, one by character: what is cut from answers is not decoded. */
export type AnswerData =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'bytes'; readonly latin1: string };

export interface RunResult {
  /** JSON of `data`, in the operation's field order. */
  readonly data: AnswerData;
  readonly errors: readonly AnswerError[];
}

/** The fetch whose answers are the events of a subscription. */
export interface EventSource {
  readonly subgraph: string;
  /** The whole request, by the client's variables. */
  readonly body: (variables: Readonly<Record<string, unknown>>) => string;
}

/** A program made ready to run. */
export interface Run {
  (input: RunInput): Promise<RunResult>;
  /** Of a subscription, which is run for each event. */
  readonly source?: EventSource;
}
