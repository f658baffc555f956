import { keepErrors } from './kept.ts';
import { noteAddress, noteBody, noteHeaders } from './secrets.ts';

/**
 * Of every test file: whatever is asked by `fetch`, by a test or by what it starts in its process, is noted, and the
 * errors of what is answered are kept. What is sent by sockets is noted where it is written (`attack.ts`, `wire.ts`).
 */
const plain = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const sent = input instanceof Request ? input : { url: String(input), headers: {} };
  noteHeaders(Object.fromEntries(new Headers(init?.headers ?? sent.headers)));
  noteAddress(sent.url);
  if (typeof init?.body === 'string') noteBody(init.body);
  const response = await plain(input, init);
  if (!/json/.test(response.headers.get('content-type') ?? '')) return response;
  return new Proxy(response, { get: (from, name) => read(from, name) });
};

/** The same answer, whose errors are kept when it is read. */
function read(response: Response, name: string | symbol): unknown {
  if (name === 'text') return () => keptText(response);
  if (name === 'json') return async () => JSON.parse(await keptText(response)) as unknown;
  const value: unknown = Reflect.get(response, name, response);
  return typeof value === 'function' ? (value.bind(response) as unknown) : value;
}

async function keptText(response: Response): Promise<string> {
  const text = await response.text();
  keepErrors(text);
  return text;
}
