import { isRecord } from '../json-text.ts';
import { documentHash } from './document-hash.ts';
import { otherDocument, unknownDocument, unreadableIdentifier } from './document-refusals.ts';
import { namedDocument } from './named-document.ts';

/** The text of a document by its hash, wherever it is kept. */
export type FindText = (hash: string) => Promise<string | undefined>;

/**
 * The body of a request with the text of the document that it names, which is all that is read of it further on. A text
 * that comes with Apollo's `persistedQuery` is left with it, for its registration. What that protocol has to refuse stays
 * as it is too: Apollo Server's refusal tells clients what to do.
 *
 * @throws a refusal of a name that is unreadable, unknown, or of another text.
 */
export async function bodyWithText(body: unknown, find: FindText): Promise<unknown> {
  if (Array.isArray(body)) return Promise.all(body.map((each) => bodyWithText(each, find)));
  if (!isRecord(body)) return body;
  const named = namedDocument(body);
  if (named.kind === 'none') return body;
  const { kind, hash } = named;
  const { query, extensions } = body;
  if (hash === null) {
    if (kind === 'identifier') throw unreadableIdentifier();
    return body;
  }
  if (kind === 'identifier' && typeof query === 'string') {
    if (documentHash(query) !== hash) throw otherDocument(documentHash(query));
    return without(body, 'documentId');
  }
  if (query !== undefined && query !== null) return body;
  const text = await find(hash);
  if (text !== undefined)
    return { ...without(body, 'documentId', 'extensions'), query: text, ...withoutPersistedQuery(extensions) };
  if (kind === 'identifier') throw unknownDocument(hash);
  return body;
}

/** The same of the address of a GET. */
export async function urlWithText(url: string, find: FindText): Promise<string> {
  const at = url.indexOf('?');
  if (at === -1) return url;
  const given = new URLSearchParams(url.slice(at + 1));
  if (given.getAll('documentId').length > 1) throw unreadableIdentifier();
  const asked = parametersOf(given);
  if (asked === null || namedDocument(asked).kind === 'none') return url;
  const body = await bodyWithText(asked, find);
  if (body === asked || !isRecord(body)) return url;
  given.delete('documentId');
  given.set('query', String(body['query']));
  if (isRecord(body['extensions'])) given.set('extensions', JSON.stringify(body['extensions']));
  else given.delete('extensions');
  return `${url.slice(0, at)}?${given.toString()}`;
}

/** The other extensions, when there are any. */
function withoutPersistedQuery(extensions: unknown): { readonly extensions?: object } {
  if (!isRecord(extensions)) return {};
  const others = without(extensions, 'persistedQuery');
  return Object.keys(others).length === 0 ? {} : { extensions: others };
}

/** What names a document; `null` of parameters that Apollo Server has to refuse. */
function parametersOf(given: URLSearchParams): Readonly<Record<string, unknown>> | null {
  const [queries, extensions] = [given.getAll('query'), given.getAll('extensions')];
  if (queries.length > 1 || extensions.length > 1) return null;
  const documentId = given.get('documentId') ?? undefined;
  try {
    return { documentId, query: queries[0], extensions: JSON.parse(extensions[0] ?? 'null') as unknown };
  } catch {
    return null;
  }
}

function without(record: Readonly<Record<string, unknown>>, ...keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
