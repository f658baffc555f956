import { readFile } from 'node:fs/promises';

/** The address of a database that a variable gives: itself, or in the file that it names. */
export async function databaseAddress(source: string): Promise<string> {
  return /^postgres(ql)?:/.test(source) ? source : (await readFile(source, 'utf8')).trim();
}
