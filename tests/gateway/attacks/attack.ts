import { request } from 'node:http';
import { keepErrors } from '../../support/leaks/kept.ts';
import { noteBody } from '../../support/leaks/secrets.ts';

/** One hostile request, with exactly what must be answered to it. */
export interface Attack {
  readonly name: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly status: number;
  /** The code of the first error; `null` when the answer has none. */
  readonly code: string | null;
  /** Of a limit: which one, as the error's extensions name it. */
  readonly limit?: string;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

export interface Fault {
  readonly message: string;
  readonly extensions: {
    readonly code: string;
    readonly limit?: string;
    readonly value?: number;
    readonly maximum?: number;
  };
}

/** Sends a request as it is written, which `fetch` would not. */
export function send(
  url: string,
  { method = 'POST', path = '/graphql', headers, body }: Partial<Attack>,
): Promise<Received> {
  noteBody(String(body ?? ''), headers);
  return new Promise((resolve, reject) => {
    const sent = {
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
      ...headers,
    };
    const asking = request(`${url}${path}`, { method, headers: sent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        keepErrors(text);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

/** The errors of an answer; none when it has none, or is not GraphQL. */
export function faultsOf({ text }: Received): readonly Fault[] {
  try {
    return (JSON.parse(text) as { errors?: Fault[] }).errors ?? [];
  } catch {
    return [];
  }
}

/** The body of a query. */
export function asking(query: string, others: Readonly<Record<string, unknown>> = {}): { body: string } {
  return { body: JSON.stringify({ query, ...others }) };
}

/** A chain of fragments on `Commune`, each of which asks the next one twice. */
export function bomb(levels: number, twice: (next: string) => string): string {
  const fragments = Array.from({ length: levels }, (_, at) => {
    const next = at === levels - 1 ? 'name' : `...F${at + 1}`;
    return `fragment F${at} on Commune { ${twice(next)} }`;
  });
  return `{ communes { ...F0 } } ${fragments.join(' ')}`;
}
