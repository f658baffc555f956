import { rename, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { composeSupergraph } from '../subgraphs/schemas.ts';
import { compareAnswers } from './compare.ts';
import { post, startGateway, type RunningGateway } from './gateways.ts';
import { benchOperation, type BenchOperation } from './operations.ts';
import { circumstances, table, writePart } from './report.ts';
import type { BenchSettings } from './settings.ts';
import { slope } from './statistics.ts';
import { asked, type World } from './world.ts';

interface Sample {
  readonly x: number;
  readonly rss: number;
  readonly heap: number;
}

const SAMPLES = 20;
const SWAP_MS = 20_000;

/** The hub's memory, after garbage collection, over many requests and then over many swaps of supergraph. */
export async function benchMemory(world: World, settings: BenchSettings): Promise<void> {
  const hub = await startGateway(world, 'hub', { profile: false });
  if ('fault' in hub) throw new Error(`The hub ${hub.fault}.`);
  const operations = settings.operations.map((name) => benchOperation(name, false));
  const requests = await overRequests(world, settings, { hub, operations });
  const swaps = await overSwaps(world, settings.swaps, { hub, operations });
  const parts = [
    circumstances(),
    series(`${settings.requests.toLocaleString('en')} requests (${settings.operations.join(', ')})`, requests, {
      unit: 'requests',
      per: 100_000,
    }),
    series(`${settings.swaps} supergraph swaps, each followed by every operation`, swaps, { unit: 'swaps', per: 100 }),
  ];
  console.log(parts.join('\n\n'));
  if (settings.write) writePart('memory', parts.join('\n\n'));
}

interface Subject {
  readonly hub: RunningGateway;
  readonly operations: readonly BenchOperation[];
}

async function overRequests(world: World, settings: BenchSettings, { hub, operations }: Subject): Promise<Sample[]> {
  const share = Math.ceil(settings.requests / SAMPLES / operations.length);
  const lengths = new Map<string, readonly number[]>();
  for (const operation of operations) {
    const compared = (await compareAnswers([hub], operation)).get(hub.id);
    if (compared === undefined || 'fault' in compared) throw new Error(`The hub cannot answer ${operation.name}.`);
    lengths.set(operation.name, compared.lengths);
  }
  const samples: Sample[] = [await sample(hub, 0)];
  for (let turn = 1; turn <= SAMPLES; turn += 1) {
    for (const { name, bodies } of operations) {
      const asked = { url: hub.url, bodies, lengths: lengths.get(name) ?? [], connections: settings.connections };
      const { wrong } = await world.load({ ...asked, limit: { requests: share } });
      if (wrong > 0) throw new Error(`${wrong} answers of ${name} were wrong.`);
    }
    samples.push(await sample(hub, turn * share * operations.length));
  }
  return samples;
}

async function overSwaps(world: World, swaps: number, { hub, operations }: Subject): Promise<Sample[]> {
  const every = Math.max(1, Math.floor(swaps / SAMPLES));
  const sdl = composeSupergraph(world.urls);
  const samples: Sample[] = [await sample(hub, 0)];
  for (let swap = 1; swap <= swaps; swap += 1) {
    await swapTo(world, hub, { name: `Release${swap}`, sdl });
    for (const { bodies } of operations) await post(hub.url, bodies[swap % bodies.length] ?? '');
    if (swap % every === 0) samples.push(await sample(hub, swap));
  }
  return samples;
}

/** Publishes the supergraph with one more type, and waits until the hub serves it. */
async function swapTo(world: World, hub: RunningGateway, { name, sdl }: { name: string; sdl: string }): Promise<void> {
  const next = `${sdl}\n\nenum ${name} @join__type(graph: TERRITORY) {\n  ONE @join__enumValue(graph: TERRITORY)\n}\n`;
  await writeFile(`${world.supergraphFile}.new`, next);
  await rename(`${world.supergraphFile}.new`, world.supergraphFile);
  const body = JSON.stringify({ query: `{ __type(name: "${name}") { name } }` });
  const deadline = performance.now() + SWAP_MS;
  while (performance.now() < deadline) {
    if ((await post(hub.url, body)).text.includes(`"name":"${name}"`)) return;
    await wait(20);
  }
  throw new Error(`The hub did not serve the supergraph ${name}.`);
}

async function sample({ child }: RunningGateway, x: number): Promise<Sample> {
  const { rss, heapUsed } = await asked<NodeJS.MemoryUsage>(child, 'memory', 'memory');
  console.log(`${x}: RSS ${(rss / 1e6).toFixed(1)} MB, heap ${(heapUsed / 1e6).toFixed(1)} MB`);
  return { x, rss: rss / 1e6, heap: heapUsed / 1e6 };
}

/** Samples, and the slope of their second half: the first one is the process growing to its size. */
function series(title: string, samples: readonly Sample[], { unit, per }: { unit: string; per: number }): string {
  const late = samples.slice(Math.floor(samples.length / 2));
  const slopeOf = (key: 'rss' | 'heap') => (slope(late.map((one) => ({ x: one.x, y: one[key] }))) * per).toFixed(2);
  const shown = samples.filter((_sample, index) => index % 4 === 0 || index === samples.length - 1);
  const lines = shown.map(({ x, rss, heap }) => [x.toLocaleString('en'), rss.toFixed(1), heap.toFixed(1)]);
  const said = `Slope over the second half: RSS ${slopeOf('rss')} MB, heap ${slopeOf('heap')} MB per ${per.toLocaleString('en')} ${unit}.`;
  return [`### ${title}`, table([[unit, 'RSS MB', 'heap MB'], ...lines]), said].join('\n\n');
}
