import { keep } from './kept.ts';

export type SecretKind = 'token' | 'key' | 'variable';

export interface Secret {
  readonly kind: SecretKind;
  readonly value: string;
}

/** Values that say something of somebody: a word of the schema, or a number that any counter could be, does not. */
const TELLING = /^(?=.*[\d\s'’@]).{6,}$/s;

/** Notes what must be in no log and no error; gives it back. */
export function secret(kind: SecretKind, value: string): string {
  keep('secrets', JSON.stringify({ kind, value } satisfies Secret));
  return value;
}

interface Question {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}

/** Notes what a client sends: its token, its variables, and the values written in its query. */
export function noteQuestion({ query, variables, headers = {} }: Question): void {
  const { authorization } = headers;
  const bearer = typeof authorization === 'string' ? /^\w+ +(\S{12,})$/.exec(authorization)?.[1] : undefined;
  if (bearer !== undefined) secret('token', bearer);
  for (const value of textsOf(variables)) if (TELLING.test(value)) secret('variable', value);
  if (typeof query !== 'string') return;
  for (const [, value = ''] of query.matchAll(/"([^"\\\n]+)"/g)) if (TELLING.test(value)) secret('variable', value);
}

/** Notes what a body asks, when it can be read. */
export function noteBody(body: string, headers?: Question['headers']): void {
  try {
    const read: unknown = JSON.parse(body);
    for (const one of Array.isArray(read) ? read : [read]) noteQuestion({ ...(one as Question), headers });
  } catch {
    noteQuestion({ headers });
  }
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
