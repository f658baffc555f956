import { parse } from 'graphql';
import { BatchedFetch } from '../../../../gateway/batching/batched-fetch.ts';
import { JoinedCounts } from '../../../../gateway/batching/joined-counts.ts';
import type { FetchSubgraph } from '../../../../gateway/execution/contract.ts';
import { fetchTogether } from '../../../../gateway/execution/fusing/fetch-together.ts';
import { encoded } from '../../../../gateway/latin1.ts';
import type { SubgraphRequest } from '../in-process-subgraph.ts';
import type { Send } from '../side.ts';
import type { OpenWorld } from './open-world.ts';
import { hashOf } from './random.ts';
import type { TierAnswer, TieredOperation, TierName } from './tiers.ts';
import { monolithAnswer } from './world-resolvers.ts';
import type { GeneratedOperation } from './write-operation.ts';

/** What an operation answered, the same on each tier. */
export interface ComparedOperation {
  readonly operation: TieredOperation;
  /** What is wrong with our answers, in sentences; nothing when they are the specification's. */
  readonly faults: readonly string[];
  readonly text: string;
  readonly right: Right;
}

export interface Right {
  readonly data: unknown;
  /** Where errors leave a null. */
  readonly places: readonly string[];
}

/**
 * Asks an operation of each tier of our engine, twice, and of the world in one piece (graphql-js): ours must give the
 * data and the error paths of the last, and the same text each time.
 */
export async function comparedAnswers(world: OpenWorld, asked: GeneratedOperation): Promise<ComparedOperation> {
  const right = await rightAnswer(world, asked);
  const operation = await world.tiers.prepared(asked);
  const fetch = fetchFrom(world.send);
  const answer = await operation.ask('interpreted', fetch);
  const faults = [...differences('interpreted', answer, right)];
  const number = hashOf(`${world.seed} ${asked.query}`);
  const inCrowd = async (): Promise<void> => {
    if (operation.tiers.includes('spliced'))
      faults.push(...(await crowdFaults(world, { asked, number, operation, answer })));
  };
  // A crowd may be the first to ask.
  if (number % 3 === 0) await inCrowd();
  for (const tier of operation.tiers.flatMap((each): TierName[] => [each, each])) {
    const { text } = await operation.ask(tier, fetch);
    if (text !== answer.text)
      faults.push(`${tier} answers\n${text}\nwhere interpreted at first answers\n${answer.text}`);
  }
  if (number % 3 === 1) await inCrowd();
  return { operation, faults, text: answer.text, right };
}

/** The specification's answer, executed in one piece. */
async function rightAnswer({ tiers, data: world }: OpenWorld, asked: GeneratedOperation): Promise<Right> {
  const { query, variables, operationName } = asked;
  const given = { document: parse(query), variables, operationName };
  const { data, errorPaths } = await monolithAnswer({ schema: tiers.apiSchema, data: world }, given);
  return { data, places: nulledBy(errorPaths, data) };
}

/** Answers of the world's subgraphs, as bytes. `delayed` turns the order in which they come. */
export function fetchFrom(send: Send, delayed: () => Promise<void> = () => Promise.resolve()): FetchSubgraph {
  return async ({ subgraph, body }) => {
    const { query, variables = {}, operationName } = JSON.parse(body.toString()) as Partial<SubgraphRequest>;
    const answer = await send(subgraph, { query: query ?? '', variables, operationName });
    await delayed();
    return { kind: 'answered', latin1: encoded(JSON.stringify(answer)) };
  };
}

interface InCrowd {
  readonly asked: GeneratedOperation;
  /** By which it is decided how they are asked. */
  readonly number: number;
  readonly operation: TieredOperation;
  /** The operation's answer to who asks alone. */
  readonly answer: TierAnswer;
}

/** What is wrong with the answers of a crowd that asks an operation: each client must be answered as it is alone. */
async function crowdFaults(
  { send }: OpenWorld,
  { asked, number, operation, answer }: InCrowd,
): Promise<readonly string[]> {
  const alone = [{ variables: asked.variables, text: answer.text }];
  for (const variables of asked.others ?? []) {
    const { text } = await operation.ask('interpreted', fetchFrom(send), { variables });
    alone.push({ variables, text });
  }
  const clients = [...alone, ...alone.slice(0, 2)];
  const turns = writtenOtherwise(fetchFrom(send, turnsBy(number)), number % 7 < 2 ? number : null);
  const fetch = fetchTogether(
    number % 2 === 0 ? new BatchedFetch(turns, clients.length, new JoinedCounts()).fetch : turns,
  );
  const answers = await Promise.all(clients.map(({ variables }) => operation.ask('spliced', fetch, { variables })));
  const texts = answers.map(({ text }) => text);
  return clients.flatMap((each, at) => {
    if (texts[at] === each.text) return [];
    return `in a crowd, for ${JSON.stringify(each.variables)}:\n${texts[at]}\nwhere alone is\n${each.text}`;
  });
}

/** Some answers say the same in another form, which only the general executor reads; none without a number. */
function writtenOtherwise(fetch: FetchSubgraph, number: number | null): FetchSubgraph {
  if (number === null) return fetch;
  return async (asked) => {
    const reply = await fetch(asked);
    if (reply.kind === 'failed' || hashOf(`${number} ${asked.body.toString()}`) % 4 > 0) return reply;
    return { ...reply, latin1: JSON.stringify(JSON.parse(reply.latin1), null, 1) };
  };
}

/** Waits some turns of the event loop, others for each who waits. */
export function turnsBy(seed: number | string): () => Promise<void> {
  let waits = 0;
  return async () => {
    const turns = hashOf(`${seed} ${waits++}`) % 6;
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
}

/** What Apollo's executor makes wrong of an operation, where ours is right. */
export async function apolloFault(
  { apollo, send }: OpenWorld,
  { query, variables, operationName }: GeneratedOperation,
  right: Right,
): Promise<'data' | 'error paths' | 'no answer' | null> {
  const asked = { source: query, document: parse(query), variables, operationName };
  const answer = await apollo.ask(asked, send).catch(() => null);
  if (answer === null) return 'no answer';
  if (JSON.stringify(answer.data) !== JSON.stringify(right.data)) return 'data';
  const paths = answer.errors.map(({ path }) => path ?? []);
  return nulledBy(paths, answer.data).join() === right.places.join() ? null : 'error paths';
}

/**
 * Where errors leave a null: an error whose field was nulled with its parent is counted at the parent, because a null
 * that goes up makes the other errors below it optional.
 */
function nulledBy(paths: readonly (readonly (string | number)[])[], data: unknown): readonly string[] {
  const places = paths.map((path) => {
    let value: any = data;
    const place = path.slice(0, path.findIndex((key) => (value = value?.[key]) == null) + 1);
    return data === null ? '' : place.join('.');
  });
  return [...new Set(places)].sort();
}

function differences(tier: TierName, { data, paths, text }: TierAnswer, right: Right): readonly string[] {
  const faults: string[] = [];
  if (JSON.stringify(data) !== JSON.stringify(right.data)) {
    faults.push(`${tier} answers\n${text}\nwhere the data is\n${JSON.stringify(right.data)}`);
  }
  const places = nulledBy(paths, data).join();
  if (places !== right.places.join()) {
    faults.push(`${tier} gives errors at ${places}\nwhere they are at ${right.places.join()}\n${text}`);
  }
  return faults;
}
