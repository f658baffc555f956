import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Thrown with one French sentence when the data folder cannot be used. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/**
 * Makes sure of a data folder that can be read and written, creating it where it does not exist.
 *
 * @throws DataFolderError
 */
export function openDataFolder(dataFolder: string): void {
  try {
    create(dataFolder);
    if (!statSync(dataFolder).isDirectory()) throw new Error('not a folder');
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const fault = existsSync(dataFolder) ? 'ne peut pas être lu et écrit' : 'ne peut pas être créé';
    throw new DataFolderError(
      `Le dossier de données « ${dataFolder} » ${fault} : vérifiez ses droits, ou choisissez-en un autre (--data /chemin).`,
      { cause },
    );
  }
}

/** One level at a time: Node's `recursive` never returns under a folder that refuses its children, such as `/proc`. */
function create(folder: string): void {
  if (existsSync(folder)) return;
  create(dirname(folder));
  mkdirSync(folder);
}
