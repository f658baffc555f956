import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { firstTimes } from './harness/first-times.ts';
import { startGateway, type RunningGateway } from './harness/gateways.ts';
import type { LoadJob } from './harness/load.ts';
import { message, node, startChild, stopAll } from './harness/processes.ts';
import { operationTable } from './harness/report.ts';
import { measureOperation } from './harness/rounds.ts';
import { asked, type World } from './harness/world.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hub-rounds-'));
let world: World;

beforeAll(async () => {
  const logFile = path.join(folder, 'load.log');
  const load = startChild({ ...node('harness/load.ts'), name: 'load', ipc: true, logFile });
  await message(load, 'ready');
  world = {
    folder,
    urls: {},
    supergraphFile: path.join(folder, 'none.graphql'),
    subgraphs: load,
    cpus: { gateway: undefined, rest: undefined },
    load: (job: LoadJob) => asked(load, job, 'result'),
    fetches: () => Promise.resolve(0),
  };
});
afterAll(async () => {
  await stopAll();
  rmSync(folder, { recursive: true });
});

const GOOD = '{"data":{"commune":{"name":"Agen"}}}';

/** A process that answers the first requests by one text and the later ones by another; `null` ends it. */
async function gateway(id: string, first: string | null, more: { later?: string | null; after?: number } = {}) {
  const script = `let asked = 0;
    require('node:http').createServer((request, response) => request.resume().on('end', () => {
      asked += 1;
      const answer = asked > ${more.after ?? Infinity} ? ${JSON.stringify(more.later ?? null)} : ${JSON.stringify(first)};
      if (answer === null) process.exit(1);
      response.setHeader('content-type', 'application/json').end(answer);
    })).listen(process.env.PORT, '127.0.0.1')`;
  const start = () => ({ command: process.execPath, args: ['-e', script] });
  return startGateway(world, id, { profile: false, contender: { title: id.toUpperCase(), start } });
}

function running(started: Awaited<ReturnType<typeof gateway>>): RunningGateway {
  if ('fault' in started) throw new Error(started.fault);
  return started;
}

const OPERATION = { name: 'tiny', bodies: ['{"query":"{ commune { name } }"}'] };
const SETTINGS = { connections: 2, rounds: 2, seconds: 0.1, warmUpSeconds: 0.3 };

describe('the rounds of the benchmark', () => {
  it('measures who answers rightly, and says of every other why it is not timed', async () => {
    const gateways = [
      running(await gateway('good', GOOD)),
      running(await gateway('wrong', '{"data":{"commune":{"name":"Auch"}}}')),
      running(await gateway('refusing', '{"errors":[{"message":"value.includes is not a function"}]}')),
      running(await gateway('ending', GOOD, { after: 10 })),
      running(await gateway('failing', GOOD, { after: 10, later: '{"errors":[]}' })),
      running(await gateway('spaced', `${GOOD} `)),
    ];
    const rows = await measureOperation({ world, settings: SETTINGS }, gateways, OPERATION);
    const told = rows.map(({ gateway: { id }, outcome }) => [id, 'fault' in outcome ? outcome.fault : outcome.wrong]);
    expect(told).toEqual([
      ['good', 0],
      ['wrong', 'wrong answer: data.commune.name is "Auch", not "Agen"'],
      ['refusing', 'status 200: {"errors":[{"message":"value.includes is not a function"}]}'],
      ['ending', 'its process ended under load'],
      ['failing', expect.stringMatching(/^(\d+) of \1 answers under load were wrong$/)],
      ['spaced', 0],
    ]);
    const measured = rows.filter(({ outcome }) => !('fault' in outcome));
    for (const { warmUp } of measured) expect(warmUp?.seconds).toBeGreaterThanOrEqual(0.3);
  });

  it('says of a gateway that ends at its start that it does not start', async () => {
    expect(await gateway('broken', null)).toEqual({
      id: 'broken',
      fault: expect.stringMatching(/^does not start \(its words are in .*broken\.log\)$/),
    });
  });
});

describe('the first requests of the benchmark', () => {
  it('are timed of every gateway but those that refuse, answer wrongly or end', async () => {
    const gateways = [
      running(await gateway('good', GOOD)),
      running(await gateway('refusing', GOOD, { after: 3, later: '{"data":null,"errors":[{"message":"Non."}]}' })),
      running(await gateway('wrong', GOOD, { after: 3, later: '{"data":{"commune":null}}' })),
      running(await gateway('ending', GOOD, { after: 3 })),
    ];
    const operations = Array.from({ length: 4 }, (_, number) => `{"query":"{ commune { name } } # ${number}"}`);
    const times = await firstTimes(gateways, operations, 1);
    expect(times.get('good')).toEqual({
      first: Array.from({ length: 3 }, () => expect.any(Number)),
      second: Array.from({ length: 3 }, () => expect.any(Number)),
    });
    expect(times.get('refusing')).toEqual({
      fault: 'a new operation was refused, status 200: {"data":null,"errors":[{"message":"Non."}]}',
    });
    expect(times.get('wrong')).toEqual({ fault: 'wrong answer: data.commune is null, not {"name":"Agen"}' });
    expect(times.get('ending')).toEqual({ fault: expect.stringContaining('other side closed') });
  });
});

describe('the table of an operation', () => {
  it('has a line and a reason for a contender that was not timed', () => {
    const outcome = { fault: 'does not start (its words are in x.log)' };
    const lines = operationTable('tiny', [{ gateway: { id: 'x', title: 'X' }, outcome }]).split('\n');
    expect(lines[4]).toMatch(/^\| X +\| +not timed \|/);
    expect(lines.at(-1)).toBe('- X is not timed: `does not start (its words are in x.log)`');
  });
});
