import { readFileSync } from 'node:fs';
import path from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import { Kind, parse, print, visit, type DocumentNode, type FieldDefinitionNode } from 'graphql';

/** The benchmark's subgraphs, and the entities that each one extends without owning them (for Federation 1). */
const EXTENDED: Readonly<Record<string, readonly string[]>> = {
  territory: ['Premises'],
  housing: ['Commune'],
  offers: ['Premises', 'Place'],
  accounts: [],
  products: [],
  inventory: ['Product'],
  reviews: ['User', 'Product'],
};

export const SUBGRAPHS: readonly string[] = Object.keys(EXTENDED);

export function sdlOf(subgraph: string): string {
  return readFileSync(path.join(import.meta.dirname, `${subgraph}.graphql`), 'utf8');
}

/**
 * Composes the benchmark's supergraph for these addresses, of other SDL where it is given.
 *
 * @throws Error with the composition's own messages.
 */
export function composeSupergraph(urls: Readonly<Record<string, string>>, sdl = sdlOf): string {
  const services = SUBGRAPHS.map((name) => ({ name, typeDefs: parse(sdl(name)), url: urls[name] ?? '' }));
  const composed = composeServices(services);
  if (composed.supergraphSdl === undefined) throw new Error(JSON.stringify(composed.errors));
  return composed.supergraphSdl;
}

/** The same subgraph in Federation 1's words: entities of others are extensions, whose keys are external. */
export function federationOneSdl(subgraph: string): string {
  const extended = new Set(EXTENDED[subgraph] ?? []);
  const document: DocumentNode = visit(parse(sdlOf(subgraph)), {
    SchemaExtension: () => null,
    ObjectTypeDefinition: (node) => {
      if (node.name.value === 'Query') return { ...node, kind: Kind.OBJECT_TYPE_EXTENSION };
      if (!extended.has(node.name.value)) return undefined;
      return { ...node, kind: Kind.OBJECT_TYPE_EXTENSION, fields: node.fields?.map(externalKey) ?? [] };
    },
  });
  return print(document);
}

function externalKey(field: FieldDefinitionNode): FieldDefinitionNode {
  if (!['id', 'upc', 'inseeCode'].includes(field.name.value)) return field;
  return { ...field, directives: [{ kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'external' } }] };
}
