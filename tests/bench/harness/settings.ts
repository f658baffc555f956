import { parseArgs } from 'node:util';
import { CONTENDERS } from './contenders.ts';
import { OPERATION_NAMES } from './operations.ts';

const PARTS = ['rounds', 'first', 'memory', 'identity'] as const;
type Part = (typeof PARTS)[number];

export interface BenchSettings {
  readonly part: Part;
  readonly only: readonly string[];
  readonly operations: readonly string[];
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  /** For how long a contender is warmed up with an operation, at most. */
  readonly warmUpSeconds: number;
  /** Every connection asks the same body, so that identical requests are under way together. */
  readonly same: boolean;
  readonly pinned: boolean;
  readonly profile: boolean;
  readonly requests: number;
  readonly swaps: number;
  readonly write: boolean;
}

export const USAGE = `npm run bench                      every gateway and operation, written to docs/performance.md
npm run bench -- first             time of the first request of new operations
npm run bench -- memory            memory over many requests and supergraph swaps
npm run bench -- identity          what identity, limits and quotas add to the household query; written with --write
  --only ${Object.keys(CONTENDERS).join(',')}
  --operations ${OPERATION_NAMES.join(',')}
  --seconds 8  --rounds 5  --connections 32  --warm-up 20 (seconds at most)
  --same (one body only)  --unpinned
  --requests 1000000  --swaps 200 (memory)
  --profile (CPU profile of the hub, under .data/bench/)  --write (also when narrowed)`;

const OPTIONS = {
  only: { type: 'string' },
  operations: { type: 'string' },
  seconds: { type: 'string', default: '8' },
  rounds: { type: 'string', default: '5' },
  connections: { type: 'string', default: '32' },
  'warm-up': { type: 'string', default: '20' },
  same: { type: 'boolean', default: false },
  unpinned: { type: 'boolean', default: false },
  profile: { type: 'boolean', default: false },
  requests: { type: 'string', default: '1000000' },
  swaps: { type: 'string', default: '200' },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Reads the command line.
 *
 * @throws Error that shows the usage.
 */
export function benchSettings(args: readonly string[]): BenchSettings {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const part = PARTS.find((name) => name === (positionals[0] ?? 'rounds'));
  if (values.help || part === undefined) throw new Error(USAGE);
  const narrowed =
    part === 'identity' || values.only !== undefined || values.operations !== undefined || values.profile;
  return {
    part,
    only: chosen(values.only ?? (values.profile ? 'hub' : undefined), Object.keys(CONTENDERS)),
    operations: chosen(values.operations ?? (part === 'identity' ? 'household' : undefined), OPERATION_NAMES),
    seconds: positive(values.seconds),
    rounds: positive(values.rounds),
    connections: positive(values.connections),
    warmUpSeconds: positive(values['warm-up']),
    same: values.same,
    pinned: !values.unpinned,
    profile: values.profile,
    requests: positive(values.requests),
    swaps: positive(values.swaps),
    write: values.write || !narrowed,
  };
}

function chosen(list: string | undefined, known: readonly string[]): readonly string[] {
  if (list === undefined) return known;
  const names = list.split(',');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`"${unknown}" is not one of ${known.join(', ')}.\n\n${USAGE}`);
  return names;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`"${text}" is not a number above zero.\n\n${USAGE}`);
  return value;
}
