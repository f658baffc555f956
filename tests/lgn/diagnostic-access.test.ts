import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/lgn/import.ts';
import { ask, ADVISOR, entities, importFile, openWorld, type World } from '../support/world.ts';
import { CLOSE, DONE, FOLLOW_UP, OPEN, opening, PREMISES, RECORD, VISIT, VISITED } from './diagnostic.operations.ts';

let world: World<'lgn'>;
beforeAll(async () => {
  world = await openWorld('lgn');
  await importFile(world, datasets, 'addresses', 'tests/fixtures/lgn/adresses-demonstration.csv');
  await importFile(world, datasets, 'copper', '../shared/data/copper-47.csv', { asOf: '2025-08-01', source: 'Orange' });
});
afterAll(() => world.close());

const advisor = (query: string, variables: Record<string, unknown>) => ask(world, query, variables, { actor: ADVISOR });

async function result(query: string, variables: Record<string, unknown>) {
  const { data, errors } = await advisor(query, variables);
  expect(errors).toBeUndefined();
  return data?.result;
}

const opened = async () => (await result(OPEN, opening())).diagnostic;

describe('an anonymous caller', () => {
  it.each([
    ['the list', '{ connectionDiagnostics { totalCount } }'],
    ['one diagnostic', `{ connectionDiagnostic(id: "${randomUUID()}") { id } }`],
    ['those of a premises', `{ premises(id: "${PREMISES}") { diagnostics { id } } }`],
  ])('does not read %s', async (_what, query) => {
    const { errors } = await ask(world, query);
    expect(errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  it.each([
    ['open', OPEN, opening()],
    ['record', RECORD, { id: randomUUID(), expectedVersion: 1, input: {} }],
    ['schedule a visit', VISIT, { id: randomUUID(), expectedVersion: 1, on: '2026-12-01' }],
    ['complete a visit', VISITED, { id: randomUUID(), expectedVersion: 1 }],
    ['add a follow-up', FOLLOW_UP, { id: randomUUID(), expectedVersion: 1 }],
    ['complete a follow-up', DONE, { id: randomUUID(), expectedVersion: 1, followUpId: randomUUID() }],
    ['close', CLOSE, { id: randomUUID(), expectedVersion: 1 }],
  ])('may not %s', async (_what, query, variables) => {
    const { errors } = await ask(world, query, variables);
    expect(errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  it('reads the advice for an address, and the number to call', async () => {
    const query = `{ premises(id: "${PREMISES}") { connectionAdvice(needs: [TELEWORK]) { needs solutions { solution } } } adviceService { freePhoneNumber } }`;
    const { data, errors } = await ask(world, query);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      premises: { connectionAdvice: { needs: ['TELEWORK'], solutions: [{ solution: 'CALL_ADVICE_SERVICE' }] } },
      adviceService: { freePhoneNumber: '0 800 94 90 99' },
    });
  });
});

describe('reading', () => {
  it('an unknown or malformed identifier is null', async () => {
    const { data, errors } = await advisor(
      `{ a: connectionDiagnostic(id: "x") { id } b: connectionDiagnostic(id: "${randomUUID()}") { id } }`,
      {},
    );
    expect([data, errors]).toEqual([{ a: null, b: null }, undefined]);
  });

  it('the list is filtered and each diagnostic comes once, page after page', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await result(OPEN, opening({ channel: 'ONLINE' }))).diagnostic.id),
    );
    const LIST = `query ($after: String) { list: connectionDiagnostics(filter: { channel: ONLINE, status: OPEN, from: "2026-11-23" }, first: 2, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }`;
    const first = (await advisor(LIST, {})).data?.list;
    const second = (await advisor(LIST, { after: first.pageInfo.endCursor })).data?.list;
    expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([3, true, false]);
    const seen = [...first.edges, ...second.edges].map(({ node }: { node: { id: string } }) => node.id);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('a premises lists its own, for who may read them', async () => {
    const { id } = await opened();
    const { data } = await entities(
      world,
      [{ __typename: 'Premises', id: PREMISES }],
      '... on Premises { diagnostics { id } }',
      { actor: ADVISOR },
    );
    expect(data?._entities[0].diagnostics.map((one: { id: string }) => one.id)).toContain(id);
  });
});
