import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { processLine } from './process-tree.ts';

/** The processes that a hub has started, by name, and its PostgreSQL server; never those of another hub. */
export function hubProcesses(hub: number, programs: readonly string[], cluster: string): ReadonlyMap<string, number> {
  const [postmaster] = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  const found = new Map([['postgresql', Number(postmaster)]]);
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (parentOf(pid) !== hub) continue;
    const file =
      read(pid, 'cmdline')
        .split('\0')
        .find((word) => /[\\/]server\.[jt]s$/.test(word)) ?? '';
    const program = programs.find((name) => path.basename(path.dirname(file)) === name);
    if (program !== undefined) found.set(program, Number(pid));
  }
  const missing = programs.filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`The hub has no process of its own for ${missing.join(', ')}.`);
  return found;
}

function parentOf(pid: string): number | null {
  const stat = read(pid, 'stat');
  return stat === '' ? null : processLine(stat).parent;
}

/** Nothing of a process that ended between the listing and the reading. */
function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
