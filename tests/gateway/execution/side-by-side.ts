import { composeServices } from '@theguild/federation-composition';
import { parse, validate, type GraphQLSchema } from 'graphql';
import { openApolloSide } from './apollo-side.ts';
import { openEngineSide } from './engine-side.ts';
import { runSubgraph, type RunningSubgraph, type Subgraph } from './in-process-subgraph.ts';
import { answeredError, type RecordedFetch, type Send, type Side, type SideAnswer, type SideName } from './side.ts';

export interface SideBySide {
  readonly supergraphSdl: string;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** A document that is not valid is answered with the validation's errors, `data` being `null`. */
  readonly ask: (
    side: SideName,
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    operationName?: string,
  ) => Promise<SideAnswer & { readonly fetches: readonly RecordedFetch[] }>;
  readonly close: () => Promise<void>;
}

export interface SideBySideOptions {
  readonly subgraphs: Readonly<Record<string, Subgraph>>;
  /** Composed of the subgraphs when it is not given. */
  readonly supergraphSdl?: string;
}

/**
 * Opens subgraphs in this process and the executors over them. An executor is opened when it is first asked.
 *
 * @throws when the subgraphs do not compose.
 */
export async function openSideBySide({ subgraphs, supergraphSdl }: SideBySideOptions): Promise<SideBySide> {
  const running = new Map(Object.entries(subgraphs).map(([name, subgraph]) => [name, runSubgraph(subgraph)]));
  const sdl = supergraphSdl ?? composed(running);
  const apollo = await openApolloSide(sdl);
  const sides = new Map<SideName, Promise<Side>>([['apollo', Promise.resolve(apollo.side)]]);
  const open = (name: SideName): Promise<Side> => {
    const known =
      sides.get(name) ?? openEngineSide(sdl, { codeGeneration: name === 'compiled', schema: apollo.schema });
    sides.set(name, known);
    return known;
  };
  return {
    supergraphSdl: sdl,
    apiSchema: apollo.schema,
    ask: async (name, source, variables = {}, operationName) => {
      const document = parse(source);
      const refusals = validate(apollo.schema, document);
      if (refusals.length > 0) return { data: null, errors: refusals.map(answeredError), fetches: [] };
      const fetches: RecordedFetch[] = [];
      const side = await open(name);
      const send: Send = (subgraph, body) => {
        fetches.push({ subgraph, body });
        return subgraphOf(running, subgraph).answer(body);
      };
      return { ...(await side.ask({ source, document, variables, operationName }, send)), fetches };
    },
    close: async () => {
      await Promise.all([...sides.values()].map(async (side) => (await side).close()));
    },
  };
}

function subgraphOf(running: ReadonlyMap<string, RunningSubgraph>, name: string): RunningSubgraph {
  const subgraph = running.get(name);
  if (subgraph === undefined) throw new Error(`The world has no subgraph "${name}".`);
  return subgraph;
}

function composed(running: ReadonlyMap<string, RunningSubgraph>): string {
  const services = [...running].map(([name, { document }]) => ({
    name,
    typeDefs: document,
    url: `http://${name}.invalid/graphql`,
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) {
    throw new Error(`The subgraphs do not compose: ${errors.map(({ message }) => message).join('\n')}`);
  }
  return supergraphSdl;
}
