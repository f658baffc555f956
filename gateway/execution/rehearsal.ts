import { getOperationAST, parse } from 'graphql';
import { NOTHING_GRANTED } from '../../platform/access/requirement.ts';
import { ANONYMOUS } from '../../platform/actor.ts';
import { openKeeping } from '../caching/keeping.ts';
import { refusedDocument } from '../limits/document-admission.ts';
import { LifeSignal } from '../transport/deadline.ts';
import type { AnswerError, RunInput } from './contract.ts';
import { preparedOperation, type Preparing } from './prepared-operation.ts';

/** What every fetch of a rehearsal gets: no subgraph is asked. */
const UNANSWERED: AnswerError = { message: 'Nothing is asked in a rehearsal.', extensions: {} };

/**
 * Does with an operation all that is done with one that is asked for the first time, but for asking the subgraphs, and
 * keeps nothing of it. Nothing is counted. Rejects as an operation is refused.
 */
export async function rehearsed(of: Preparing, source: string): Promise<void> {
  const document = parse(source);
  const definition = getOperationAST(document);
  const { limits, codeGeneration, rejectsUnauthorised } = of.options;
  const [refusal] = refusedDocument(document, of.planning.apiSchema, limits);
  if (refusal !== undefined) throw refusal;
  if (!definition) throw new Error('A rehearsal is of one operation.');
  const options = { limits, codeGeneration, rejectsUnauthorised, together: 1, served: () => undefined };
  const { prepared, combination, noConditions } = preparedOperation({ ...of, options }, { document, definition });
  const run = await prepared(combination(noConditions, NOTHING_GRANTED));
  await run(input());
}

function input(): RunInput {
  return {
    variables: {},
    actor: ANONYMOUS,
    headers: {},
    signal: new LifeSignal(),
    fetch: () => Promise.resolve({ kind: 'failed', error: UNANSWERED }),
    unreadable: () => UNANSWERED,
    introspection: {},
    keeping: openKeeping(),
  };
}
