import { grantsOf } from '../../platform/access/grants.ts';
import { answerCacheControl } from '../caching/cache-control.ts';
import type { Caller } from '../caller.ts';
import { answerText, type EncodedText, type FormatError } from '../execution/answer-text.ts';
import type { Engine } from '../execution/engine.ts';
import type { Operation } from '../execution/operation.ts';
import type { AccessRules } from '../limits/access-rules.ts';
import type { Question } from './question.ts';

/** An answer of status 200, without the headers that every answer has. */
export interface KnownAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: EncodedText;
}

/**
 * Answers a question whose operation was prepared before, in the bytes and headers that Apollo Server would give.
 * `undefined` passes it on to Apollo Server: an operation not known yet, or variables to refuse.
 */
export type KnownAnswers = (question: Question, caller: Caller, admitted: Admitted) => Promise<KnownAnswer> | undefined;

/** Counts a question that can be answered; the headers that tell its caller what is left, `undefined` when it is refused. */
export type Admitted = () => Readonly<Record<string, string>> | undefined;

/** A question that the door can answer itself: nothing of it is left to find out or to refuse. */
interface Ready {
  readonly operation: Operation;
  readonly conditions: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The door's stages once the caller is identified: operation → variant by rights → variables → admission → run. All that
 * can pass a question on comes before what is counted, so that a question is never counted twice.
 */
export function knownAnswers(engine: Engine, rules: AccessRules, format: FormatError): KnownAnswers {
  return (question, caller, admitted) => {
    const ready = readyQuestion({ engine, rules }, question, caller);
    const allowance = ready === undefined ? undefined : admitted();
    if (ready === undefined || allowance === undefined) return undefined;
    return answered(engine, ready, { caller, format, allowance });
  };
}

function readyQuestion(
  { engine, rules }: { readonly engine: Engine; readonly rules: AccessRules },
  question: Question,
  { actor }: Caller,
): Ready | undefined {
  const operation = engine.known(question);
  if (operation === undefined || rules.refusal(operation, actor) !== null) return undefined;
  const checked = operation.check(question.variables, grantsOf(actor));
  if (checked.kind === 'invalid' || operation.ready(checked.conditions) === undefined) return undefined;
  return { operation, conditions: checked.conditions, variables: checked.given };
}

interface Answering {
  readonly caller: Caller;
  readonly format: FormatError;
  readonly allowance: Readonly<Record<string, string>>;
}

async function answered(
  engine: Engine,
  { operation, conditions, variables }: Ready,
  { caller, format, allowance }: Answering,
): Promise<KnownAnswer> {
  const { actor, forwardedHeaders: headers, signal } = caller;
  const result = await engine.run(operation, conditions, { variables, actor, headers, signal });
  const cacheControl = answerCacheControl(result, actor);
  return {
    headers: { 'cache-control': cacheControl, ...allowance, 'content-type': 'application/json; charset=utf-8' },
    body: answerText(result, format),
  };
}
