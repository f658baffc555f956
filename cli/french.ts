import type { Command } from 'commander';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Emploi :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
};

/** Commander's sentences; whatever is not in the table is shown as it is. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^error: missing required argument '(.+)'/, 'Il manque l’argument « $1 ».'],
  [/^error: required option '(.+)' not specified/, 'Il manque l’option « $1 ».'],
  [/^error: option '(.+)' argument missing/, 'L’option « $1 » attend une valeur.'],
  [/^error: unknown option '(.+)'/, 'Option inconnue : « $1 ».'],
  [/^error: unknown command '(.+)'/, 'Commande inconnue : « $1 ».'],
  [/^error: too many arguments.*/, 'Trop d’arguments.'],
  [/^error: option '(.+)' argument '.*' is invalid\. /, 'Option « $1 » : '],
  [/^error: command-argument value '.*' is invalid for argument '(.+)'\. /, 'Argument « $1 » : '],
  [/\(Did you mean (.+)\?\)/, '(Vouliez-vous dire « $1 » ?)'],
];

/** Makes a program and the commands added to it later speak French: help, titles and faults. */
export function speakFrench(program: Command): Command {
  return program
    .helpOption('-h, --help', 'affiche cette aide')
    .helpCommand('help [commande]', 'affiche l’aide d’une commande')
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title })
    .configureOutput({
      outputError: (text, write) => write(inFrench(text)),
      writeOut: (text) => process.stdout.write(text.replaceAll(/\(default:(?=\s)/g, '(par défaut :')),
    });
}

function inFrench(text: string): string {
  return SENTENCES.reduce((sentence, [pattern, french]) => sentence.replace(pattern, french), text);
}
