import type { ServerResponse } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GatewaySettings } from '../../../gateway/settings.ts';
import { KEEP_ALIVE, nextEvent } from '../../../platform/live/event-text.ts';
import { UNHURRIED_MS } from '../../support/unhurried.ts';
import { impostor, openGateway, supergraphOf, type World } from '../world.ts';

const NEWS = 'type Query { hello: String } type Subscription { news: String }';
const BOUNDS = { maxResponseBytes: 200_000, metrics: { host: '127.0.0.1', port: 0 } };

/** A gateway, and in the place of its one subgraph a server that tells its subscribers what the test says. */
export interface ToldWorld extends World {
  /** The streams that the gateway reads now. */
  readonly streams: ReadonlySet<ServerResponse>;
  /** How a subscription is answered from now on: by default with the first news. */
  answer: (response: ServerResponse) => void;
  /** The value of the gauge of subscriptions. */
  readonly followed: () => Promise<number>;
}

export function newsEvent(text: string): string {
  return nextEvent(JSON.stringify({ data: { news: text } }));
}

export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(KEEP_ALIVE);
}

export async function openToldWorld(changes: Partial<GatewaySettings> = {}): Promise<ToldWorld> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hub-told-'));
  const supergraphFile = path.join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraphOf({ news: NEWS }));
  const streams = new Set<ServerResponse>();
  const subgraph = await impostor((request, response) => {
    request.resume();
    streams.add(response);
    response.on('close', () => streams.delete(response));
    told.answer(response);
  });
  const world = await openGateway({
    supergraphFile,
    subgraphs: { news: { url: subgraph.url, timeoutMs: UNHURRIED_MS } },
    ...BOUNDS,
    ...changes,
  });
  const told: ToldWorld = {
    ...world,
    streams,
    answer: (response) => {
      beginStream(response);
      response.write(newsEvent('first'));
    },
    followed: async () => {
      const text = await (await fetch(world.metricsUrl() ?? '')).text();
      return Number(/^hub_subscriptions (\d+)$/m.exec(text)?.[1]);
    },
    close: async () => {
      await world.close();
      await subgraph.close();
      await rm(folder, { recursive: true });
    },
  };
  return told;
}
