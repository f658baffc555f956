import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { grantsOf } from '../../platform/access/grants.ts';
import type { Caller } from '../caller.ts';
import type { AccessRules } from '../limits/access-rules.ts';
import { withoutSuggestions } from '../limits/suggestions.ts';
import { dataText, graphqlError } from './answer-text.ts';
import type { Engine } from './engine.ts';
import { streamedOnly } from './planning/refusals.ts';

/** Of the request's policy, as Apollo Server gives it. */
interface CachePolicy {
  readonly restrict: (hint: { readonly maxAge: number; readonly scope: 'PUBLIC' }) => void;
}

type Answer = Awaited<ReturnType<GatewayExecutor>>;

export interface ExecutorOptions {
  readonly rules: AccessRules;
  /** The most that an operation may cost. */
  readonly maximumCost: number;
  /** Told the text of each document that came with its hash and is accepted. */
  readonly remember: (text: string) => void;
}

/** The engine as Apollo Server calls it: for first requests, GET, and whatever its plugins must see. */
export function apolloExecutor(engine: Engine, { rules, maximumCost, remember }: ExecutorOptions): GatewayExecutor {
  return async ({ source, document, schema, request, context, overallCachePolicy }) => {
    const caller = context as Caller;
    const told = (errors: readonly GraphQLError[]): Answer => ({
      errors: rules.mayIntrospect(caller.actor) ? [...errors] : errors.map(withoutSuggestions),
    });
    const untrusted = rules.documentRefusal(document, caller.actor);
    if (untrusted !== null) return told([untrusted]);
    const operationName = request.operationName ?? undefined;
    const found = engine.operation({ source, operationName }, document, schema);
    if (found.kind === 'absent') return told([absentOperation(operationName)]);
    if (found.kind === 'refused') return told(found.errors);
    const { operation } = found;
    const refusal = rules.refusal(operation, caller.actor);
    if (refusal !== null) return told([refusal]);
    const { actor, forwardedHeaders, signal } = caller;
    const checked = operation.check(request.variables ?? {}, grantsOf(actor));
    if (checked.kind === 'invalid') return told(checked.errors);
    if (operation.definition.operation === OperationTypeNode.SUBSCRIPTION) return told([streamedOnly()]);
    if (request.extensions?.['persistedQuery'] !== undefined) remember(source);
    const asked = { variables: checked.given, actor, headers: forwardedHeaders, signal };
    try {
      const { data, errors, maxAge } = await engine.run(operation, checked.conditions, asked);
      (overallCachePolicy as CachePolicy).restrict({ maxAge, scope: 'PUBLIC' });
      const parsed = JSON.parse(dataText(data)) as NonNullable<Answer['data']>;
      return {
        data: parsed,
        ...(errors.length === 0 ? {} : { errors: errors.map(graphqlError) }),
        ...(caller.asksCost ? { extensions: { cost: { estimated: checked.cost, maximum: maximumCost } } } : {}),
      };
    } catch (refusal) {
      if (isRefusal(refusal)) return { errors: [refusal] };
      throw refusal;
    }
  };
}

function absentOperation(name: string | undefined): GraphQLError {
  const message = name === undefined ? 'Must provide operation name' : 'Unknown operation named';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } });
}

/** An operation that is refused before it runs: too large, or too long to plan. */
function isRefusal(error: unknown): error is GraphQLError {
  return typeof error === 'object' && error !== null && 'extensions' in error;
}
