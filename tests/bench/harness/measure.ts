import type { Compared } from './compare.ts';
import type { RunningGateway } from './gateways.ts';
import type { BenchOperation } from './operations.ts';
import { usageOf } from './process-tree.ts';
import { median } from './statistics.ts';
import type { World } from './world.ts';

export interface Measure {
  readonly requests: number;
  /** From the first request to the last answer: longer than asked for, when answers are slow. */
  readonly seconds: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the gateway and its children for 1,000 requests. */
  readonly gatewayCpuMs: number;
  readonly subgraphCpuMs: number;
  readonly fetches: number;
  readonly rssMegabytes: number;
  /** Answers under load that were not the compared ones. */
  readonly wrong: number;
}

/** What a contender is asked in every run. */
export interface Asked {
  readonly gateway: RunningGateway;
  readonly bodies: BenchOperation['bodies'];
  readonly lengths: Extract<Compared, { lengths: unknown }>['lengths'];
  readonly connections: number;
}

/** One run of the load on one gateway, and what it cost. */
export async function measure(world: World, { gateway, ...asked }: Asked, seconds: number): Promise<Measure> {
  const { url, headers, child } = gateway;
  const pid = child.pid ?? 0;
  const subgraphPid = world.subgraphs.pid ?? 0;
  const fetches = await world.fetches();
  const before = usageOf(pid);
  const subgraphsBefore = usageOf(subgraphPid);
  const result = await world.load({ url, headers, ...asked, limit: { seconds } });
  const after = usageOf(pid);
  const thousands = result.requests / 1000;
  return {
    requests: result.requests,
    seconds: result.seconds,
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

/** The medians of the rounds; requests and wrong answers are those of all of them. */
export function medianMeasure(rounds: readonly Measure[]): Measure {
  const of = (key: keyof Measure) => median(rounds.map((one) => one[key]));
  const sum = (key: keyof Measure) => rounds.reduce((total, one) => total + one[key], 0);
  return {
    requests: sum('requests'),
    seconds: sum('seconds'),
    requestsPerSecond: of('requestsPerSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    gatewayCpuMs: of('gatewayCpuMs'),
    subgraphCpuMs: of('subgraphCpuMs'),
    fetches: of('fetches'),
    rssMegabytes: of('rssMegabytes'),
    wrong: sum('wrong'),
  };
}
