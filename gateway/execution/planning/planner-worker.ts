import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { operationFromDocument, Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { parse, printSchema } from 'graphql';
import { correctPlanner } from './corrected-planner.ts';
import { withInterfaceObjects } from './planner-amendments.ts';
import type { PlannerMessage, PlannerOrder, PlanQuestion } from './planner-messages.ts';
import { resolvableKeysFirst } from './resolvable-keys-first.ts';
import { warmUpQuery } from './warm-up.ts';

/** A supergraph that is planned for. */
interface Planned {
  readonly apiSchema: Schema;
  readonly planner: QueryPlanner;
}

const port = parentPort;
if (port === null) throw new Error('This file is a worker: planner-thread.ts starts it.');

setFlagsFromString('--expose-gc');
/** A supergraph is large, and read seldom: left to itself, the heap of this thread would grow by several of them first. */
const collectGarbage = runInNewContext('gc') as () => void;

correctPlanner();
let planned: Planned | null = null;

/** Reads a supergraph in place of the one before, and gives its API schema. */
function read(supergraphSdl: string): PlannerMessage {
  planned = null;
  collectGarbage();
  const supergraph = Supergraph.build(resolvableKeysFirst(supergraphSdl));
  planned = { apiSchema: supergraph.apiSchema(), planner: new QueryPlanner(supergraph) };
  const api = planned.apiSchema.toGraphQLJSSchema();
  const warmUp = warmUpQuery(api);
  if (warmUp !== null) answerTo({ kind: 'plan', id: -1, operation: warmUp, acrossInterfaceObjects: false });
  return { kind: 'ready', apiSdl: printSchema(api) };
}

/** An operation's plan, or why there is none. */
function answerTo({ id, operation, acrossInterfaceObjects }: PlanQuestion): PlannerMessage {
  if (planned === null) throw new Error('A supergraph is read before anything is planned.');
  const { apiSchema, planner } = planned;
  try {
    const asked = operationFromDocument(apiSchema, parse(operation));
    const build = (): QueryPlan => planner.buildQueryPlan(asked);
    const plan = acrossInterfaceObjects ? withInterfaceObjects(build) : build();
    return { kind: 'planned', id, plan: JSON.stringify(plan) };
  } catch (error) {
    return { kind: 'failed', id, message: String(error) };
  }
}

port.on('message', (order: PlannerOrder) => {
  port.postMessage(order.kind === 'read' ? read(order.supergraphSdl) : answerTo(order));
});
