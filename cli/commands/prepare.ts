import { prepareDatabases } from '../prepare/prepare.ts';
import { loadReferences } from '../prepare/fill.ts';

/** `hub prepare`: what the databases need before the processes start one by one, and no made-up data. */
export async function prepareCommand({ dataFolder }: { readonly dataFolder: string }): Promise<void> {
  const progress = (sentence: string) => void process.stdout.write(`${sentence}\n`);
  const databases = await prepareDatabases({ dataFolder, progress });
  try {
    await loadReferences(databases.urls);
    progress('Bases prêtes : les données s’importent par « npm run import ».');
  } finally {
    await databases.stop();
  }
}
