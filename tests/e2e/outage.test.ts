import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openHub, type Hub } from '../support/hub.ts';
import { operation } from '../support/operations.ts';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub();
});
afterAll(() => hub.close());

it('the operators’ outage leaves the advisor all that the others hold, and is named in French', async () => {
  await hub.breakDown('operators');
  const { query, variables } = operation('household-lookup');
  const { data, errors = [] } = await hub.ask(query, variables);
  const { premises } = data.searchAddresses[0].address;
  expect(premises.socialOffers).toBeNull();
  expect(premises.connectionAdvice.verdict).toMatch(/fibre/i);
  expect(premises.nearestPlaces).toHaveLength(3);
  expect(errors.length).toBeGreaterThan(0);
  for (const { message, extensions } of errors) {
    expect(message).toMatch(/opérateurs/i);
    expect(message).not.toMatch(/127\.0\.0\.1|http|ECONNREFUSED/);
    expect(extensions.code).toBe('ORGANISATION_UNAVAILABLE');
  }
});

it('the department’s outage as well still leaves the verdict', async () => {
  await hub.breakDown('department');
  const { query, variables } = operation('household-lookup');
  const { data } = await hub.ask(query, variables);
  const { premises } = data.searchAddresses[0].address;
  expect(premises.nearestPlaces).toBeNull();
  expect(premises.connectionAdvice.verdict).toMatch(/fibre/i);
});
