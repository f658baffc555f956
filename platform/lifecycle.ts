import { ConfigurationError } from './env.ts';

type Close = () => Promise<unknown>;

/**
 * Runs a process from its start to its clean end: `start` gives what closes it, called once on SIGINT, SIGTERM or when
 * the supervisor that started it is gone. A fault of configuration or a busy port ends it with one French sentence.
 */
export async function runProcess(start: () => Promise<Close>): Promise<void> {
  try {
    onShutdown(await start());
    process.send?.({ kind: 'ready' });
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    process.exitCode = 1;
    if (process.connected) process.disconnect();
  }
}

/** Closes once, then lets the process end; a second signal ends it at once. */
function onShutdown(close: Close): void {
  let closing = false;
  const shutDown = () => {
    if (closing) process.exit(1);
    closing = true;
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', shutDown);
  process.on('SIGTERM', shutDown);
  if (process.connected) process.once('disconnect', shutDown);
}

/** Why a process did not start: one sentence for what its operator can mend, the whole error for a bug. */
export function startFailure(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  if (isSystemError(error) && error.code === 'EADDRINUSE') {
    return `Le port ${error.port ?? ''} est déjà pris : arrêtez le programme qui l’occupe, ou choisissez-en un autre (variables …_PORT).`;
  }
  if (isSystemError(error) && error.code === 'EACCES' && error.syscall === 'listen') {
    return `Le port ${error.port ?? ''} est réservé par le système : choisissez-en un au-dessus de 1024 (variables …_PORT).`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { port?: number } {
  return error instanceof Error && 'code' in error;
}
