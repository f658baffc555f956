import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a CPU profile of Node holds, as far as it is read here. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const IDLE = new Set(['(idle)', '(program)', '(root)']);

/** Where each process spends its time, by package or folder of ours: the largest of each, with their shares. */
export function stages(folder: string): string {
  const rows = readdirSync(folder)
    .filter((file) => file.endsWith('.cpuprofile'))
    .flatMap((file) => {
      const profile = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Profile;
      const name = processOf(profile);
      return name === undefined ? [] : [[name, sharesOf(profile)] as const];
    })
    .map(([name, shares]) => `- ${name}: ${shares.map(([stage, part]) => `${stage} ${part} %`).join(', ')}.`);
  return ['Self time by package or folder, from CPU profiles of the same run:', '', ...rows.toSorted()].join('\n');
}

function processOf({ nodes }: Profile): string | undefined {
  const files = nodes.map(({ callFrame }) => callFrame.url);
  const server = files.find((url) => /(?:gateway|lgn|department|operators)\/server\.ts$/.test(url));
  return server === undefined ? undefined : path.basename(path.dirname(server));
}

function sharesOf({ nodes, samples, timeDeltas }: Profile): readonly (readonly [stage: string, percent: string])[] {
  const stages = new Map(nodes.map(({ id, callFrame }) => [id, stageOf(callFrame)]));
  const times = new Map<string, number>();
  let whole = 0;
  samples.forEach((id, at) => {
    const stage = stages.get(id) ?? '';
    if (stage === '') return;
    const time = timeDeltas[at] ?? 0;
    whole += time;
    times.set(stage, (times.get(stage) ?? 0) + time);
  });
  return [...times]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 8)
    .map(([stage, time]) => [stage, ((100 * time) / whole).toFixed(0)] as const);
}

function stageOf({ functionName, url }: Profile['nodes'][number]['callFrame']): string {
  if (IDLE.has(functionName)) return '';
  if (url === '') return functionName === '(garbage collector)' ? 'garbage collector' : 'generated or native code';
  if (url.startsWith('node:')) return 'node';
  const [, installed] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (installed !== undefined) return installed;
  return path.relative(process.cwd(), path.dirname(url.replace('file://', '')));
}
