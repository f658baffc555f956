import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../support/free-port.ts';
import { keep } from '../support/leaks/kept.ts';

/** The whole hub, started as its operator does. */
export interface HubProcess {
  readonly url: string;
  /** Of each process, by the name of its port's variable. */
  readonly ports: Readonly<Record<string, number>>;
  readonly said: () => string;
  readonly stop: () => Promise<unknown>;
}

const PORTS = ['GATEWAY_PORT', 'DEPARTMENT_PORT', 'LGN_PORT', 'OPERATORS_PORT'];

/** `npm start` on free ports and a data folder, once it has said that it serves. */
export async function npmStart(dataFolder: string, variables: Record<string, string>): Promise<HubProcess> {
  const ports = Object.fromEntries(await Promise.all(PORTS.map(async (name) => [name, await freePort()] as const)));
  const given = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  const { PATH, HOME } = process.env;
  const child = spawn('npm', ['start', '--silent', '--', '--data', dataFolder], {
    env: { PATH, HOME, ...given, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: npm, its shell and the hub are told together.
    detached: true,
  });
  let said = '';
  const ended = once(child, 'exit');
  const serves = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Le hub est en service')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`The hub ended: ${said}`)));
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, 'SIGTERM');
    await ended;
    keepLogsOf(dataFolder);
  };
  try {
    await serves;
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${ports['GATEWAY_PORT'] ?? 0}`, ports, said: () => said, stop };
}

/** The logs of its processes are scanned with those of the tests. */
function keepLogsOf(dataFolder: string): void {
  const folder = path.join(dataFolder, 'logs');
  for (const file of readdirSync(folder)) {
    for (const line of readFileSync(path.join(folder, file), 'utf8').split('\n')) if (line !== '') keep('logs', line);
  }
}
