import { Readable } from 'node:stream';
import { parser } from 'stream-json/parser.js';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';

/** Where public APIs put their list when the document is not the list itself. */
const LIST_KEYS = ['features', 'data', 'results', 'items'];

/** Streams the elements of a JSON document's list: the document itself, or the first of the usual keys. */
export async function* listStreamOf(text: Readable, head: string): AsyncIterable<unknown> {
  const key = listKeyOf(head);
  const tokens = key === null ? parser.asStream() : pick.withParserAsStream({ filter: key });
  const elements = streamArray.asStream();
  text.once('error', (error) => tokens.destroy(error));
  tokens.once('error', (error) => elements.destroy(error));
  text.pipe(tokens).pipe(elements);
  for await (const { value } of elements as AsyncIterable<{ value: unknown }>) yield value;
}

/** The key that holds the list, `null` when the document is a list. */
function listKeyOf(head: string): string | null {
  if (
    head
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('[')
  )
    return null;
  return LIST_KEYS.find((key) => new RegExp(`"${key}"\\s*:\\s*\\[`).test(head)) ?? 'data';
}

/** The keys of the first element of the list; of a feature, its own and its properties'. */
export async function keysOfFirst(head: string): Promise<readonly string[]> {
  try {
    for await (const value of listStreamOf(Readable.from([head]), head)) {
      if (typeof value !== 'object' || value === null) return [];
      const properties = 'properties' in value ? Object.keys(value.properties as object) : [];
      return [...Object.keys(value), ...properties];
    }
  } catch {
    // The head is cut in the middle of the document: an error after the first element does not matter, and a
    // document whose first element cannot be read has no keys.
  }
  return [];
}
