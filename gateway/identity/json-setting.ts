import { readFileSync } from 'node:fs';

/**
 * The value of a setting that is JSON text, or the file that holds it.
 *
 * @throws what `refused` makes of the reason.
 */
export function jsonSetting(text: string, refused: (why: string) => Error): unknown {
  const json = /^\s*[[{]/.test(text) ? text : fileText(text, refused);
  try {
    return JSON.parse(json);
  } catch {
    // The parser's message quotes the text, which may hold a secret.
    throw refused('ce n’est pas du JSON');
  }
}

function fileText(file: string, refused: (why: string) => Error): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw refused(`le fichier « ${file} » ne peut pas être lu`);
  }
}
