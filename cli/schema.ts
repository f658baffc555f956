import {
  composeServices,
  transformSupergraphToPublicSchema,
  compositionHasErrors,
} from '@theguild/federation-composition';
import { buildASTSchema, graphql, type GraphQLSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { SUBGRAPHS, type SubgraphName } from './subgraphs.ts';

const LOCAL_URLS: Readonly<Record<SubgraphName, string>> = {
  department: 'http://127.0.0.1:4001/graphql',
  lgn: 'http://127.0.0.1:4002/graphql',
  operators: 'http://127.0.0.1:4003/graphql',
};

/** The files of `schema/` and what they should hold, from the subgraphs' code. */
export async function composedSchemas(): Promise<ReadonlyMap<string, string>> {
  const printed = [];
  for (const name of SUBGRAPHS) printed.push({ name, sdl: await subgraphSdl(name) });
  const result = composeServices(
    printed.map(({ name, sdl }) => ({ name, url: LOCAL_URLS[name], typeDefs: parse(sdl) })),
  );
  if (compositionHasErrors(result)) {
    throw new Error(`The subgraphs do not compose:\n${result.errors.map(({ message }) => `- ${message}`).join('\n')}`);
  }
  const api = printSchema(lexicographicSortSchema(apiSchemaOf(result.supergraphSdl)));
  return new Map([
    ...printed.map(({ name, sdl }) => [`schema/${name}.graphql`, `${sdl.trim()}\n`] as const),
    ['schema/supergraph.graphql', `${result.supergraphSdl.trim()}\n`],
    ['schema/api.graphql', `${api}\n`],
  ]);
}

function apiSchemaOf(supergraphSdl: string) {
  return buildASTSchema(transformSupergraphToPublicSchema(parse(supergraphSdl)));
}

async function subgraphSdl(name: SubgraphName): Promise<string> {
  const { schema } = (await import(`../subgraphs/${name}/schema.ts`)) as { schema: GraphQLSchema };
  const { data, errors } = await graphql({ schema, source: '{ _service { sdl } }' });
  const sdl = (data as { _service: { sdl: string } } | null | undefined)?._service.sdl;
  if (sdl === undefined) throw new Error(`The subgraph ${name} gives no SDL: ${String(errors?.[0])}`);
  return sdl;
}

/** Writes the files of `schema/`; gives the names of those that changed. With `check`, writes nothing. */
export async function writeSchemas({ check = false }: { check?: boolean } = {}): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const [path, text] of await composedSchemas()) {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    changed.push(path);
    if (!check) writeFileSync(path, text);
  }
  return changed;
}
