import { getOperationAST, GraphQLError, Kind, parse, type DocumentNode } from 'graphql';
import { z } from 'zod';
import { ConfigurationError } from '../../platform/env.ts';
import { syntaxSentence } from '../refusals/syntax-sentence.ts';
import { documentHash } from './document-hash.ts';

/** A document that the hub accepts from anyone. */
export interface TrustedDocument {
  /** Of its text. */
  readonly hash: string;
  readonly text: string;
  readonly document: DocumentNode;
  /** Of its operations; `null` of one without. */
  readonly operationNames: readonly (string | null)[];
  /** The file that it comes from. */
  readonly source: string;
}

const APOLLO = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
});
/** As GraphQL Code Generator's client preset writes it. */
const BY_HASH = z.record(z.string(), z.string());

/**
 * The documents of a file: a manifest of Apollo or of GraphQL Code Generator (`.json`), or one document (`.graphql`).
 *
 * @throws ConfigurationError (French) of what cannot be read, or of a document that is not what its hash says.
 */
export function documentsOfFile(source: string, content: string): readonly TrustedDocument[] {
  if (!source.endsWith('.json')) return [trusted(source, content)];
  return entriesOf(source, content).map(([id, text]) => {
    const document = trusted(source, text);
    if (document.hash === id.replace(/^sha256:/, '')) return document;
    throw new ConfigurationError(
      `Le fichier « ${source} » donne au document ${namesOf(document)} l’empreinte « ${id} », qui n’est pas le SHA-256 de son texte (« ${document.hash} ») : engendrez-le avec hashAlgorithm: 'sha256'.`,
    );
  });
}

function entriesOf(source: string, content: string): readonly (readonly [string, string])[] {
  const json = jsonOf(source, content);
  const apollo = APOLLO.safeParse(json);
  if (apollo.success) return apollo.data.operations.map(({ id, body }) => [id, body] as const);
  const byHash = BY_HASH.safeParse(json);
  if (byHash.success) return Object.entries(byHash.data);
  throw new ConfigurationError(
    `Le fichier « ${source} » n’est pas un manifeste de documents : attendu {"format":"apollo-persisted-query-manifest","version":1,"operations":[…]} (Apollo) ou {"<sha256>":"query …"} (GraphQL Code Generator).`,
  );
}

function jsonOf(source: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new ConfigurationError(`Le fichier « ${source} » n’est pas du JSON bien formé.`);
  }
}

function trusted(source: string, text: string): TrustedDocument {
  const document = documentOf(source, text);
  const operationNames = document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value ?? null] : [],
  );
  if (operationNames.length === 0)
    throw new ConfigurationError(`Le fichier « ${source} » contient un document sans opération.`);
  return { hash: documentHash(text), text, document, operationNames, source };
}

function documentOf(source: string, text: string): DocumentNode {
  try {
    return parse(text, { noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const reason = syntaxSentence(error.message, error.locations?.[0]);
    throw new ConfigurationError(`Le fichier « ${source} » contient un document mal formé. ${reason}`);
  }
}

/** How a document is named to a reader. */
export function namesOf({ operationNames, document }: TrustedDocument): string {
  const [only] = operationNames;
  const kind = getOperationAST(document, only)?.operation ?? 'query';
  return operationNames.map((name) => (name === null ? `« ${kind} » sans nom` : `« ${name} »`)).join(', ');
}

/** The manifest of these documents, in Apollo's format. */
export function manifestOf(documents: readonly TrustedDocument[]): string {
  const operations = documents.map(({ hash, text, document, operationNames }) => ({
    id: hash,
    name: operationNames[0] ?? '',
    type: getOperationAST(document, operationNames[0])?.operation ?? 'query',
    body: text,
  }));
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, null, 2)}\n`;
}
