import { OperationTypeNode } from 'graphql';
import type { Awaiting } from '../awaiting.ts';
import type { Caller } from '../caller.ts';
import type { Operation } from '../execution/operation.ts';
import type { Signal } from '../transport/deadline.ts';
import { inFlightKey, mergeInFlight, type InFlight } from '../transport/merge-in-flight.ts';
import type { Ready } from './known-answers.ts';

/**
 * Runs a query, or waits for the one under way that is the same: the same operation of the same supergraph, the same
 * program (hence rights), the same variables, and the same caller and headers. A mutation always runs.
 *
 * @param onMerged told each time that a query waits for another one.
 */
export function mergedQueries<T>(onMerged?: () => void) {
  const underWay = new WeakMap<Operation, InFlight<T>>();
  return (
    { operation, conditions, text }: Ready,
    { actor, forwardedHeaders, signal }: Caller,
    run: (signal: Signal) => Promise<T>,
    awaiting: Awaiting<T>,
  ): void => {
    if (operation.definition.operation !== OperationTypeNode.QUERY) {
      run(signal).then(
        (value) => awaiting.resolved(value),
        (error: unknown) => awaiting.rejected(error),
      );
      return;
    }
    let inFlight = underWay.get(operation);
    if (inFlight === undefined) underWay.set(operation, (inFlight = mergeInFlight<T>(onMerged)));
    const key = inFlightKey(`${conditions}\n${text}`, actor, forwardedHeaders);
    inFlight.merge({ key, signal }, run, awaiting);
  };
}
