import { createServer } from 'node:net';
import { StartError } from './start-error.ts';

export interface Port {
  readonly host: string;
  readonly port: number;
  /** The variable that changes it. */
  readonly variable: string;
}

/**
 * Checks that every port is free, before anything is started.
 *
 * @throws StartError naming the busy ports and the variables to change.
 */
export async function checkPorts(ports: readonly Port[]): Promise<void> {
  const busy = [];
  for (const port of ports) if (!(await isFree(port))) busy.push(port);
  const [first] = busy;
  if (first === undefined) return;
  const list = busy.map(({ port, variable }) => `${port} (${variable})`).join(', ');
  const subject = busy.length === 1 ? `Le port ${list} est déjà pris` : `Les ports ${list} sont déjà pris`;
  throw new StartError(
    `${subject} : arrêtez ce qui l’occupe, ou choisissez-en un autre, par exemple ${first.variable}=${first.port + 100} npm start.`,
  );
}

function isFree({ host, port }: Port): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
