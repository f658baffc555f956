import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems give by themselves, so that nobody is given it before it is listened on. */
const [LOWEST, HIGHEST] = [20_000, 32_000];

let next = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));

/** A port on which nobody listens; each is given once. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next = next < HIGHEST ? next + 1 : LOWEST;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch {
    // Somebody listens there: another port is looked for.
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}
