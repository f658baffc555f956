import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import type { Planning } from '../../../../gateway/execution/planning/planning.ts';
import { openPlannerThreads } from '../../../../gateway/execution/planning/planner-threads.ts';
import { fetchesOf, HUB, opened, programOf, queriesOf, SHOP, TANGLED, TANGLED_QUERY } from './planned-world.ts';

/** Enough for a small plan on a slow machine, too little for a tangled one on any. */
const HURRIED_MS = 3_000;

/** Doubled at each: nobody would see the end of what is not bounded. */
const LEVELS = 60;
/** What the limits of documents let through is less. */
const SERVED_LEVELS = 12;

/** A chain of fragments, each of which asks the next one twice. */
function bomb(twice: (next: string) => string, leaf: string, levels = LEVELS): string {
  const fragments = Array.from({ length: levels }, (_, at) => {
    const next = at === levels - 1 ? leaf : `...F${at + 1}`;
    return `fragment F${at} on Item { ${twice(next)} }`;
  });
  return `{ items { ...F0 } } ${fragments.join(' ')}`;
}

describe('an operation that its fragments make huge', () => {
  let planning: Planning;
  beforeAll(async () => {
    planning = await opened(SHOP);
  });
  afterAll(() => planning.close());

  it.each([
    ['by aliases', bomb((next) => `a: self { ${next} } b: self { ${next} }`, 'id')],
    ['by arguments', bomb((next) => `a: label(length: 1) self { ${next} } b: self { ${next} }`, 'id')],
    ['by types', bomb((next) => `self { ${next} id } ... on Book { self { ${next} name } }`, 'id')],
  ])('is refused in bounded time, %s', async (_, text) => {
    const document = parse(text);
    await expect(planning.programOf({ document, operationName: undefined, conditions: {} })).rejects.toMatchObject({
      extensions: { code: 'OPERATION_TOO_LARGE' },
    });
  });

  it('a chain that doubles without aliases is small, and served', async () => {
    const program = await programOf(
      planning,
      bomb((next) => `self { ${next} } ... { self { ${next} } }`, 'id', SERVED_LEVELS),
    );
    expect(queriesOf(program)[0]?.match(/self\{/g)).toHaveLength(SERVED_LEVELS);
  });

  it('is refused when it is deeper than anything reads', async () => {
    const document = parse(`{ items { ${'self { '.repeat(300)} id ${'}'.repeat(300)} } }`);
    await expect(planning.programOf({ document, operationName: undefined, conditions: {} })).rejects.toMatchObject({
      extensions: { code: 'OPERATION_TOO_LARGE' },
    });
  });
});

describe('an operation that takes too long to plan', () => {
  it('is refused at the deadline, and those that wait behind it are planned', async () => {
    const planning = await opened(TANGLED, { deadlineMs: HURRIED_MS });
    try {
      const slow = programOf(planning, TANGLED_QUERY);
      const behind = [programOf(planning, '{ q0 }'), programOf(planning, '{ q1 }')];
      await expect(slow).rejects.toMatchObject({ extensions: { code: 'PLANNING_TIMEOUT' } });
      expect((await Promise.all(behind)).map(queriesOf)).toEqual([['{q0}'], ['{q1}']]);
    } finally {
      await planning.close();
    }
  });

  it('is planned no longer, and the spare thread takes the place', async () => {
    const threads = openPlannerThreads({ spares: 1 });
    const planning = await opened(TANGLED, { deadlineMs: HURRIED_MS, threads });
    const spare = openPlannerThreads({ spares: 0 }).take(TANGLED);
    await spare.ready();
    await threads.giveBack(spare);
    try {
      await expect(programOf(planning, TANGLED_QUERY)).rejects.toMatchObject({
        extensions: { code: 'PLANNING_TIMEOUT' },
      });
      expect(queriesOf(await programOf(planning, '{ q0 }'))).toEqual(['{q0}']);
      const next = threads.take(TANGLED);
      expect(next).not.toBe(spare);
      await next.stop();
    } finally {
      await planning.close();
      await threads.close();
    }
  });

  it('a thread plans for one supergraph after another', async () => {
    const threads = openPlannerThreads({ spares: 1 });
    const first = await opened(SHOP, { threads });
    await first.close();
    const second = await opened(TANGLED, { threads });
    try {
      expect(queriesOf(await programOf(second, '{ q0 }'))).toEqual(['{q0}']);
      await expect(opened('type Query { a: Int }', { threads })).rejects.toThrow('planner');
      expect(queriesOf(await programOf(second, '{ q1 }'))).toEqual(['{q1}']);
    } finally {
      await second.close();
      await threads.close();
    }
  });

  it('nothing is planned after the end, nor left waiting', async () => {
    const planning = await opened(TANGLED);
    const waiting = Promise.allSettled([programOf(planning, '{ q0 }'), programOf(planning, '{ q1 }')]);
    await planning.close();
    expect((await waiting).at(-1)?.status).toBe('rejected');
    await expect(programOf(planning, '{ q0 }')).rejects.toThrow('closed');
  });

  it('a supergraph that cannot be read is refused when it is opened', async () => {
    await expect(opened('type Query { a: Int }')).rejects.toThrow('planner');
  });
});

describe('the hub’s own operations', () => {
  const files = readdirSync('schema/operations').filter((name) => name.endsWith('.graphql'));
  let planning: Planning;
  beforeAll(async () => {
    planning = await opened(HUB);
  });
  afterAll(() => planning.close());

  it.each(files)('%s is planned', async (file) => {
    const text = readFileSync(`schema/operations/${file}`, 'utf8');
    const program = await programOf(planning, text);
    expect(program.step).not.toBeNull();
    const fetches = fetchesOf(program.step);
    expect(fetches.map(({ id }) => id).sort((one, other) => one - other)).toEqual(fetches.map((_, at) => at));
  });
});
