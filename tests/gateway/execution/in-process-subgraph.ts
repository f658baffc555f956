import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, validate, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';

type Resolvers = NonNullable<Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']>;

/** What a subgraph receives. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** A subgraph given by its text and resolvers. */
export interface Subgraph {
  readonly typeDefs: string;
  readonly resolvers: Resolvers;
  /** Takes the place of what the subgraph answers: any JSON value; when it throws, the subgraph is out of reach. */
  readonly answer?: (request: SubgraphRequest, answer: () => Promise<object>) => Promise<unknown>;
}

export interface RunningSubgraph {
  readonly document: DocumentNode;
  /** Rejects when the subgraph is out of reach. */
  readonly answer: (request: SubgraphRequest) => Promise<unknown>;
}

/** A subgraph in this process. As a real one does, it refuses what its schema does not have. */
export function runSubgraph({ typeDefs, resolvers, answer: replaced }: Subgraph): RunningSubgraph {
  const document = parse(typeDefs);
  const schema = buildSubgraphSchema({ typeDefs: document, resolvers });
  const known = new Map<string, Checked>();
  const answer = async (request: SubgraphRequest): Promise<object> => {
    let checked = known.get(request.query);
    if (checked === undefined) known.set(request.query, (checked = checkedQuery(schema, request.query)));
    if (checked.errors.length > 0) return { errors: checked.errors.map((error) => error.toJSON()) };
    const { operationName, variables } = request;
    const result = await execute({
      schema,
      document: checked.document,
      variableValues: { ...variables },
      operationName: operationName ?? null,
      contextValue: {},
    });
    return JSON.parse(JSON.stringify(result)) as object;
  };
  return {
    document,
    answer: (request) => (replaced === undefined ? answer(request) : replaced(request, () => answer(request))),
  };
}

interface Checked {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
}

function checkedQuery(schema: GraphQLSchema, query: string): Checked {
  const document = parse(query);
  return { document, errors: validate(schema, document) };
}
