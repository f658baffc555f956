import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { ROLES, type Role } from '../platform/roles.ts';

type DataOption = readonly [flags: string, description: string, value: string];

interface TokenOptions {
  readonly siret?: string;
  readonly organisation?: string;
  readonly epci?: readonly string[];
  readonly hours: number;
  readonly data: string;
}

/** `hub token`: who somebody is, while one develops. */
export function addIdentityCommands(program: Command, dataOption: DataOption): void {
  program
    .command('token')
    .description('donne un jeton de développement, que le hub lancé sur cette machine accepte')
    .argument('<role...>', ROLES.join(', '), role)
    .option(
      '--siret <siret>',
      'organisation de la personne (un responsable de lieu : celle d’un lieu de la démonstration, par défaut)',
    )
    .option('--organisation <identifiant>', 'organisation au nom de laquelle elle agit, par exemple demo-operateur')
    .option('--epci <siren...>', 'EPCI dont elle lit les chiffres')
    .option('--hours <nombre>', 'durée, en heures', hours, 12)
    .option(...dataOption)
    .action(async (roles: Role[], { siret, organisation, epci, hours: life, data }: TokenOptions) => {
      const { tokenOf } = await import('./development-token.ts');
      const holder = roles.includes('place-host') && organisation === undefined ? await demonstrationHost() : undefined;
      const person = { roles, siret: siret ?? holder, organisation, epciSirens: epci };
      process.stdout.write(`${await tokenOf(resolve(data), person, life)}\n`);
    });
}

/** A host of no organisation holds nothing: it holds a place of the demonstration instead. */
async function demonstrationHost(): Promise<string> {
  return (await import('./demonstration/places.ts')).DEMONSTRATION_HOST_SIRET;
}

function role(text: string, before: readonly Role[] = []): readonly Role[] {
  const found = ROLES.find((known) => known === text);
  if (found !== undefined) return [...before, found];
  throw new InvalidArgumentError(`« ${text} » n’est pas un rôle (attendu : ${ROLES.join(', ')}).`);
}

function hours(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 720) return value;
  throw new InvalidArgumentError(`« ${text} » n’est pas une durée de 1 à 720 heures (attendu : 12).`);
}
