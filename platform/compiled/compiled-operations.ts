import {
  defaultTypeResolver,
  type DocumentNode,
  getOperationAST,
  type GraphQLAbstractType,
  type GraphQLSchema,
  isAbstractType,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { isCompilable } from './compilable.ts';
import { Recent } from './recent.ts';

/** An operation compiled to code. */
export interface CompiledOperation {
  readonly document: DocumentNode;
  readonly name: string | null;
  /** The answer's data, or `null` when anything went wrong: then graphql-js must say what. */
  readonly run: (context: unknown, variables: Readonly<Record<string, unknown>>) => Promise<object | null>;
}

export interface CompiledOperations {
  /** Keeps a text that was found valid, to be compiled if it comes again. */
  readonly learn: (text: string, document: DocumentNode) => void;
  /** The operation of a known text; `null` for one that is not known, or that graphql-js must run. */
  readonly find: (text: string) => CompiledOperation | null;
}

/** An operation not yet compiled, compiled, or left to graphql-js. */
type Known = DocumentNode | CompiledOperation | 'for graphql-js';

const MOST_OPERATIONS = 500;
const LONGEST_TEXT = 20_000;

/** The operations of one schema, the least recently used forgotten first; nothing is kept of a text that came once but its document. */
export function compiledOperations(schema: GraphQLSchema, most: number = MOST_OPERATIONS): CompiledOperations {
  const known = new Recent<string, Known>(most);
  answerTypeFaults(schema);
  return {
    learn: (text, document) => {
      if (text.length <= LONGEST_TEXT && known.get(text) === undefined) known.set(text, document);
    },
    find: (text) => {
      const found = known.get(text);
      if (found === undefined || found === 'for graphql-js') return null;
      if ('run' in found) return found;
      const operation = compiled(schema, found);
      known.set(text, operation ?? 'for graphql-js');
      return operation;
    },
  };
}

function compiled(schema: GraphQLSchema, document: DocumentNode): CompiledOperation | null {
  if (!isCompilable(schema, document)) return null;
  const compilation = compileQuery(schema, document, undefined, { disablingCapturingStackErrors: true });
  if (!isCompiledQuery(compilation)) return null;
  return {
    document,
    name: getOperationAST(document)?.name?.value ?? null,
    run: async (context, variables) => {
      const { data, errors } = await compilation.query(undefined, context, variables);
      return errors !== undefined || data === null || data === undefined ? null : data;
    },
  };
}

/**
 * Makes an exception of `resolveType` a rejected promise: the same error for graphql-js, and an error for compiled
 * code, which would otherwise let the exception out and never answer.
 */
function answerTypeFaults(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) if (isAbstractType(type)) answerTypeFaultsOf(type);
}

const answering = new WeakSet<GraphQLAbstractType>();

function answerTypeFaultsOf(type: GraphQLAbstractType): void {
  if (answering.has(type)) return;
  answering.add(type);
  const resolve = type.resolveType ?? defaultTypeResolver;
  type.resolveType = (value, context, info) => {
    try {
      return resolve(value, context, info, type);
    } catch (error) {
      const failed = Promise.resolve().then((): string => {
        throw error as Error;
      });
      failed.catch(() => undefined);
      return failed;
    }
  };
}
