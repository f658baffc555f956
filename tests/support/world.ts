import { graphql, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Pool } from 'pg';
import { ANONYMOUS, type Actor } from '../../platform/actor.ts';
import type { Dataset } from '../../platform/importer/dataset.ts';
import { importFiles } from '../../platform/importer/import.ts';
import type { ImportReport } from '../../platform/importer/report.ts';
import { scopesOfRoles, type Role } from '../../platform/roles.ts';
import type { Subgraph } from './databases.ts';
import { openScratch } from './scratch.ts';
import { watchStatements } from './statements.ts';
import { SUBGRAPH_MODULES, type ModulesOf } from './subgraphs.ts';

/** One subgraph over a database of its own, migrated and empty. */
export interface World<S extends Subgraph> {
  readonly subgraph: S;
  readonly url: string;
  readonly prisma: ReturnType<ModulesOf<S>['openDatabase']>['prisma'];
  readonly sql: Pool;
  readonly schema: GraphQLSchema;
  /** Every SQL statement sent so far, in order. */
  readonly statements: readonly string[];
  readonly close: () => Promise<void>;
}

/** A person of these roles, with their scopes. */
export function person(roles: readonly Role[], organisationId: string | null = null): Actor {
  const scopes = scopesOfRoles(roles);
  return { kind: 'person', id: 'test', organisationSiret: null, organisationId, roles, epciSirens: [], scopes };
}

export const ADVISOR = person(['advisor']);

/** The instant of a test world unless the test says another: Monday 23 November 2026, 10:00 in Paris. */
export const TEST_NOW = new Date('2026-11-23T09:00:00Z');

export async function openWorld<S extends Subgraph>(subgraph: S): Promise<World<S>> {
  const { url, drop } = await openScratch(subgraph);
  const modules = await SUBGRAPH_MODULES[subgraph]();
  const { prisma, sql, close } = modules.openDatabase(url);
  return {
    subgraph,
    url,
    prisma,
    sql,
    schema: modules.schema,
    statements: watchStatements(sql),
    close: async () => {
      await close();
      await drop();
    },
  };
}

export interface AskOptions {
  readonly actor?: Actor;
  readonly now?: Date;
}

/** Runs an operation on the subgraph's real schema, as the gateway would have it run. */
export async function ask<S extends Subgraph>(
  world: World<S>,
  query: string,
  variables: Record<string, unknown> = {},
  { actor = ANONYMOUS, now = TEST_NOW }: AskOptions = {},
): Promise<ExecutionResult<any>> {
  const { createContext } = await SUBGRAPH_MODULES[world.subgraph]();
  const contextValue = createContext({ prisma: world.prisma, sql: world.sql, actor, now } as never);
  return graphql({ schema: world.schema, source: query, variableValues: variables, contextValue });
}

/** Asks for entities by their representations, as the gateway does. */
export async function entities<S extends Subgraph>(
  world: World<S>,
  representations: readonly Record<string, unknown>[],
  selection: string,
  options: AskOptions & { variables?: Record<string, unknown> } = {},
): Promise<ExecutionResult<any>> {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`;
  return ask(world, query, { representations, ...options.variables }, options);
}

/** Imports files as `npm run import` would. */
export async function importFile<S extends Subgraph>(
  world: World<S>,
  datasets: readonly Dataset[],
  dataset: string,
  files: string | readonly string[],
  options: { source?: string; asOf?: string } = {},
): Promise<ImportReport> {
  const found = datasets.find(({ name }) => name === dataset);
  if (found === undefined) throw new Error(`no dataset « ${dataset} »`);
  const paths = typeof files === 'string' ? [files] : files;
  return importFiles({
    databaseUrl: world.url,
    dataset: found,
    files: paths,
    actor: 'test',
    asOf: '2026-11-01',
    threshold: 1,
    ...options,
  });
}

/** The SQL statements that a piece of work sends to a world's database. */
export async function countStatements(
  world: World<Subgraph>,
  work: () => Promise<unknown>,
): Promise<readonly string[]> {
  const before = world.statements.length;
  await work();
  return world.statements.slice(before);
}
