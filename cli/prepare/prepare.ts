import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../platform/database/migrate.ts';
import { generateCode } from '../generate.ts';
import { migrationsFolder, SUBGRAPHS } from '../subgraphs.ts';
import { openDatabases, type DatabaseUrls } from './databases.ts';
import { secretsOf } from './secrets.ts';

export interface Prepared {
  readonly urls: DatabaseUrls;
  readonly developmentToken: string;
  /** What the databases hold: French kind → number of rows. */
  readonly counts: ReadonlyMap<string, number>;
  /** Whether the data is the demonstration set. */
  readonly demonstration: boolean;
  readonly stop: () => Promise<void>;
}

export interface PrepareOptions {
  readonly dataFolder: string;
  /** Hears French sentences on what is being done. */
  readonly progress: (sentence: string) => void;
}

/** Thrown with one French sentence when the data folder cannot be used. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/**
 * Prepares all that a start needs and that is missing: generated code, databases, migrations, the territory's
 * reference, and the demonstration set where the databases are empty. Whatever it has started is stopped if it fails.
 */
export async function prepareHub({ dataFolder, progress }: PrepareOptions): Promise<Prepared> {
  checkDataFolder(dataFolder);
  await generateCode({ onStart: (name) => progress(`Génération du code : ${name}`) });
  progress('Démarrage des bases de données');
  const databases = await openDatabases(dataFolder);
  try {
    for (const subgraph of SUBGRAPHS) {
      const applied = await migrate(databases.urls[subgraph], migrationsFolder(subgraph));
      if (applied.length > 0) progress(`Base « ${subgraph} » : ${applied.length} migrations appliquées`);
    }
    const { fillDatabases } = await import('./fill.ts');
    const filled = await fillDatabases({ urls: databases.urls, folder: join(dataFolder, 'demonstration'), progress });
    return {
      urls: databases.urls,
      developmentToken: secretsOf(dataFolder).developmentToken,
      ...filled,
      stop: databases.stop,
    };
  } catch (error) {
    await databases.stop();
    throw error;
  }
}

function checkDataFolder(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true });
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'inconnue';
    throw new DataFolderError(
      `Le dossier de données « ${dataFolder} » ne peut pas être lu et écrit (${reason}) : vérifiez ses droits, ou ` +
        'indiquez-en un autre (npm start -- --data /chemin).',
      { cause },
    );
  }
}
