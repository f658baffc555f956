import { parentPort, workerData } from 'node:worker_threads';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { parse, printSchema } from 'graphql';
import { correctPlanner } from './corrected-planner.ts';
import { withInterfaceObjects } from './planner-amendments.ts';
import type { PlannerMessage, PlanQuestion } from './planner-messages.ts';
import { resolvableKeysFirst } from './resolvable-keys-first.ts';
import { warmUpQuery } from './warm-up.ts';

const port = parentPort;
if (port === null) throw new Error('This file is a worker: planner-thread.ts starts it.');
const { supergraphSdl } = workerData as { readonly supergraphSdl: string };
const say = (message: PlannerMessage): void => port.postMessage(message);

correctPlanner();
const supergraph = Supergraph.build(resolvableKeysFirst(supergraphSdl));
const apiSchema = supergraph.apiSchema();
const planner = new QueryPlanner(supergraph);

const api = apiSchema.toGraphQLJSSchema();

/** An operation's plan, or why there is none. */
function answerTo({ id, operation, acrossInterfaceObjects }: PlanQuestion): PlannerMessage {
  try {
    const asked = operationFromDocument(apiSchema, parse(operation));
    const build = (): QueryPlan => planner.buildQueryPlan(asked);
    const plan = acrossInterfaceObjects ? withInterfaceObjects(build) : build();
    return { kind: 'planned', id, plan: JSON.stringify(plan) };
  } catch (error) {
    return { kind: 'failed', id, message: String(error) };
  }
}

port.on('message', (question: PlanQuestion) => say(answerTo(question)));
const warmUp = warmUpQuery(api);
if (warmUp !== null) answerTo({ id: -1, operation: warmUp, acrossInterfaceObjects: false });
say({ kind: 'ready', apiSdl: printSchema(api) });
