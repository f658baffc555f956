import type { AnswerError, Companion } from '../contract.ts';
import { accompanied, fusedFetchesOf, type FusedFetches } from '../fusing/companions.ts';
import type { FetchStep, Step } from '../program.ts';
import type { Gathering } from './gathering.ts';
import { findOmissions, onlyType } from './omissions.ts';
import { preparedFetch, type PreparedFetch } from './prepared-fetch.ts';
import { representationsOf } from './representations.ts';
import { rewrite } from './rewrites.ts';
import { readAnswer, type SubgraphError } from './subgraph-answer.ts';
import { failAll, tell, type Asked } from './subgraph-errors.ts';
import { mergeInto, objectsAt, typeNameOf, type Tree } from './tree.ts';

/** A program's steps with all that does not depend on a request. */
export type PreparedStep =
  | { readonly kind: 'sequence'; readonly steps: readonly PreparedStep[] }
  | { readonly kind: 'parallel'; readonly steps: readonly PreparedStep[]; readonly fused: FusedFetches | null }
  | { readonly kind: 'fetch'; readonly fetch: PreparedFetch };

export function preparedSteps(step: Step): PreparedStep {
  if (step.kind === 'fetch') return { kind: 'fetch', fetch: preparedFetch(step) };
  const steps = step.steps.map(preparedSteps);
  return step.kind === 'sequence'
    ? { kind: 'sequence', steps }
    : { kind: 'parallel', steps, fused: fusedFetchesOf(step) };
}

/** Runs the steps: what can be asked at the same time is. */
export async function gather(of: Gathering, step: PreparedStep, companion?: Companion): Promise<void> {
  if (step.kind === 'fetch') {
    const work = gatherFetch(of, step.fetch, companion);
    await (companion === undefined ? work : accompanied(companion, work));
  } else if (step.kind === 'parallel') {
    const companions = step.fused?.open(of.input.variables);
    await Promise.all(step.steps.map((each, at) => gather(of, each, companions?.[at])));
  } else {
    for (const each of step.steps) await gather(of, each);
  }
}

async function gatherFetch(of: Gathering, fetch: PreparedFetch, companion?: Companion): Promise<void> {
  const { step } = fetch;
  if (step.requires === null) {
    const answer = await asked(of, fetch, { texts: null });
    received(of, { fetch, targets: [[rootOf(of, step)]], isRoot: true }, answer);
    return;
  }
  const { interfaces } = of.program;
  const { texts, targets } = representationsOf(
    { requires: step.requires, inputRewrites: step.inputRewrites, interfaces },
    objectsAt(of.root, step.path),
    (target, incomplete) => {
      of.failures.inherit(target, incomplete, fetch.keysOf(typeNameOf(target)));
    },
  );
  if (texts.length === 0) return;
  const answer = await asked(of, fetch, { texts, companion });
  received(of, { fetch, targets, isRoot: false }, answer);
}

/** Root fields asked below the root (a mutation's answer) go to the object at the path. */
function rootOf(of: Gathering, step: FetchStep): Tree {
  return objectsAt(of.root, step.path)[0] ?? of.root;
}

type Answer =
  | { readonly kind: 'data'; readonly data: Tree | null; readonly errors: readonly SubgraphError[] }
  | { readonly kind: 'failed'; readonly error: AnswerError };

async function asked(
  of: Gathering,
  { step, body }: PreparedFetch,
  { texts, companion }: { readonly texts: readonly string[] | null; readonly companion?: Companion | undefined },
): Promise<Answer> {
  const { fetch, actor, headers, signal, variables, unreadable } = of.input;
  const { subgraph, operation } = step;
  const planned = { step, representations: texts, variables };
  const question = { subgraph, operation, body: body(variables, texts), planned, actor, headers, signal };
  const earlier = of.received?.(step, question);
  if (earlier !== undefined) companion?.leave();
  const reply = await (earlier ?? fetch(companion === undefined ? question : { ...question, companion }));
  of.input.keeping.note(reply);
  if (reply.kind === 'failed') return reply;
  const answer = readAnswer(reply.latin1, texts === null ? null : texts.length);
  if (answer.kind === 'unreadable') return { kind: 'failed', error: unreadable(subgraph, answer.detail, operation) };
  return { kind: 'data', data: answer.data, errors: answer.errors };
}

function received(of: Gathering, { fetch, targets, isRoot }: Asked, answer: Answer): void {
  if (answer.kind === 'failed') {
    failAll(of, fetch, { targets: targets.flat(), error: answer.error, isTold: false });
    return;
  }
  const { data, errors } = answer;
  if (data !== null) {
    const { outputRewrites } = fetch.step;
    const results = isRoot ? [data] : (data['_entities'] as (Tree | null)[]);
    if (errors.length === 0) explainOmissions(of, { fetch, targets, isRoot }, results);
    if (outputRewrites.length > 0) rewrite(results, outputRewrites);
    targets.forEach((objects, at) => {
      const result = results[at];
      if (result === null || result === undefined) return;
      for (const object of objects) mergeEntity(of, fetch, { object, result });
    });
  }
  if (errors.length > 0) tell(of, { fetch, targets, isRoot }, { data, errors });
}

/** What the subgraph left out is not null for want of a value: the answer is not one. */
function explainOmissions(of: Gathering, { fetch, targets, isRoot }: Asked, results: readonly (Tree | null)[]): void {
  const { answer, subgraph, operation } = fetch.step;
  results.forEach((result, at) => {
    const type = isRoot ? onlyType(answer) : typeNameOf(targets[at]?.[0] ?? {});
    if (result === null || type === undefined) return;
    findOmissions(answer, { type, object: result }, (object, missing) => {
      const error = of.input.unreadable(subgraph, 'a field that was asked is not there', operation);
      const keys = new Set([...missing].map((key) => fetch.renamed.get(key) ?? key));
      const objects = object === result ? (targets[at] ?? []) : [object];
      for (const each of objects) of.failures.add(each, { error, keys, isTold: false });
    });
  });
}

/** An answer about an object of another type is not about the one that was asked. */
function mergeEntity(of: Gathering, fetch: PreparedFetch, { object, result }: { object: Tree; result: Tree }): void {
  const { interfaces } = of.program;
  const [known, given] = [typeNameOf(object), typeNameOf(result)];
  const isSame = known === undefined || given === undefined || known === given;
  if (isSame || interfaces.has(known) || interfaces.has(given)) {
    mergeInto(object, result, interfaces);
    return;
  }
  const error = of.input.unreadable(fetch.step.subgraph, 'an entity of another type than asked', 'query');
  failAll(of, fetch, { targets: [object], error, isTold: false });
}
