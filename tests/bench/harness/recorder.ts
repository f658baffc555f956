import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { request } from 'undici';
import { composeSupergraph } from '../subgraphs/schemas.ts';
import { post, recordsFileOf, startGateway } from './gateways.ts';
import type { BenchOperation } from './operations.ts';
import { stopChild } from './processes.ts';
import type { World } from './world.ts';

interface Fetch {
  readonly origin: string;
  readonly path: string;
  readonly body: string;
  readonly started: number;
  readonly ended: number;
}

/**
 * Records, for each request body, the hub's answer and the fetches it made, for the gateways that only repeat them.
 *
 * @throws Error when the hub does not start.
 */
export async function recordHub(world: World, operations: readonly BenchOperation[]): Promise<void> {
  const fetches: Fetch[] = [];
  const relays = await Promise.all(Object.entries(world.urls).map(([name, url]) => relay(name, url, fetches)));
  const supergraphFile = path.join(world.folder, 'recorded-supergraph.graphql');
  writeFileSync(supergraphFile, composeSupergraph(Object.fromEntries(relays.map(({ name, url }) => [name, url]))));
  const hub = await startGateway(world, 'hub', { profile: false, supergraphFile });
  if ('fault' in hub) throw new Error(`The hub ${hub.fault}.`);
  const records = [];
  for (const body of operations.flatMap(({ bodies }) => bodies)) {
    fetches.length = 0;
    const { text } = await post(hub.url, body);
    records.push({ body, answer: text, levels: levels(fetches) });
  }
  writeFileSync(recordsFileOf(world), JSON.stringify(records));
  await stopChild(hub.child);
  for (const { server } of relays) {
    server.closeAllConnections();
    server.close();
  }
}

/** Fetches that started before any of the level had ended are one level. */
function levels(fetches: readonly Fetch[]): Fetch[][] {
  const found: Fetch[][] = [];
  for (const fetch of fetches.toSorted((one, other) => one.started - other.started)) {
    const level = found.at(-1);
    if (level === undefined || level.some(({ ended }) => ended <= fetch.started)) found.push([fetch]);
    else level.push(fetch);
  }
  return found;
}

interface Relay {
  readonly name: string;
  readonly url: string;
  readonly server: Server;
}

async function relay(name: string, target: string, fetches: Fetch[]): Promise<Relay> {
  const { origin, pathname } = new URL(target);
  const server = createServer((incoming, response) => {
    const started = performance.now();
    void (async () => {
      const body = (await buffer(incoming)).toString('utf8');
      const headers = { 'content-type': 'application/json' };
      const answer = await request(target, { method: 'POST', headers, body });
      const text = await answer.body.text();
      fetches.push({ origin, path: pathname, body, started, ended: performance.now() });
      response.writeHead(answer.statusCode, { 'content-type': 'application/json' }).end(text);
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { name, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, server };
}
