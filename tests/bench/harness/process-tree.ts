import { readdirSync, readFileSync } from 'node:fs';

export interface Usage {
  readonly cpuMs: number;
  readonly rssBytes: number;
}

interface ProcessLine {
  readonly parent: number;
  readonly ticks: number;
  readonly pages: number;
}

/** Linux counts a process' time in hundredths of a second. */
const TICK_MS = 10;
const PAGE_BYTES = 4096;

/** One line of `/proc/<pid>/stat`; the command in parentheses may hold spaces and parentheses itself. */
export function processLine(text: string): ProcessLine {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return { parent: field(4), ticks: field(14) + field(15) + field(16) + field(17), pages: field(24) };
}

/** What a process and all its descendants have used: user and system time (of ended children too) and resident memory. */
export function usageOf(root: number): Usage {
  const all = new Map<number, ProcessLine>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const line = readLine(Number(name));
    if (line !== undefined) all.set(Number(name), line);
  }
  let ticks = 0;
  let pages = 0;
  for (const [pid, line] of all) {
    if (!descends(all, pid, root)) continue;
    ticks += line.ticks;
    pages += line.pages;
  }
  return { cpuMs: ticks * TICK_MS, rssBytes: pages * PAGE_BYTES };
}

function descends(all: ReadonlyMap<number, ProcessLine>, pid: number, root: number): boolean {
  for (let current = pid; current > 1; current = all.get(current)?.parent ?? 0) if (current === root) return true;
  return false;
}

/** A process may end between the listing and the reading. */
function readLine(pid: number): ProcessLine | undefined {
  try {
    return processLine(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}
