import type { Command } from 'commander';
import type { Documents } from '../platform/actor.ts';
import { contact, documents, keyId, lastDay, origin, partnerId, partnerName } from './key-options.ts';

type DataOption = readonly [flags: string, description: string, value: string];

interface Common {
  readonly json?: boolean;
  readonly data: string;
}

interface Facts extends Common {
  readonly name?: string;
  readonly contact?: string;
  readonly quotaClass?: string;
  readonly origin?: readonly string[];
  readonly documents?: Documents;
  readonly expires?: Date | null;
}

/** `hub keys …`: the keys of partners' front-ends. */
export function addKeyCommands(program: Command, dataOption: DataOption): void {
  const keys = program.command('keys').description('clés des partenaires : créer, voir, remplacer, révoquer');
  const commands = () => import('./commands/keys.ts');
  withFacts(keys.command('create'), 'standard')
    .description('crée un partenaire et sa première clé, montrée une seule fois')
    .argument('<partenaire>', 'identifiant, par exemple emmaus-connect', partnerId)
    .requiredOption('--name <nom>', 'nom de l’organisation', partnerName)
    .requiredOption('--contact <adresse>', 'adresse électronique de son service, jamais d’une personne', contact)
    .option(...dataOption)
    .action(async (partner: string, options: Facts) => (await commands()).createKey(partner, options));
  withFacts(keys.command('rotate'), 'celle de la précédente')
    .description('donne une seconde clé à un partenaire ; la précédente sert jusqu’à ce qu’on la révoque')
    .argument('<partenaire>', 'identifiant, par exemple emmaus-connect', partnerId)
    .option('--name <nom>', 'nouveau nom de l’organisation', partnerName)
    .option('--contact <adresse>', 'nouvelle adresse électronique de son service', contact)
    .option(...dataOption)
    .action(async (partner: string, options: Facts) => (await commands()).rotate(partner, options));
  keys
    .command('list')
    .description('montre toutes les clés, sans leur secret')
    .option('--json', 'réponse en JSON')
    .option(...dataOption)
    .action(async (options: Common) => (await commands()).list(options));
  keys
    .command('revoke')
    .description('met fin à une clé : toutes les passerelles la refusent dans les secondes qui suivent')
    .argument('<clé>', 'identifiant de la clé, par exemple d47_live_4hT0aZ9k, ou la clé entière', keyId)
    .option('--json', 'réponse en JSON')
    .option(...dataOption)
    .action(async (id: string, options: Common) => (await commands()).revoke(id, options));
}

function withFacts(command: Command, byDefault: string): Command {
  return command
    .option(
      '--origin <origine...>',
      'pages web qui emploient la clé, par exemple https://exemple.fr ; ou aucune',
      origin,
    )
    .option('--quota-class <classe>', `classe de quota du partenaire (${byDefault})`)
    .option('--documents <lesquelles>', 'opérations permises : any (toutes) ou trusted (déclarées d’avance)', documents)
    .option('--expires <date>', 'dernier jour de la clé, AAAA-MM-JJ, ou jamais', lastDay)
    .option('--json', 'réponse en JSON');
}
