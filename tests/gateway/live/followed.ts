import { eventsOf, type ReceivedEvent } from '../../../platform/live/event-text.ts';

/** A subscription as a client follows it. */
export interface Followed {
  readonly status: number;
  readonly contentType: string;
  /** The next event but what keeps the stream open; `null` once the stream has ended. */
  readonly next: () => Promise<ReceivedEvent | null>;
  readonly nextAnswer: () => Promise<any>;
  /** All that is left, once the stream has ended. */
  readonly rest: () => Promise<readonly ReceivedEvent[]>;
  readonly leave: () => void;
}

export async function follow(
  url: string,
  query: string,
  { variables, headers }: { variables?: object; headers?: Record<string, string> } = {},
): Promise<Followed> {
  const gone = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: gone.signal,
  });
  const events = eventsOf((response.body ?? new Blob().stream()) as unknown as AsyncIterable<Buffer>, 1_000_000);
  const next = async () => {
    const { done, value } = await events.next();
    return done === true ? null : value;
  };
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    next,
    nextAnswer: async () => JSON.parse((await next())?.data ?? 'null'),
    rest: async () => {
      const all: ReceivedEvent[] = [];
      for await (const event of events) all.push(event);
      return all;
    },
    leave: () => {
      gone.abort();
    },
  };
}
