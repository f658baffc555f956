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

/** Shorter is no credential, but a word of a test that is refused. */
const CREDENTIAL = /^\S{12,}$/;

/** Notes what says who a client is, whatever its form: its token, its key, its cookies. */
export function noteHeaders(headers: Readonly<Record<string, unknown>>): void {
  const texts = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const bearer = texts.get('authorization')?.replace(/^\w+ +/, '') ?? '';
  if (CREDENTIAL.test(bearer)) secret('token', bearer);
  const key = texts.get('x-api-key') ?? '';
  if (CREDENTIAL.test(key)) secret('key', key);
  for (const cookie of texts.get('cookie')?.split(/; */) ?? []) {
    const value = cookie.slice(cookie.indexOf('=') + 1);
    if (CREDENTIAL.test(value)) secret('token', value);
  }
}

/** Notes what a GET asks in its address. */
export function noteAddress(url: string): void {
  const { searchParams } = new URL(url, 'http://hub');
  const query = searchParams.get('query') ?? undefined;
  const variables = searchParams.get('variables');
  if (query !== undefined || variables !== null)
    noteBody(`{"query":${JSON.stringify(query ?? '')},"variables":${variables ?? '{}'}}`);
}

/** Notes the keys that a text gives, e.g. the answer of the command that makes one. */
export function noteKeys(text: string): void {
  for (const [key] of text.matchAll(/d47_live_[0-9A-Za-z]{20,}/g)) secret('key', key);
}

/** Notes what a client sends: who it is, its variables, and the values written in its query. */
export function noteQuestion({ query, variables, headers = {} }: Question): void {
  noteHeaders(headers);
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
