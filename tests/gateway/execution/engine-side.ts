import type { GraphQLSchema } from 'graphql';
import { ANONYMOUS } from '../../../platform/actor.ts';
import { NOTHING_GRANTED, type Grants } from '../../../platform/access/requirement.ts';
import type { AnswerError, FetchSubgraph } from '../../../gateway/execution/contract.ts';
import { dataText } from '../../../gateway/execution/answer-text.ts';
import { fetchTogether } from '../../../gateway/execution/fusing/fetch-together.ts';
import { openEngine, type Engine } from '../../../gateway/execution/engine.ts';
import { encoded } from '../../../gateway/latin1.ts';
import { answeredError, refused, type Asked, type Send, type Side, type SideAnswer } from './side.ts';
import { UNLIMITED_DOCUMENTS } from '../../support/protection.ts';
import type { SubgraphRequest } from './in-process-subgraph.ts';

/** The header by which a fetch is known to be of one question. */
const QUESTION = 'x-question';

/** Our engine over a supergraph. */
export async function openEngineSide(
  supergraphSdl: string,
  { codeGeneration, schema }: { readonly codeGeneration: boolean; readonly schema: GraphQLSchema },
): Promise<Side> {
  const asking = new Map<string, Send>();
  const engine = openEngine({
    fetch: fetchTogether(fetchBy(asking)),
    unreadable,
    preparedAhead: 0,
    together: 16,
    maxOperationsBytes: 50_000_000,
    planningDeadlineMs: 60_000,
    limits: UNLIMITED_DOCUMENTS,
    codeGeneration,
    rejectsUnauthorised: false,
  });
  await engine.prepare(supergraphSdl);
  engine.serve(supergraphSdl, schema);
  let questions = 0;
  return {
    ask: async (asked, send) => {
      const question = String(questions++);
      asking.set(question, send);
      try {
        return await answered(engine, { ...asked, schema }, { [QUESTION]: question });
      } finally {
        asking.delete(question);
      }
    },
    close: engine.close,
  };
}

async function answered(
  engine: Engine,
  asked: Asked & { readonly schema: GraphQLSchema; readonly grants?: Grants },
  headers: Readonly<Record<string, string>>,
): Promise<SideAnswer> {
  const { source, document, operationName, variables } = asked;
  const found = engine.operation({ source, operationName }, document, asked.schema);
  if (found.kind === 'absent') throw new Error('The document has no such operation.');
  if (found.kind === 'refused') return { data: null, errors: found.errors.map(answeredError) };
  const { operation } = found;
  const checked = operation.check(variables, asked.grants ?? NOTHING_GRANTED);
  if (checked.kind === 'invalid') return { data: null, errors: checked.errors.map(answeredError) };
  const request = { variables: checked.given, actor: ANONYMOUS, headers, signal: new AbortController().signal };
  try {
    const { data, errors } = await engine.run(operation, checked.conditions, request);
    return { data: JSON.parse(dataText(data)), errors: errors.map(answeredError) };
  } catch (error) {
    return refused(error);
  }
}

function fetchBy(asking: ReadonlyMap<string, Send>): FetchSubgraph {
  return async ({ subgraph, body, headers }) => {
    const send = asking.get(headers[QUESTION] ?? '');
    if (send === undefined) return { kind: 'failed', error: unreadable(subgraph, 'fetched for no question') };
    const { query, variables = {}, operationName } = JSON.parse(body.toString()) as Partial<SubgraphRequest>;
    try {
      const answer = await send(subgraph, { query: query ?? '', variables, operationName });
      return { kind: 'answered', latin1: encoded(JSON.stringify(answer)) };
    } catch (error) {
      return { kind: 'failed', error: unreadable(subgraph, String(error)) };
    }
  };
}

function unreadable(subgraph: string, detail: string): AnswerError {
  return { message: `${subgraph}: ${detail}`, extensions: { serviceName: subgraph, code: 'UNREADABLE' } };
}
