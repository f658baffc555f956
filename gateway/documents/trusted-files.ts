import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { documentsOfFile, type TrustedDocument } from './manifest.ts';

/** Where trusted documents are: files, and folders whose `.graphql` and manifest files count. */
export type Sources = readonly string[];

/** The content of each file, by its name; a source that is not there holds nothing. */
export async function readSources(sources: Sources): Promise<ReadonlyMap<string, string>> {
  const files = (await Promise.all(sources.map(filesOf))).flat();
  const contents = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Map(files.map((file, at) => [file, contents[at] ?? '']));
}

async function filesOf(source: string): Promise<readonly string[]> {
  const found = await stat(source).catch((error: unknown) => {
    if (isAbsence(error)) return null;
    throw error;
  });
  if (found === null) return [];
  if (!found.isDirectory()) return [source];
  const files = (await readdir(source)).sort();
  return files.filter(isOfDocuments).map((file) => path.join(source, file));
}

/** Variables of an example operation lie beside it. */
function isOfDocuments(file: string): boolean {
  return file.endsWith('.graphql') || (file.endsWith('.json') && !file.endsWith('.variables.json'));
}

function isAbsence(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

/** @throws ConfigurationError (French) of a file that cannot be understood. */
export function documentsOfFiles(files: ReadonlyMap<string, string>): readonly TrustedDocument[] {
  return [...files].flatMap(([file, content]) => documentsOfFile(file, content));
}
