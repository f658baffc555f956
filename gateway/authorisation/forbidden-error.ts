import { requirementSentence, type Requirement } from '../../platform/access/requirement.ts';
import { hubError } from '../../platform/errors.ts';
import type { AnswerError } from '../execution/contract.ts';

/** The error of a field or a type that is not for the caller: the same for all who lack the right. */
export function forbiddenError(coordinate: string, requirement: Requirement): AnswerError {
  const { message, extensions } = hubError(
    'UNAUTHORIZED_FIELD_OR_TYPE',
    `« ${coordinate} » est réservé : il faut ${requirementSentence(requirement)}. Ôtez-le de la requête, ou présentez un jeton qui donne ce droit (« Authorization: Bearer … »).`,
  );
  return { message, extensions };
}
