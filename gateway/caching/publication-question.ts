import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { SubgraphAddress } from '../transport/address.ts';

const TIMEOUT_MS = 2000;
const AGENTS = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

/**
 * Asks a subgraph for the number of its last publication, at `publication` beside its GraphQL address: answered as soon as
 * it is another one than `after`, at the latest after a second.
 *
 * @throws when it does not answer, or not with a number.
 */
export async function askedPublication(
  { origin, path, socketPath }: SubgraphAddress,
  { after, signal }: { after: number; signal: AbortSignal },
): Promise<number> {
  const url = new URL(path, origin);
  const isSecure = url.protocol === 'https:';
  const options = {
    method: 'GET',
    path: `${new URL('publication', url).pathname}?after=${after}`,
    agent: isSecure ? AGENTS['https:'] : AGENTS['http:'],
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    headers: { accept: 'application/json' },
    ...(socketPath === undefined ? {} : { socketPath }),
  };
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    (isSecure ? https : http).request(url, options, resolve).once('error', reject).end();
  });
  const answer = await text(response);
  const [, number] = response.statusCode === 200 ? (/^\{"number":(\d{1,16})\}$/.exec(answer.trim()) ?? []) : [];
  if (number === undefined) throw new Error('The subgraph tells no publication.');
  return Number(number);
}
