import type { GraphQLError } from 'graphql';
import { hubError } from '../../../platform/errors.ts';
import { spoken } from '../limit-refusal.ts';

/** Why an operation of this cost is refused, or `null`. */
export function costRefusal(cost: number, maximum: number): GraphQLError | null {
  if (cost <= maximum) return null;
  if (Number.isNaN(cost)) return withoutSlice();
  return hubError(
    'OPERATION_TOO_COSTLY',
    `La requête a un coût estimé à ${spoken(cost)} ; le maximum est ${spoken(maximum)}. Demandez moins d’éléments à la fois (« first »), ou découpez-la.`,
    { limit: 'cost', value: Math.min(cost, Number.MAX_SAFE_INTEGER), maximum, http: { status: 400 } },
  );
}

function withoutSlice(): GraphQLError {
  return hubError(
    'INVALID_INPUT',
    'La requête demande une liste sans dire combien d’éléments : donnez exactement un des arguments qui la bornent, par exemple « first: 20 ».',
    { http: { status: 400 } },
  );
}
