import { compareAnswers, type Compared } from './compare.ts';
import type { RunningGateway } from './gateways.ts';
import type { BenchOperation } from './operations.ts';
import { usageOf } from './process-tree.ts';
import type { BenchSettings } from './settings.ts';
import { median } from './statistics.ts';
import type { World } from './world.ts';

export interface Measure {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the gateway and its children for 1,000 requests. */
  readonly gatewayCpuMs: number;
  readonly subgraphCpuMs: number;
  readonly fetches: number;
  readonly rssMegabytes: number;
  /** Answers under load that were not the compared ones, in the whole run. */
  readonly wrong: number;
}

export interface Row {
  readonly gateway: RunningGateway;
  readonly outcome: Measure | { readonly fault: string };
}

/** Compares the answers, warms everyone up, then measures them turn by turn; the medians of the rounds. */
export async function measureOperation(
  { world, settings }: { world: World; settings: BenchSettings },
  gateways: readonly RunningGateway[],
  operation: BenchOperation,
): Promise<readonly Row[]> {
  const compared = await compareAnswers(gateways, operation);
  const able = gateways.filter(({ id }) => 'lengths' in (compared.get(id) ?? {}));
  const run = (gateway: RunningGateway, seconds: number) =>
    measure({ world, connections: settings.connections, seconds }, gateway, {
      bodies: operation.bodies,
      lengths: lengthsOf(compared.get(gateway.id)),
    });
  for (const gateway of able) await warmUp((seconds) => run(gateway, seconds), settings.seconds);
  const rounds = new Map(able.map(({ id }) => [id, [] as Measure[]]));
  for (let round = 0; round < settings.rounds; round += 1) {
    for (const gateway of able) rounds.get(gateway.id)?.push(await run(gateway, settings.seconds));
  }
  return gateways.map((gateway) => ({ gateway, outcome: outcomeOf(compared.get(gateway.id), rounds.get(gateway.id)) }));
}

/** Compilers at run time count calls, not seconds: a slow machine takes longer to be warm. */
const WARM_REQUESTS = 3000;
const WARM_RUNS = 3;

async function warmUp(run: (seconds: number) => Promise<Measure>, roundSeconds: number): Promise<void> {
  const seconds = Math.min(roundSeconds, 4);
  let requests = 0;
  for (let time = 0; time < WARM_RUNS && requests < WARM_REQUESTS; time += 1) {
    requests += (await run(seconds)).requestsPerSecond * seconds;
  }
}

function lengthsOf(compared: Compared | undefined): readonly number[] {
  return compared !== undefined && 'lengths' in compared ? compared.lengths : [];
}

function outcomeOf(compared: Compared | undefined, rounds: readonly Measure[] | undefined): Row['outcome'] {
  if (compared === undefined || rounds === undefined) {
    return compared !== undefined && 'fault' in compared ? compared : { fault: 'not asked' };
  }
  const of = (key: keyof Measure) => median(rounds.map((one) => one[key]));
  return {
    requestsPerSecond: of('requestsPerSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    gatewayCpuMs: of('gatewayCpuMs'),
    subgraphCpuMs: of('subgraphCpuMs'),
    fetches: of('fetches'),
    rssMegabytes: of('rssMegabytes'),
    wrong: rounds.reduce((sum, one) => sum + one.wrong, 0),
  };
}

async function measure(
  { world, connections, seconds }: { world: World; connections: number; seconds: number },
  { url, headers, child }: RunningGateway,
  asked: { bodies: readonly string[]; lengths: readonly number[] },
): Promise<Measure> {
  const pid = child.pid ?? 0;
  const subgraphPid = world.subgraphs.pid ?? 0;
  const fetches = await world.fetches();
  const before = usageOf(pid);
  const subgraphsBefore = usageOf(subgraphPid);
  const result = await world.load({ url, headers, ...asked, connections, limit: { seconds } });
  const after = usageOf(pid);
  const thousands = result.requests / 1000;
  return {
    requestsPerSecond: result.requests / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    gatewayCpuMs: (after.cpuMs - before.cpuMs) / thousands,
    subgraphCpuMs: (usageOf(subgraphPid).cpuMs - subgraphsBefore.cpuMs) / thousands,
    fetches: ((await world.fetches()) - fetches) / result.requests,
    rssMegabytes: after.rssBytes / 1e6,
    wrong: result.wrong,
  };
}
