import { resolve } from 'node:path';
import type { Command } from 'commander';

type DataOption = readonly [flags: string, description: string, value: string];

/** `hub documents`: the documents that the hub accepts from anyone. */
export function addDocumentsCommands(program: Command, dataOption: DataOption): void {
  const documents = program
    .command('documents')
    .description('documents de confiance : les voir, en vérifier, en ajouter');
  documents
    .command('list')
    .description('montre les documents que le hub accepte de qui n’a pas de clé')
    .option(...dataOption)
    .action(async ({ data }: { data: string }) => {
      const { listDocuments } = await import('./commands/documents.ts');
      process.stdout.write(await listDocuments(resolve(data)));
    });
  documents
    .command('check')
    .description('vérifie des documents (.graphql ou manifeste) : schéma, limites, coût, empreinte ; n’enregistre rien')
    .argument('<fichier...>')
    .action(async (files: string[]) => {
      const { checkDocuments } = await import('./commands/documents.ts');
      const { text, isRefused } = await checkDocuments(files);
      process.stdout.write(text);
      if (isRefused) process.exitCode = 1;
    });
  documents
    .command('add')
    .description('enregistre des documents ; le hub les accepte dans la seconde, sans redémarrer')
    .argument('<fichier...>')
    .option(...dataOption)
    .action(async (files: string[], { data }: { data: string }) => {
      const { addDocuments } = await import('./commands/documents.ts');
      const { text, isRefused } = await addDocuments(resolve(data), files);
      process.stdout.write(text);
      if (isRefused) process.exitCode = 1;
    });
}
