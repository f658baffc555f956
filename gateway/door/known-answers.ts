import { OperationTypeNode } from 'graphql';
import { grantsOf } from '../../platform/access/grants.ts';
import type { Awaiting } from '../awaiting.ts';
import type { Caller } from '../caller.ts';
import { answerText, type FormatError } from '../execution/answer-text.ts';
import type { Engine, EngineResult } from '../execution/engine.ts';
import type { Operation } from '../execution/operation.ts';
import type { AccessRules } from '../limits/access-rules.ts';
import type { Signal } from '../transport/deadline.ts';
import { AnswerBody } from './answer-body.ts';
import { mergedQueries } from './merged-queries.ts';
import type { Question } from './question.ts';

/** Who asks a question. */
export interface QuestionAsker extends Awaiting<SharedAnswer> {
  /** Asked once it is known that the question can be answered: counts it, unless it is refused. */
  readonly admitted: () => boolean;
}

/**
 * Answers a question whose operation was prepared before, in the bytes and headers that Apollo Server would give: an
 * answer of status 200, which is told later. `false` passes it on to Apollo Server: an operation not known yet, variables
 * to refuse, or an asker who is not admitted.
 */
export type KnownAnswers = (question: Question, caller: Caller, asker: QuestionAsker) => boolean;

/** A question that the door can answer itself: nothing of it is left to find out or to refuse. */
export interface Ready {
  readonly operation: Operation;
  readonly conditions: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The variables as text. */
  readonly text: string;
}

/** What is the same for all who asked the same. */
export interface SharedAnswer extends Pick<EngineResult, 'errors' | 'maxAge'> {
  readonly body: AnswerBody;
}

/**
 * The door's stages once the caller is identified: operation → variant by rights → variables → admission → run. All that
 * can pass a question on comes before what is counted, so that a question is never counted twice.
 *
 * @param onMerged told of each question that waits for another's answer.
 */
export function knownAnswers(
  engine: Engine,
  rules: AccessRules,
  format: FormatError,
  onMerged?: () => void,
): KnownAnswers {
  const merged = mergedQueries<SharedAnswer>(onMerged);
  return (question, caller, asker) => {
    const ready = readyQuestion({ engine, rules }, question, caller);
    if (ready === undefined || !asker.admitted()) return false;
    merged(ready, caller, (signal) => sharedAnswer(engine, { ready, caller, signal }, format), asker);
    return true;
  };
}

function readyQuestion(
  { engine, rules }: { readonly engine: Engine; readonly rules: AccessRules },
  question: Question,
  { actor }: Caller,
): Ready | undefined {
  const operation = engine.known(question);
  if (operation === undefined || rules.refusal(operation, actor) !== null) return undefined;
  if (operation.definition.operation === OperationTypeNode.SUBSCRIPTION) return undefined;
  const checked = operation.check(question.variables, grantsOf(actor));
  if (checked.kind === 'invalid' || operation.ready(checked.conditions) === undefined) return undefined;
  return { operation, conditions: checked.conditions, variables: checked.given, text: question.text };
}

async function sharedAnswer(
  engine: Engine,
  { ready, caller, signal }: { readonly ready: Ready; readonly caller: Caller; readonly signal: Signal },
  format: FormatError,
): Promise<SharedAnswer> {
  const { operation, conditions, variables } = ready;
  const { actor, forwardedHeaders: headers } = caller;
  const result = await engine.run(operation, conditions, { variables, actor, headers, signal });
  const { errors, maxAge } = result;
  return { errors, maxAge, body: new AnswerBody(answerText(result, format)) };
}
