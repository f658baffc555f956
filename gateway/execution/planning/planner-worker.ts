import { parentPort, workerData } from 'node:worker_threads';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse, printSchema } from 'graphql';
import type { PlannerMessage, PlanQuestion } from './planner-messages.ts';

const port = parentPort;
if (port === null) throw new Error('This file is a worker: planner-thread.ts starts it.');
const { supergraphSdl } = workerData as { readonly supergraphSdl: string };
const say = (message: PlannerMessage): void => port.postMessage(message);

const supergraph = Supergraph.build(supergraphSdl);
const apiSchema = supergraph.apiSchema();
const planner = new QueryPlanner(supergraph);

port.on('message', ({ id, operation }: PlanQuestion) => {
  try {
    const plan = planner.buildQueryPlan(operationFromDocument(apiSchema, parse(operation)));
    say({ kind: 'planned', id, plan: JSON.stringify(plan) });
  } catch (error) {
    say({ kind: 'failed', id, message: String(error) });
  }
});
say({ kind: 'ready', apiSdl: printSchema(apiSchema.toGraphQLJSSchema()) });
