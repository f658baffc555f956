import { migrate } from '../../platform/database/migrate.ts';
import { generateCode } from '../generate.ts';
import { GATEWAY_DATABASE_VARIABLE, GATEWAY_MIGRATIONS, migrationsFolder, SUBGRAPHS } from '../subgraphs.ts';
import { openDatabases, type Databases } from './databases.ts';

export interface PrepareOptions {
  readonly dataFolder: string;
  /** Hears French sentences on what is being done. */
  readonly progress: (sentence: string) => void;
}

/**
 * Prepares what the subgraphs need to run and is missing: generated code, databases, migrations. Whatever it has
 * started is stopped if it fails.
 */
export async function prepareDatabases({ dataFolder, progress }: PrepareOptions): Promise<Databases> {
  await generateCode({ onStart: (name) => progress(`Génération du code : ${name}`) });
  progress('Démarrage des bases de données');
  const databases = await openDatabases(dataFolder);
  try {
    for (const subgraph of SUBGRAPHS) {
      const applied = await migrate(databases.urls[subgraph], migrationsFolder(subgraph));
      if (applied.length > 0) progress(`Base « ${subgraph} » : ${applied.length} migrations appliquées`);
    }
    if (databases.gatewayUrl === null)
      progress(`Sans ${GATEWAY_DATABASE_VARIABLE}, aucune clé de partenaire n’est acceptée`);
    else await migrate(databases.gatewayUrl, GATEWAY_MIGRATIONS);
    return databases;
  } catch (error) {
    await databases.stop();
    throw error;
  }
}
