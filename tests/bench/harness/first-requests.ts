import { CONTENDERS } from './contenders.ts';
import { firstTimes, type FirstTimes } from './first-times.ts';
import { stopChild } from './processes.ts';
import { circumstances, faultNote, table, writePart } from './report.ts';
import type { BenchSettings } from './settings.ts';
import { startAll } from './start-all.ts';
import { percentile } from './statistics.ts';
import type { World } from './world.ts';

const OPERATIONS = 40;
/** Asked before, so that what is timed is a new operation and not a new process. */
const WARMING = 10;

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

/** The first and second request of operations never asked before; a gateway that cannot be timed is in the table with its fault. */
export async function benchFirstRequests(world: World, settings: BenchSettings): Promise<void> {
  const ids = settings.only.filter((id) => CONTENDERS[id]?.limit !== true);
  const { gateways, absent, notes } = await startAll(world, ids, settings);
  const operations = Array.from({ length: WARMING + OPERATIONS }, (_, number) => freshOperation(number));
  const times = await firstTimes(gateways, operations, WARMING);
  for (const { child } of gateways) await stopChild(child);
  const rows = [
    ...gateways.map(({ id, title }) => ({ title, times: times.get(id) ?? { fault: 'not asked' } })),
    ...absent.map(({ title, fault }) => ({ title, times: { fault } })),
  ];
  const report = [circumstances(), SAID, firstTable(rows), ...notes].join('\n\n');
  console.log(report);
  if (settings.write) writePart('first', report);
}

const SAID =
  `The first request of ${OPERATIONS} operations never asked before, in processes that were left alone after their start until they were idle, and have planned ${WARMING} others; ` +
  'one at a time, each gateway in its turn: the first to ask meets the coldest subgraphs. They compile an operation the second time they are asked it. The answers are compared.';

/** Who was timed, then who was not, and why. */
function firstTable(rows: readonly { readonly title: string; readonly times: FirstTimes }[]): string {
  const head = ['Gateway', 'median ms', 'p90 ms', 'max ms', 'second request, median ms'];
  const lines = rows.map(({ title, times }) => [title, ...figures(times)]);
  const faults = rows.flatMap(({ title, times }) => ('fault' in times ? [faultNote(title, times.fault)] : []));
  return [table([head, ...lines]), ...(faults.length > 0 ? ['', ...faults] : [])].join('\n');
}

function figures(times: FirstTimes): readonly string[] {
  if ('fault' in times) return ['not timed', '', '', ''];
  const { first, second } = times;
  return [percentile(first, 0.5), percentile(first, 0.9), percentile(first, 1), percentile(second, 0.5)].map((ms) =>
    ms.toFixed(1),
  );
}
