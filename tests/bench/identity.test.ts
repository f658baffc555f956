import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRequirements } from '../../gateway/authorisation/read-requirements.ts';
import { DEFAULT_PROTECTION } from '../../gateway/protection.ts';
import { hubVariant } from './gateways/hub-variant.ts';
import { BARE } from './harness/identity-contenders.ts';
import type { LoadResult } from './harness/load.ts';
import type { Measure } from './harness/measure.ts';
import { message, node, startChild, stopAll } from './harness/processes.ts';
import { operationTable } from './harness/report.ts';
import type { Row } from './harness/rounds.ts';
import { benchSettings } from './harness/settings.ts';
import { asked } from './harness/world.ts';
import { protectedSdl } from './subgraphs/protected-schemas.ts';
import { composeSupergraph } from './subgraphs/schemas.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hub-bench-'));
afterAll(async () => {
  await stopAll();
  rmSync(folder, { recursive: true });
});

describe('the measure of what identity and limits cost', () => {
  it('asks the household query, and writes the page only when told to', () => {
    expect(benchSettings(['identity'])).toMatchObject({ part: 'identity', operations: ['household'], write: false });
    expect(benchSettings(['identity', '--write']).write).toBe(true);
    expect(benchSettings([]).write).toBe(true);
    expect(() => benchSettings(['identities'])).toThrow('npm run bench -- identity');
  });

  it('reserves the fields of a household, and no other', () => {
    const requirements = readRequirements(parse(composeSupergraph({}, protectedSdl)), new Set());
    expect(requirements.ofField('Address', 'premises')).not.toEqual([]);
    expect(requirements.ofField('Premises', 'socialOffers')).not.toEqual([]);
    expect(requirements.ofField('Address', 'label')).toEqual([]);
    const open = readRequirements(parse(composeSupergraph({})), new Set());
    expect(open.ofField('Address', 'premises')).toEqual([]);
  });

  it('compares the limits that production has, with quotas that refuse nobody', () => {
    const { protection, documents } = hubVariant({ BENCH_PROTECTION: 'production', TRUSTED_DOCUMENTS: 'some.json' });
    expect(protection.limits).toEqual(DEFAULT_PROTECTION.limits);
    expect(protection.load).toEqual(DEFAULT_PROTECTION.load);
    expect(protection.access).toEqual({ noIntrospection: 'anonymous' });
    expect([protection.quotas.anonymous, protection.quotas.person, protection.quotas.classes.standard]).toEqual(
      Array.from({ length: 3 }, () => 999_999_999),
    );
    expect(documents).toMatchObject({ anonymous: 'trusted', sources: ['some.json'] });
  });

  it('compares them with a hub without limits that knows nobody', () => {
    const { protection, documents, identity } = hubVariant({ BENCH_PROTECTION: 'none' });
    expect(protection.limits).toMatchObject({ depth: Infinity, cost: Infinity });
    expect([documents, identity.issuers]).toEqual([undefined, []]);
    expect(() => hubVariant({ BENCH_PROTECTION: 'some' })).toThrow('There is no protection "some".');
  });

  it('tells each hub’s CPU as a multiple of the bare one’s', () => {
    const rows = [row('limits', 105), row(BARE.id, 100), row('person', 110)];
    const lines = operationTable('household', rows, BARE).split('\n');
    expect(lines[2]).toContain('to the bare hub');
    expect(lines.slice(4).map((line) => /([\d.]+) ×/.exec(line)?.[1])).toEqual(['1.05', '1.00', '1.10']);
  });

  it('sends the caller’s headers with every request', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const server = createServer(({ headers }, response) => {
      seen.push(headers);
      response.end('yes');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const load = startChild({
      ...node('harness/load.ts'),
      name: 'load',
      ipc: true,
      logFile: path.join(folder, 'load'),
    });
    await message(load, 'ready');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const job = { url, bodies: ['{}'], lengths: [3], connections: 2, limit: { requests: 6 } };
    const result = await asked<LoadResult>(load, { ...job, headers: { 'x-api-key': 'one' } }, 'result');
    server.close();
    expect(result).toMatchObject({ requests: 6, wrong: 0 });
    expect(seen.map((headers) => [headers['content-type'], headers['x-api-key']])).toEqual(
      Array.from({ length: 6 }, () => ['application/json', 'one']),
    );
  });
});

function row(id: string, gatewayCpuMs: number): Row {
  const outcome = { ...NOTHING, gatewayCpuMs };
  return { gateway: { id, title: id }, outcome };
}

const NOTHING: Omit<Measure, 'gatewayCpuMs'> = {
  requests: 1,
  seconds: 1,
  requestsPerSecond: 1,
  p50Ms: 1,
  p99Ms: 1,
  subgraphCpuMs: 1,
  fetches: 3,
  rssMegabytes: 1,
  wrong: 0,
};
