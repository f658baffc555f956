import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KEPT_FOLDER } from './kept.ts';
import { scanKept, type Scan } from './scan.ts';

/** From here on, the run keeps what it logs. */
export function startKeeping(): void {
  process.env[KEPT_FOLDER] = mkdtempSync(join(tmpdir(), 'hub-kept-'));
}

/**
 * Scans what the run has kept, and says how much that was.
 *
 * @throws when something is there that must not be: the run fails. The files are then left to be read.
 */
export async function scanRun(): Promise<void> {
  const folder = process.env[KEPT_FOLDER];
  if (folder === undefined) throw new Error('Nothing was kept of this run: its logs cannot be scanned.');
  const scan = await scanKept(folder);
  const fault = faultOf(scan, folder);
  if (fault !== null) throw new Error(fault);
  const { lines, secrets } = scan;
  process.stdout.write(`\nScanned ${lines} lines of logs and errors for ${secrets} secrets and variables: none.\n`);
  rmSync(folder, { recursive: true });
}

/** Why the run fails, or `null`. */
export function faultOf({ lines, variables, leaks }: Scan, folder: string): string | null {
  if (variables > 0 && lines === 0) return `${variables} questions, and not a line was logged: nothing was scanned.`;
  if (leaks.length === 0) return null;
  const told = leaks
    .slice(0, 50)
    .map(({ file, line, kind, text }) => `${join(folder, file)}:${line} ${kind}: ${text.slice(0, 300)}`);
  return `${leaks.length} lines of logs or errors hold what they must not:\n${told.join('\n')}`;
}
