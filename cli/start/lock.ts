import { openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

/** Holds the data folder for one running hub. */
export interface Lock {
  readonly release: () => void;
}

/**
 * Takes the data folder, or says who holds it. The lock of a process that is gone (power cut, `kill -9`) is taken over.
 *
 * @throws StartError when a hub already runs on this folder.
 */
export function takeLock(dataFolder: string, pid = process.pid): Lock {
  const file = join(dataFolder, 'hub.lock');
  if (!created(file, pid)) {
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder !== pid && isAlive(holder)) {
      throw new StartError(
        `Un hub tourne déjà sur « ${dataFolder} » (processus ${holder}) : arrêtez-le d’abord (Ctrl-C), ou choisissez un autre dossier (npm start -- --data /chemin).`,
      );
    }
    rmSync(file, { force: true });
    if (!created(file, pid)) throw new StartError(`Un autre hub démarre sur « ${dataFolder} » : attendez un instant.`);
  }
  return {
    release: () => {
      rmSync(file, { force: true });
    },
  };
}

/** Creates the file only if it is not there: two starts at once cannot both succeed. */
function created(file: string, pid: number): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    writeSync(descriptor, String(pid));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
