import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Kind, parse } from 'graphql';

/** A named operation of `schema/operations/`, as the explorer offers it. */
export interface NamedOperation {
  readonly name: string;
  /** The comment at the head of the file: who asks it, and what for. */
  readonly about: string;
  readonly query: string;
  /** Example variables, as JSON text; empty when the operation has none. */
  readonly variables: string;
}

/** The named operations of a folder, by name; a folder that is not there holds none. */
export async function namedOperations(folder: string): Promise<readonly NamedOperation[]> {
  const files = await readdir(folder).catch(() => []);
  const documents = files.filter((file) => file.endsWith('.graphql')).sort();
  return Promise.all(documents.map((file) => namedOperation(path.join(folder, file))));
}

async function namedOperation(file: string): Promise<NamedOperation> {
  const query = await readFile(file, 'utf8');
  const variables = await readFile(file.replace(/\.graphql$/, '.variables.json'), 'utf8').catch(() => '');
  const operation = parse(query, { noLocation: true }).definitions.find(
    (node) => node.kind === Kind.OPERATION_DEFINITION,
  );
  const name = operation?.name?.value ?? path.basename(file, '.graphql');
  return { name, about: headComment(query), query, variables };
}

function headComment(query: string): string {
  const lines = query.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const comment = lines.slice(0, end === -1 ? lines.length : end).map((line) => line.replace(/^#\s*/, '').trim());
  return comment.filter((line) => line !== '').join(' ');
}
