import { spawn } from 'node:child_process';
import { keepOutput } from './leaks/kept-output.ts';
import { noteKeys } from './leaks/secrets.ts';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `hub …` as a command of its own. What it says on its standard output is its answer; a key that it gives is one from then on. */
export async function hub(words: readonly string[], variables: Record<string, string> = {}): Promise<Ended> {
  const args = ['--import', 'ts-blank-space/register', 'cli/hub.ts', ...words];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  keepOutput(child.stderr);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  noteKeys(out);
  return { code, out, err };
}
