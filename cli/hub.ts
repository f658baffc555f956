import { Command, InvalidArgumentError } from 'commander';
import { resolve } from 'node:path';
import { isCalendarDate } from '../platform/calendar.ts';
import { startFailure } from '../platform/lifecycle.ts';
import { addDocumentsCommands } from './documents-commands.ts';
import { speakFrench } from './french.ts';
import { generateCode } from './generate.ts';
import { addIdentityCommands } from './identity-commands.ts';
import { addKeyCommands } from './key-commands.ts';
import { addPrivacyCommands } from './privacy-commands.ts';
import { SUBGRAPHS } from './subgraphs.ts';

const program = speakFrench(new Command('hub'))
  .description('Le hub Déclic47 : démarrer, importer, composer.')
  .showHelpAfterError('(« --help » montre l’emploi de la commande)');

const dataOption = [
  '--data <dossier>',
  'dossier des données : bases intégrées, secrets, journaux (ou la variable HUB_DATA)',
  process.env['HUB_DATA'] ?? '.data',
] as const;

program
  .command('start', { isDefault: true })
  .description('démarre les trois sous-graphes et la passerelle')
  .option(...dataOption)
  .action(async ({ data }: { data: string }) => {
    const { startHub } = await import('./start/start.ts');
    await startHub({ dataFolder: resolve(data) });
  });

program
  .command('prepare')
  .description('prépare les bases de données : migrations, communes, intercommunalités et organisations')
  .option(...dataOption)
  .action(async ({ data }: { data: string }) => {
    await generateCode();
    const { prepareCommand } = await import('./commands/prepare.ts');
    await prepareCommand({ dataFolder: resolve(data) });
  });

program
  .command('import')
  .description('importe un ou plusieurs fichiers dans un jeu de données')
  .argument('<jeu>', 'places, addresses, fibre, copper, offers, accompaniments, fragility, boundaries…')
  .argument('<fichier...>', 'fichiers, reconnus par leur contenu')
  .option('--dry-run', 'compte sans rien écrire')
  .option('--source <producteur>', 'producteur nommé dans la provenance (celui du format par défaut)')
  .option('--as-of <date>', 'date des données, AAAA-MM-JJ (date du fichier par défaut)', calendarDate)
  .option('--threshold <part>', 'part de lignes rejetées (0 à 1) au-delà de laquelle rien n’est publié', share, 0.1)
  .option('--report <fichier>', 'où écrire les cellules rejetées (rejets-<jeu>.csv par défaut)')
  .option(...dataOption)
  .action(async (name: string, files: string[], options) => {
    await generateCode();
    const { importCommand } = await import('./commands/import.ts');
    process.exitCode = await importCommand(name, files, options as Parameters<typeof importCommand>[2]);
  });

program
  .command('undo')
  .description('annule le dernier import publié d’un jeu de données')
  .argument('<jeu>')
  .argument('<numero>', 'numéro de l’import, donné par son rapport', importNumber)
  .option(...dataOption)
  .action(async (name: string, importId: number, options: { data: string }) => {
    await generateCode();
    const { undoCommand } = await import('./commands/import.ts');
    await undoCommand(name, importId, options);
  });

program
  .command('generate')
  .description('génère le code qui manque ou qui a vieilli')
  .action(async () => {
    await generateCode({ client: true, onStart: (name) => process.stdout.write(`${name}\n`) });
  });

program
  .command('schema')
  .description('écrit le SDL des sous-graphes, du supergraphe et de l’API dans schema/')
  .option('--check', 'n’écrit rien ; échoue si un fichier n’est plus à jour')
  .action(async ({ check = false }: { check?: boolean }) => {
    await generateCode();
    const { writeSchemas } = await import('./schema.ts');
    const changed = await writeSchemas({ check });
    for (const path of changed)
      process.stdout.write(`${check ? 'à mettre à jour (npm run schema)' : 'écrit'} : ${path}\n`);
    if (check && changed.length > 0) process.exitCode = 1;
  });

program
  .command('errors')
  .description('écrit docs/errors.md à partir des catalogues d’erreurs')
  .option('--check', 'n’écrit rien ; échoue si la page n’est plus à jour')
  .action(async ({ check = false }: { check?: boolean }) => {
    const { writeErrorsPage } = await import('./errors-page.ts');
    const changed = await writeErrorsPage({ check });
    if (changed) process.stdout.write(`${check ? 'à mettre à jour (npm run errors)' : 'écrit'} : docs/errors.md\n`);
    if (check && changed) process.exitCode = 1;
  });

program
  .command('access')
  .description('écrit docs/access.md (qui peut faire quoi) à partir des rôles et du supergraphe')
  .option('--check', 'n’écrit rien ; échoue si la page n’est plus à jour')
  .action(async ({ check = false }: { check?: boolean }) => {
    const { writeAccessPage } = await import('./access-page.ts');
    const changed = await writeAccessPage({ check });
    if (changed) process.stdout.write(`${check ? 'à mettre à jour (npm run access)' : 'écrit'} : docs/access.md\n`);
    if (check && changed) process.exitCode = 1;
  });

program
  .command('drift')
  .description('compare les migrations de chaque sous-graphe à son schéma Prisma')
  .action(async () => {
    const { missingMigration } = await import('./drift.ts');
    for (const subgraph of SUBGRAPHS) {
      const sql = await missingMigration(subgraph);
      if (sql === null) continue;
      process.stdout.write(`Migration manquante dans « ${subgraph} » :\n${sql}\n`);
      process.exitCode = 1;
    }
  });

addDocumentsCommands(program, dataOption);
addIdentityCommands(program, dataOption);
addKeyCommands(program, dataOption);
addPrivacyCommands(program, dataOption);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${expected(error) ? error.message : startFailure(error)}\n`);
  process.exitCode = 1;
});

const EXPECTED = new Set([
  'WrongFileError',
  'UnreadableFileError',
  'UnknownDatasetError',
  'UndoError',
  'DataFolderError',
  'KeyError',
  'StartError',
  'ConfigurationError',
]);

function expected(error: unknown): error is Error {
  return error instanceof Error && EXPECTED.has(error.name);
}

function calendarDate(text: string): string {
  if (isCalendarDate(text)) return text;
  throw new InvalidArgumentError(`« ${text} » n’est pas une date (attendu : 2026-11-23).`);
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError(`« ${text} » n’est pas une part entre 0 et 1 (attendu : 0.1).`);
}

function importNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`« ${text} » n’est pas un numéro d’import (attendu : 12).`);
}
