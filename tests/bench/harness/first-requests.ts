import { setTimeout as wait } from 'node:timers/promises';
import { startGateway, post, type RunningGateway } from './gateways.ts';
import { circumstances, table, writePart } from './report.ts';
import type { BenchSettings } from './settings.ts';
import { percentile } from './statistics.ts';
import type { World } from './world.ts';

const OPERATIONS = 40;
/** Asked before, so that what is timed is a new operation and not a new process. */
const WARMING = 10;
/** What a gateway does in the background once it is started is over by then. */
const SETTLING_MS = 20_000;

const HOUSEHOLD = ['floor', 'technologies', 'fibre { status }', 'socialOffers { name operator { phone } }'];
const PLACE = ['name', 'street', 'phone', 'desks { title weekday }', 'commune { name fibreRate }'];
const PRODUCT = ['name', 'price', 'inStock', 'shippingEstimate', 'weight'];

/** The selections whose place in the list is a bit of the number: another number, another operation and often another plan. */
function some(selections: readonly string[], number: number): string {
  return ['__typename', ...selections.filter((_selection, bit) => ((number >> bit) & 1) === 1)].join(' ');
}

/** Operations that cross three or four subgraphs, no two of which are the same text. */
function freshOperation(number: number): string {
  const near = `nearestPlaces(first: ${1 + (number % 3)}) { place { ${some(PLACE, number + 1)} } }`;
  const query =
    number % 2 === 0
      ? `query Fresh${number} { address(id: "47_adresse_1") { premises { ${some(HOUSEHOLD, number >> 1)} ${near} } } }`
      : `query Fresh${number} { users { name reviews { body product { ${some(PRODUCT, number >> 1)} reviews { author { name } } } } } }`;
  return JSON.stringify({ query });
}

/** Times the first and second request of operations never asked before, one after the other, each gateway in its turn. */
export async function benchFirstRequests(world: World, settings: BenchSettings): Promise<void> {
  const gateways: RunningGateway[] = [];
  for (const id of settings.only.filter((name) => name !== 'proxy' && name !== 'static')) {
    const gateway = await startGateway(world, id, { profile: settings.profile });
    if (!('fault' in gateway)) gateways.push(gateway);
  }
  await wait(SETTLING_MS);
  const times = await timesOf(gateways);
  const lines = [['Gateway', 'median ms', 'p90 ms', 'max ms', 'second request, median ms']];
  for (const gateway of gateways)
    lines.push([gateway.title, ...figures(times.get(gateway) ?? { first: [], second: [] })]);
  for (const { child } of gateways) child.kill('SIGTERM');
  const said =
    `The first request of ${OPERATIONS} operations never asked before, in processes started ${SETTLING_MS / 1000} s before that have planned ${WARMING} others; ` +
    'one at a time, each gateway in its turn: the first to ask meets the coldest subgraphs. They compile an operation the second time they are asked it.';
  const report = [circumstances(), said, table(lines)].join('\n\n');
  console.log(report);
  if (settings.write) writePart('first', report);
}

interface Times {
  readonly first: number[];
  readonly second: number[];
}

async function timesOf(gateways: readonly RunningGateway[]): Promise<ReadonlyMap<RunningGateway, Times>> {
  const all = new Map(gateways.map((gateway): [RunningGateway, Times] => [gateway, { first: [], second: [] }]));
  for (let number = 0; number < WARMING + OPERATIONS; number += 1) {
    const body = freshOperation(number);
    const turn = number % gateways.length;
    for (const gateway of [...gateways.slice(turn), ...gateways.slice(0, turn)]) {
      const [one, other] = [await timed(gateway.url, body), await timed(gateway.url, body)];
      if (number < WARMING) continue;
      all.get(gateway)?.first.push(one);
      all.get(gateway)?.second.push(other);
    }
  }
  return all;
}

function figures({ first, second }: Times): readonly string[] {
  const times = [percentile(first, 0.5), percentile(first, 0.9), percentile(first, 1), percentile(second, 0.5)];
  return times.map((ms) => ms.toFixed(1));
}

async function timed(url: string, body: string): Promise<number> {
  const started = performance.now();
  const { status, text } = await post(url, body);
  const ms = performance.now() - started;
  if (status !== 200 || text.includes('"errors"'))
    throw new Error(`A new operation was refused: ${text.slice(0, 200)}`);
  return ms;
}
