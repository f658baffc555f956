import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { REQUEST_FAULTS } from '../gateway/request-faults.ts';
import { HUB_ERRORS } from '../platform/errors.ts';

const PAGE = resolve(import.meta.dirname, '..', 'docs', 'errors.md');

/** The page of the public error codes, in French, from the catalogues that the code itself uses. */
export function errorsPage(): string {
  return [
    '# Codes d’erreur',
    '',
    '<!-- Page générée par « npm run errors » : modifiez platform/errors.ts ou gateway/request-faults.ts, pas ce fichier. -->',
    '',
    'Une erreur du hub porte un code dans `errors[].extensions.code` et une phrase en français dans `errors[].message`. Le code ne',
    'change jamais de nom : c’est lui qu’un programme doit lire. Un identifiant inconnu n’est pas une erreur : la réponse est `null`.',
    '',
    '## Codes du hub',
    '',
    ...Object.entries(HUB_ERRORS).flatMap(entry),
    '## Codes d’une demande mal formée',
    '',
    'La phrase est suivie du détail : la variable, le champ ou la ligne, ce qui était attendu, avec un exemple, et la nature de ce',
    'qui est venu (un texte, un nombre, une liste…), jamais sa valeur, qui peut être une adresse.',
    '',
    ...Object.entries(REQUEST_FAULTS).flatMap(entry),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function entry([code, meaning]: readonly [string, string]): readonly string[] {
  return [`### ${code}`, '', meaning.endsWith('.') ? meaning : `${meaning}.`, ''];
}

/**
 * Writes `docs/errors.md`, or only compares it.
 *
 * @returns whether the page was not up to date.
 */
export async function writeErrorsPage({ check = false }: { check?: boolean } = {}): Promise<boolean> {
  const known = await readFile(PAGE, 'utf8').catch(() => '');
  const changed = known !== errorsPage();
  if (changed && !check) await writeFile(PAGE, errorsPage());
  return changed;
}
