import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHub, type Hub } from '../support/hub.ts';
import { TOKEN } from '../support/identity.ts';
import { operation } from '../support/operations.ts';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub();
});
afterAll(() => hub.close());

const token = { authorization: `Bearer ${TOKEN}` };

async function run(
  file: string,
  { variables = {}, headers = {} }: { variables?: object; headers?: Record<string, string> } = {},
) {
  const named = operation(file);
  const answer = await hub.ask(named.query, { ...named.variables, ...variables }, headers);
  expect(answer.errors).toBeUndefined();
  return answer.data;
}

describe('the advisor, on the phone', () => {
  it('gets the verdict, the copper dates, the offers and the nearest places from an address said aloud', async () => {
    const data = await run('household-lookup');
    const [best] = data.searchAddresses;
    expect(best).toMatchObject({ match: 'EXACT', label: expect.stringContaining('Pujols') });
    const { premises } = best.address;
    expect(premises.connectionAdvice.verdict).toMatch(/fibre/i);
    expect(premises.connectionAdvice.verdict).toMatch(/cuivre/i);
    expect(premises.connectionAdvice.fibreSource.source).toContain('Démonstration');
    expect(premises.copperClosure.phase).not.toBe('UNKNOWN');
    expect(premises.nearestPlaces).toHaveLength(3);
    const eligible = premises.socialOffers.filter(({ eligibility }: { eligibility: string }) => eligibility === 'YES');
    expect(eligible.length).toBeGreaterThanOrEqual(2);
    expect(data.adviceService.freePhoneNumber).toBe('0 800 94 90 99');
  });

  it('is served by the four fetches that the data needs, and few statements', async () => {
    const traffic = await hub.watch(() => run('household-lookup'));
    expect(traffic.department.requests).toBeLessThanOrEqual(2);
    expect(traffic.lgn.requests).toBe(1);
    expect(traffic.operators.requests).toBe(1);
    expect(traffic.operators.statements.length).toBeLessThanOrEqual(2);
  });

  it('opens a diagnostic, records it, and is refused a stale version without losing anything', async () => {
    const opened = await run('open-diagnostic', { headers: token });
    const { id, version } = opened.openDiagnostic.diagnostic;
    const recorded = await run('record-diagnostic', { variables: { id, expectedVersion: version }, headers: token });
    expect(recorded.recordDiagnostic).toMatchObject({ conflict: null, diagnostic: { version: version + 1 } });
    const stale = await run('record-diagnostic', { variables: { id, expectedVersion: version }, headers: token });
    expect(stale.recordDiagnostic).toMatchObject({ diagnostic: null, conflict: { current: { version: version + 1 } } });
  });

  it('is refused a diagnostic without a token', async () => {
    const { query, variables } = operation('open-diagnostic');
    const answer = await hub.ask(query, variables);
    expect(answer.errors).toMatchObject([
      { path: ['openDiagnostic'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
    ]);
  });
});

describe('the staff of an EPCI', () => {
  it('get every commune with its fragility, places, fibre and copper, out of three organisations', async () => {
    const { epci } = await run('epci-dashboard');
    expect(epci.communes.length).toBeGreaterThan(10);
    for (const commune of epci.communes) {
      expect(commune).toMatchObject({ copperClosure: { phase: expect.any(String) } });
      expect(commune.placesPer10000).toEqual(expect.any(Number));
    }
    const computable = epci.communes.filter(({ fragility }: any) => fragility?.computable === true);
    for (const { fragility } of computable) expect(fragility.total).toBeGreaterThan(0);
    expect(computable.length).toBeGreaterThan(epci.communes.length / 2);
    expect(epci.copperSummary.communes).toBe(epci.communes.length);
  });

  it('costs one fetch an organisation and level, whatever the number of communes', async () => {
    const small = await hub.watch(() => run('epci-dashboard', { variables: { siren: '200023307' } }));
    const large = await hub.watch(() => run('epci-dashboard', { variables: { siren: '200096956' } }));
    for (const name of ['department', 'lgn', 'operators'] as const) {
      expect([name, large[name].requests]).toEqual([name, small[name].requests]);
      expect([name, large[name].statements.length]).toEqual([name, small[name].statements.length]);
    }
    expect(large.lgn.requests).toBeLessThanOrEqual(2);
  });
});

describe('a partner’s page', () => {
  it('lists places from the nearest on, and walks the pages without gap or repetition', async () => {
    const whole = await run('place-search', { variables: { first: 100 } });
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page: any = await run('place-search', { variables: { first: 3, after } });
      ids.push(...page.places.edges.map(({ node }: any) => node.id));
      after = page.places.pageInfo.hasNextPage ? page.places.pageInfo.endCursor : null;
    } while (after !== null);
    expect(ids).toEqual(whole.places.edges.map(({ node }: any) => node.id));
    expect(ids).toHaveLength(whole.places.totalCount);
    expect(ids.length).toBeGreaterThan(3);
  });

  it('lists workshops and permanences to come, soonest first', async () => {
    const { accompaniments } = await run('workshops-near-me');
    const dates = accompaniments.edges.map(({ node }: any) => node.nextAt);
    expect(dates.length).toBeGreaterThan(2);
    expect(dates).toEqual([...dates].sort());
  });

  it('says for each offer yes, no or to be checked, and why', async () => {
    const { eligibleOffers } = await run('offers-for-profile');
    expect(new Set(eligibleOffers.map(({ eligibility }: any) => eligibility))).toEqual(
      new Set(['YES', 'NO', 'TO_BE_CHECKED']),
    );
    for (const { reasons } of eligibleOffers) expect(reasons.length).toBeGreaterThan(0);
  });
});
