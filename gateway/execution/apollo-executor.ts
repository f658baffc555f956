import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import { GraphQLError } from 'graphql';
import type { Caller } from '../caller.ts';
import { dataText, graphqlError } from './answer-text.ts';
import type { Engine } from './engine.ts';

type Answer = Awaited<ReturnType<GatewayExecutor>>;

/** The engine as Apollo Server calls it: for first requests, GET, and whatever its plugins must see. */
export function apolloExecutor(engine: Engine): GatewayExecutor {
  return async ({ source, document, schema, request, context }) => {
    const operationName = request.operationName ?? undefined;
    const operation = engine.operation({ source, operationName }, document, schema);
    if (operation === undefined) return { errors: [unknownOperation(operationName)] };
    const checked = operation.check(request.variables ?? {});
    if (checked.kind === 'invalid') return { errors: [...checked.errors] };
    const { actor, forwardedHeaders: headers, signal } = context as Caller;
    const asked = { variables: checked.given, actor, headers, signal };
    try {
      const { data, errors } = await engine.run(operation, checked.conditions, asked);
      const parsed = JSON.parse(dataText(data)) as NonNullable<Answer['data']>;
      return errors.length === 0 ? { data: parsed } : { data: parsed, errors: errors.map(graphqlError) };
    } catch (refusal) {
      if (isRefusal(refusal)) return { errors: [refusal] };
      throw refusal;
    }
  };
}

function unknownOperation(name: string | undefined): GraphQLError {
  const message = name === undefined ? 'Must provide operation name' : 'Unknown operation named';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } });
}

/** An operation that is refused before it runs: too large, or too long to plan. */
function isRefusal(error: unknown): error is GraphQLError {
  return typeof error === 'object' && error !== null && 'extensions' in error;
}
