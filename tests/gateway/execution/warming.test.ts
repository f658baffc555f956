import { afterEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { openEngine, type Engine, type EngineOptions } from '../../../gateway/execution/engine.ts';
import { madeUpOperation } from '../../../gateway/execution/planning/made-up-operations.ts';
import { startWarming, type WarmedUp, type Warming } from '../../../gateway/execution/warming.ts';
import { NOTHING_GRANTED } from '../../../platform/access/requirement.ts';
import { ANONYMOUS } from '../../../platform/actor.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { UNLIMITED_DOCUMENTS } from '../../support/protection.ts';
import { nextSupergraph, supergraphOf } from '../world.ts';

const SCHEMA = buildSchema('type Query { communes(name: String!): [Commune] } type Commune { name: String }');
const ANSWER = '{"data":{"communes":[{"name":"Agen"}]}}';

/** Resolved from outside. */
function promised<T>() {
  let resolve: (value: T) => void = () => undefined;
  return { promise: new Promise<T>((settle) => (resolve = settle)), resolve: (value: T) => resolve(value) };
}

function started(changes: Partial<Warming> & Pick<Warming['release'], 'rehearse'>) {
  const { rehearse, ...others } = changes;
  const { promise: ended, resolve } = promised<WarmedUp>();
  const release = { schema: SCHEMA, rehearse };
  const stop = startWarming({ release, operations: 3, asked: () => 0, ended: resolve, ...others });
  return { ended, stop };
}

/** Held where no operation is to seem long because a machine is slow. */
let clock: HeldClock | undefined;
let engine: Engine | undefined;
afterEach(async () => {
  clock?.release();
  clock = undefined;
  await engine?.close();
  engine = undefined;
});

/** An engine that warms up, the fetches it makes, and how its warm-ups ended. */
async function warming(operations: number, told: (how: WarmedUp) => void) {
  const fetched: string[] = [];
  const options: EngineOptions = {
    fetch: ({ subgraph }) => {
      fetched.push(subgraph);
      return Promise.resolve({ kind: 'answered', latin1: ANSWER, maxAge: 0, publication: undefined });
    },
    unreadable: (subgraph, message) => ({ message, extensions: { subgraph } }),
    preparedAhead: 0,
    together: 16,
    maxOperationsBytes: 50_000_000,
    planningDeadlineMs: 60_000,
    codeGeneration: true,
    rejectsUnauthorised: false,
    limits: UNLIMITED_DOCUMENTS,
    warmUp: { operations, ended: told },
  };
  engine = openEngine(options);
  engine.serve(await engine.prepare(supergraphOf()), buildSchema('type Query { communes: Int }'));
  return { engine, fetched };
}

async function answerOf({ engine: asked }: { engine: Engine }): Promise<string> {
  const source = '{ communes { name } }';
  const found = asked.operation({ source, operationName: undefined }, parse(source));
  if (found.kind !== 'operation') throw new Error('The operation is good.');
  const checked = found.operation.check({}, NOTHING_GRANTED);
  if (checked.kind !== 'valid') throw new Error('The operation is good.');
  const request = { variables: {}, actor: ANONYMOUS, headers: {}, signal: new AbortController().signal };
  const { data } = await asked.run(found.operation, checked.conditions, request);
  return data.kind === 'text' ? data.text : data.latin1;
}

describe('the warm-up', () => {
  it('begins after what put the supergraph in service, prepares one operation at a time, and ends', async () => {
    clock = holdClock();
    let underWay = 0;
    const sources: string[] = [];
    const { ended } = started({
      rehearse: async (source) => {
        sources.push(source);
        underWay += 1;
        expect(underWay).toBe(1);
        await Promise.resolve();
        underWay -= 1;
      },
    });
    expect(sources).toEqual([]);
    expect(await ended).toMatchObject({ operations: 3, faults: 0 });
    expect(new Set(sources).size).toBe(3);
  });

  it('goes on after an operation that cannot be prepared, and tells how many', async () => {
    clock = holdClock();
    const { ended } = started({ rehearse: () => Promise.reject(new Error('no plan')) });
    expect(await ended).toMatchObject({ operations: 3, faults: 3 });
  });

  it('begins nothing once it is stopped', async () => {
    const [first, end] = [promised<string>(), promised<undefined>()];
    const { ended, stop } = started({
      operations: 1000,
      rehearse: (source) => {
        first.resolve(source);
        return end.promise;
      },
    });
    await first.promise;
    stop();
    end.resolve(undefined);
    expect(await ended).toMatchObject({ operations: 1 });
  });

  it('leaves a process alone that is asked meanwhile', async () => {
    let requests = 0;
    const { ended } = started({
      rehearse: () => {
        requests += 1;
        return Promise.resolve();
      },
      asked: () => requests,
    });
    const { ms } = await ended;
    expect(ms).toBeGreaterThanOrEqual(3 * 240);
  });

  it('ends when one operation takes so long that callers would have waited', async () => {
    const { ended } = started({ rehearse: () => new Promise((resolve) => setTimeout(resolve, 600)) });
    expect(await ended).toMatchObject({ operations: 1 });
  });
});

describe('an engine that warms up', () => {
  it('asks no subgraph, counts nothing and keeps nothing', async () => {
    const { promise: ended, resolve } = promised<WarmedUp>();
    const { engine: warmed, fetched } = await warming(4, resolve);
    const { operations, faults } = await ended;
    expect(operations).toBeGreaterThan(0);
    expect(faults).toBe(0);
    expect(fetched).toEqual([]);
    expect(warmed.counts()).toEqual({ spliced: 0, 'handed-over': 0, general: 0 });
    expect(warmed.lookups()).toEqual({ hit: 0, miss: 0 });
    expect(warmed.operationsSize()).toEqual({ entries: 0, bytes: 0 });
  });

  it('answers meanwhile, and stops for the next supergraph and at the end', async () => {
    const endings: WarmedUp[] = [];
    const told = [promised<undefined>(), promised<undefined>()];
    const world = await warming(100_000, (how) => {
      told[endings.push(how) - 1]?.resolve(undefined);
    });
    expect(await answerOf(world)).toBe('{"communes":[{"name":"Agen"}]}');
    world.engine.serve(await world.engine.prepare(nextSupergraph()), buildSchema('type Query { communes: Int }'));
    await told[0]?.promise;
    expect(await answerOf(world)).toBe('{"communes":[{"name":"Agen"}]}');
    await world.engine.close();
    await told[1]?.promise;
    expect(endings.map(({ operations }) => operations < 100_000)).toEqual([true, true]);
  });
});

describe('operations made up of a schema', () => {
  it('are valid, and differ', () => {
    const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
    const texts = Array.from({ length: 100 }, (_, at) => madeUpOperation(schema, at) ?? '');
    expect(texts.flatMap((text) => validate(schema, parse(text)))).toEqual([]);
    expect(new Set(texts.map((text) => text.replace(/MadeUp\d+/, ''))).size).toBeGreaterThan(90);
  });

  it('are none of a schema without queries', () => {
    expect(madeUpOperation(buildSchema('type Mutation { go: Int }'), 0)).toBeNull();
  });
});
