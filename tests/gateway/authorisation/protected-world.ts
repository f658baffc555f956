import { composeServices } from '@theguild/federation-composition';
import { parse, validate, type GraphQLSchema } from 'graphql';
import { ANONYMOUS } from '../../../platform/actor.ts';
import { NOTHING_GRANTED, type Grants } from '../../../platform/access/requirement.ts';
import { dataText } from '../../../gateway/execution/answer-text.ts';
import type { AnswerError } from '../../../gateway/execution/contract.ts';
import { openEngine, type Engine } from '../../../gateway/execution/engine.ts';
import { UNLIMITED_DOCUMENTS } from '../../support/protection.ts';
import type { Tier } from '../../../gateway/execution/splicing/spliced-run.ts';
import { encoded } from '../../../gateway/latin1.ts';
import { openApolloSide } from '../execution/apollo-side.ts';
import { runSubgraph, type Subgraph, type SubgraphRequest } from '../execution/in-process-subgraph.ts';

/** How the schema of a subgraph that protects something begins. */
export const PROTECTED = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.6",
  import: ["@key", "@external", "@requires", "@shareable", "@authenticated", "@requiresScopes", "@policy"])`;

export interface ProtectedAnswer {
  readonly data: any;
  /** Each error's path, its code and, where it is of authorisation, what is reserved. */
  readonly errors: readonly string[];
  /** The queries that subgraphs received. */
  readonly fetched: readonly string[];
  readonly tier: Tier | undefined;
}

export interface ProtectedWorld {
  readonly schema: GraphQLSchema;
  readonly ask: (grants: Grants, query: string, variables?: object) => Promise<ProtectedAnswer>;
  readonly close: () => Promise<void>;
}

export interface WorldOptions {
  readonly rejects?: boolean;
  readonly codeGeneration?: boolean;
}

export function grants({ scopes = [], policies = [] }: { scopes?: string[]; policies?: string[] } = {}): Grants {
  return { authenticated: true, scopes: new Set(scopes), policies: new Set(policies) };
}

export const ANYONE = NOTHING_GRANTED;

export function composed(subgraphs: Readonly<Record<string, Pick<Subgraph, 'typeDefs'>>>): string {
  const services = Object.entries(subgraphs).map(([name, { typeDefs }]) => ({
    name,
    typeDefs: parse(typeDefs),
    url: `http://${name}.invalid/graphql`,
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** Our engine over subgraphs in this process, which tells what was fetched. Apollo's gateway loads its schema. */
export async function openProtectedWorld(
  subgraphs: Readonly<Record<string, Subgraph>>,
  { rejects = false, codeGeneration = true }: WorldOptions = {},
): Promise<ProtectedWorld> {
  const running = new Map(Object.entries(subgraphs).map(([name, subgraph]) => [name, runSubgraph(subgraph)]));
  const fetched: string[] = [];
  const engine = openEngine({
    fetch: async ({ subgraph, body }) => {
      const { query, variables, operationName } = JSON.parse(body.toString()) as SubgraphRequest;
      fetched.push(query);
      const answer = await running.get(subgraph)?.answer({ query, variables, operationName });
      return { kind: 'answered', latin1: encoded(JSON.stringify(answer)) };
    },
    unreadable: (subgraph, detail) => ({ message: `${subgraph}: ${detail}`, extensions: { code: 'UNREADABLE' } }),
    preparedAhead: 0,
    together: 16,
    maxOperationsBytes: 50_000_000,
    planningDeadlineMs: 60_000,
    codeGeneration,
    rejectsUnauthorised: rejects,
    limits: UNLIMITED_DOCUMENTS,
  });
  const librarySdl = await engine.prepare(composed(subgraphs));
  const apollo = await openApolloSide(librarySdl);
  engine.serve(librarySdl, apollo.schema);
  return {
    schema: apollo.schema,
    ask: async (caller, query, variables = {}) => {
      fetched.length = 0;
      const before = engine.counts();
      const { data, errors } = await answered({ engine, schema: apollo.schema }, caller, { query, variables });
      const after = engine.counts();
      const tier = TIERS.find((one) => after[one] > before[one]);
      return { data, errors: errors.map(errorText), fetched: [...fetched], tier };
    },
    close: async () => {
      await apollo.side.close();
      await engine.close();
    },
  };
}

const TIERS: readonly Tier[] = ['spliced', 'handed-over', 'general'];

type SeenError = Pick<AnswerError, 'message' | 'path' | 'extensions'>;

async function answered(
  { engine, schema }: { readonly engine: Engine; readonly schema: GraphQLSchema },
  caller: Grants,
  { query, variables }: { readonly query: string; readonly variables: object },
): Promise<{ readonly data: unknown; readonly errors: readonly SeenError[] }> {
  const document = parse(query);
  const [fault] = validate(schema, document);
  if (fault !== undefined) throw fault;
  const found = engine.operation({ source: query, operationName: undefined }, document, schema);
  if (found.kind !== 'operation') throw new Error('The document has no operation that is accepted.');
  const { operation } = found;
  const checked = operation.check({ ...variables }, caller);
  if (checked.kind === 'invalid')
    return { data: null, errors: checked.errors.map(({ message, extensions }) => ({ message, extensions })) };
  const request = { variables: checked.given, actor: ANONYMOUS, headers: {}, signal: new AbortController().signal };
  const { data, errors } = await engine.run(operation, checked.conditions, request);
  return { data: JSON.parse(dataText(data)), errors };
}

function errorText({ message, path = [], extensions }: SeenError): string {
  const reserved = /^« (.+?) » est réservé : il faut (.+?)\. /.exec(message);
  return [path.join('.'), extensions['code'], ...(reserved?.slice(1) ?? [])].join(' | ');
}
