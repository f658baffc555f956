import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { openEngine, type Engine, type EngineOptions } from '../../../gateway/execution/engine.ts';
import { NOTHING_GRANTED } from '../../../platform/access/requirement.ts';
import { ANONYMOUS } from '../../../platform/actor.ts';
import { nextSupergraph, supergraphOf } from '../world.ts';
import { UNLIMITED_DOCUMENTS } from '../../support/protection.ts';

/** Stands for the schema by which a server library validates: the engine tells releases apart by it. */
const validating = () => buildSchema('type Query { communes: Int }');

const ANSWER = '{"data":{"communes":[{"name":"Agen"}]}}';

let engine: Engine | undefined;
afterEach(async () => {
  await engine?.close();
  engine = undefined;
});

async function opened(
  changes: Partial<EngineOptions> = {},
): Promise<{ engine: Engine; schema: ReturnType<typeof validating> }> {
  engine = openEngine({
    fetch: () => Promise.resolve({ kind: 'answered', latin1: ANSWER, maxAge: 0, publication: undefined }),
    unreadable: (subgraph, message) => ({ message, extensions: { subgraph } }),
    preparedAhead: 0,
    together: 16,
    maxOperationsBytes: 50_000_000,
    planningDeadlineMs: 60_000,
    codeGeneration: true,
    rejectsUnauthorised: false,
    limits: UNLIMITED_DOCUMENTS,
    ...changes,
  });
  const schema = validating();
  engine.serve(await engine.prepare(supergraphOf()), schema);
  return { engine, schema };
}

const sourceOf = (name: string): string => `query ${name} { communes { name } }`;

async function ask({ engine: asked, schema }: Awaited<ReturnType<typeof opened>>, name: string): Promise<string> {
  const source = sourceOf(name);
  const found = asked.operation({ source, operationName: name }, parse(source), schema);
  if (found.kind !== 'operation') throw new Error('The operation is good.');
  const { operation } = found;
  const checked = operation.check({}, NOTHING_GRANTED);
  if (checked.kind !== 'valid') throw new Error('The operation is good.');
  const request = { variables: {}, actor: ANONYMOUS, headers: {}, signal: new AbortController().signal };
  const { data, errors } = await asked.run(operation, checked.conditions, request);
  expect(errors).toEqual([]);
  return data.kind === 'text' ? data.text : data.latin1;
}

const isKnown = (of: Engine, name: string): boolean =>
  of.known({ source: sourceOf(name), operationName: name }) !== undefined;

describe('an operation that is asked for the first time', () => {
  it('by several at the same time is prepared once, and answers them all', async () => {
    const served = await opened();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(served, 'New')));
    expect(new Set(answers)).toEqual(new Set(['{"communes":[{"name":"Agen"}]}']));
    const source = sourceOf('Other');
    const found = served.engine.operation({ source, operationName: 'Other' }, parse(source), served.schema);
    if (found.kind !== 'operation') throw new Error('The operation is good.');
    const made = found.operation;
    const runs = await Promise.all(Array.from({ length: 8 }, () => made.prepared('')));
    expect(new Set(runs).size).toBe(1);
    expect(made.ready('')).toBe(runs[0]);
  });
});

describe('the operations that are kept', () => {
  it('are as many as their memory allows, those asked last', async () => {
    const served = await opened({ maxOperationsBytes: 500_000 });
    for (let at = 0; at < 200; at++) await ask(served, `Q${at}`);
    const kept = Array.from({ length: 200 }, (_, at) => isKnown(served.engine, `Q${at}`));
    expect(kept.filter(Boolean).length).toBeLessThanOrEqual(500_000 / 8_192);
    expect(kept.slice(-40)).toEqual(Array.from({ length: 40 }, () => true));
    expect(kept.slice(0, 100).some(Boolean)).toBe(false);
  });

  it('leave memory flat, however many others are asked', async () => {
    const served = await opened({ maxOperationsBytes: 500_000 });
    const heapAfter = async (from: number): Promise<number> => {
      for (let at = from; at < from + 300; at++) await ask(served, `Q${at}`);
      return heapBytes();
    };
    await heapAfter(0);
    const early = await heapAfter(300);
    await heapAfter(600);
    expect((await heapAfter(900)) - early).toBeLessThan(2_000_000);
  });
});

/** After a whole collection, so that what is counted is what is kept. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

describe('a new supergraph', () => {
  it('has the operations asked most prepared before it is served', async () => {
    const served = await opened({ preparedAhead: 1 });
    for (const name of ['Hot', 'Cold', 'Hot', 'Hot']) await ask(served, name);
    const next = await served.engine.prepare(nextSupergraph());
    served.engine.serve(next, validating());
    const hot = served.engine.known({ source: sourceOf('Hot'), operationName: 'Hot' });
    expect(hot?.ready('')).toBeDefined();
    expect(isKnown(served.engine, 'Cold')).toBe(false);
  });
});
