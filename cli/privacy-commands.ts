import { InvalidArgumentError, type Command } from 'commander';
import type { AuditHead } from '../platform/audit/verify.ts';
import { generateCode } from './generate.ts';

const PREMISES = ['<local>', 'identifiant du local, par exemple 47001_0200_00012', premisesIdentifier] as const;

type DataOption = readonly [flags: string, description: string, value: string];

/** `hub privacy …` and `hub audit …`: what the law asks of who keeps households' data. */
export function addPrivacyCommands(program: Command, dataOption: DataOption): void {
  const privacy = program.command('privacy').description('données d’un foyer : exporter, effacer, ne pas garder');
  privacy
    .command('export')
    .description('écrit tout ce que les organisations gardent d’un local, dans un fichier JSON')
    .argument(...PREMISES)
    .option('--output <fichier>', 'fichier à écrire, lisible de vous seul', 'export-foyer.json')
    .option(...dataOption)
    .action(async (premisesId: string, { output, data }: { output: string; data: string }) => {
      await generateCode();
      const { exportPremises } = await import('./commands/privacy.ts');
      process.exitCode = await exportPremises(premisesId, { output, data });
    });
  privacy
    .command('erase')
    .description('efface tout ce qui concerne un local chez toutes les organisations')
    .argument(...PREMISES)
    .option('--dry-run', 'compte sans rien effacer')
    .option(...dataOption)
    .action(async (premisesId: string, { dryRun = false, data }: { dryRun?: boolean; data: string }) => {
      await generateCode();
      const { erasePremises } = await import('./commands/privacy.ts');
      process.exitCode = await erasePremises(premisesId, { dryRun, data });
    });
  privacy
    .command('purge')
    .description('efface ce qui a été gardé assez longtemps (DIAGNOSTIC_RETENTION_MONTHS, AUDIT_RETENTION_MONTHS)')
    .option('--dry-run', 'compte sans rien effacer')
    .option(...dataOption)
    .action(async ({ dryRun = false, data }: { dryRun?: boolean; data: string }) => {
      await generateCode();
      const { purgeAll } = await import('./commands/privacy.ts');
      process.exitCode = await purgeAll({ dryRun, data });
    });
  program
    .command('audit')
    .description('journal des accès aux données des foyers')
    .command('verify')
    .description('vérifie qu’aucune ligne du journal n’a été retirée ni changée')
    .option('--expect <tête>', 'numéro:empreinte d’une vérification passée, qui doit être dans le journal', auditHead)
    .option(...dataOption)
    .action(async ({ expect, data }: { expect?: AuditHead; data: string }) => {
      await generateCode();
      const { verifyJournal } = await import('./commands/audit.ts');
      process.exitCode = await verifyJournal(expect ?? null, { data });
    });
}

/** What is no identifier is not kept in the journal: it may be an address. */
function premisesIdentifier(text: string): string {
  if (/^[\w-]{5,60}$/.test(text)) return text;
  throw new InvalidArgumentError(
    'ce n’est pas l’identifiant d’un local (attendu : 47001_0200_00012, comme « premises { id } » le donne dans le graphe).',
  );
}

function auditHead(text: string): AuditHead {
  const [, sequence, hash] = /^([1-9]\d*):([\da-f]{64})$/.exec(text) ?? [];
  if (sequence !== undefined && hash !== undefined) return { sequence, hash };
  throw new InvalidArgumentError(
    `« ${text} » n’est pas une tête de journal (attendu : numéro:empreinte, comme « hub audit verify » l’écrit).`,
  );
}
