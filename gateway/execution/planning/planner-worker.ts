import { parentPort, workerData } from 'node:worker_threads';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse, printSchema } from 'graphql';
import { withInterfaceObjects } from './planner-amendments.ts';
import type { PlannerMessage, PlanQuestion } from './planner-messages.ts';
import { requirementsApart } from './requirements-apart.ts';
import { resolvableKeysFirst } from './resolvable-keys-first.ts';
import { warmUpQuery } from './warm-up.ts';

const port = parentPort;
if (port === null) throw new Error('This file is a worker: planner-thread.ts starts it.');
const { supergraphSdl } = workerData as { readonly supergraphSdl: string };
const say = (message: PlannerMessage): void => port.postMessage(message);

const supergraph = Supergraph.build(resolvableKeysFirst(supergraphSdl));
const apiSchema = supergraph.apiSchema();
const planner = new QueryPlanner(supergraph);
let planApart: ((operation: string) => string) | undefined;

const api = apiSchema.toGraphQLJSSchema();

/** Plans by a supergraph that keeps fields with requirements apart; few operations need it, so it is made when asked. */
function openApart(): (operation: string) => string {
  const { supergraphSdl: sdl, subgraphs } = requirementsApart(resolvableKeysFirst(supergraphSdl));
  // It is not validated: what was left in a subgraph for its requirements alone is useless there now.
  const apart = Supergraph.build(sdl, { validateSupergraph: false });
  const apartPlanner = new QueryPlanner(apart);
  const realName = (key: string, value: unknown): unknown =>
    key === 'serviceName' ? (subgraphs.get(String(value)) ?? value) : value;
  return (operation) => {
    const asked = operationFromDocument(apart.apiSchema(), parse(operation));
    return JSON.stringify(
      withInterfaceObjects(() => apartPlanner.buildQueryPlan(asked)),
      realName,
    );
  };
}

/** An operation's plan, or why there is none. */
function answerTo({ id, operation, apart }: PlanQuestion): PlannerMessage {
  try {
    if (apart) return { kind: 'planned', id, plan: (planApart ??= openApart())(operation) };
    const plan = planner.buildQueryPlan(operationFromDocument(apiSchema, parse(operation)));
    return { kind: 'planned', id, plan: JSON.stringify(plan) };
  } catch (error) {
    return { kind: 'failed', id, message: String(error) };
  }
}

port.on('message', (question: PlanQuestion) => say(answerTo(question)));
const warmUp = warmUpQuery(api);
if (warmUp !== null) answerTo({ id: -1, operation: warmUp, apart: false });
say({ kind: 'ready', apiSdl: printSchema(api) });
