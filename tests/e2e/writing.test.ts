import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMONSTRATION_HOST_SIRET } from '../../cli/demonstration/places.ts';
import { ROLES } from '../../platform/roles.ts';
import { openHub, type Hub } from '../support/hub.ts';
import { tokenFor } from '../support/identity.ts';
import { operation } from '../support/operations.ts';

type Someone = Parameters<typeof tokenFor>[0];

let hub: Hub;
beforeAll(async () => {
  hub = await openHub();
});
afterAll(() => hub.close());

const HOST: Someone = { roles: ['place-host'], siret: DEMONSTRATION_HOST_SIRET };
const AGENT: Someone = { roles: ['department-agent'], organisation: 'departement-47' };

async function run(file: string, by: Someone | null, variables: object = {}) {
  const named = operation(file);
  const headers = by === null ? {} : { authorization: `Bearer ${await tokenFor(by)}` };
  return hub.ask(named.query, { ...named.variables, ...variables }, headers);
}

const ownPlace = async () => (await run('own-places', null)).data.organisation.places[0];

describe('through the gateway', () => {
  it('a host reads its places, confirms one, and everyone sees it fresh at once', async () => {
    const { id, revision } = await ownPlace();
    const { data, errors } = await run('confirm-place', HOST, { id, expectedRevision: revision });
    expect(errors).toBeUndefined();
    expect(data.confirmPlace).toMatchObject({
      conflict: null,
      place: { revision: revision + 1, freshness: 'FRESH', confirmation: { by: 'HOST' } },
    });
    expect(await ownPlace()).toMatchObject({ freshness: 'FRESH', revision: revision + 1 });
  });

  it('a host proposes, an agent accepts, and it is published', async () => {
    const { id, revision } = await ownPlace();
    const proposed = await run('propose-place-changes', HOST, { placeId: id, expectedRevision: revision });
    const { proposal } = proposed.data.proposePlaceChanges;
    const decision = `mutation ($id: ID!, $revision: Int!) {
      decidePlaceProposal(id: $id, expectedRevision: $revision, accept: true) { proposal { status } faults { message } } }`;
    const headers = { authorization: `Bearer ${await tokenFor(AGENT)}` };
    const decided = await hub.ask(decision, { id: proposal.id, revision }, headers);
    expect(decided.data.decidePlaceProposal).toEqual({ proposal: { status: 'ACCEPTED' }, faults: [] });
    expect((await ownPlace()).openingHours.readable).toContain('10:00-18:00');
  });

  it('an agent corrects a place and announces a permanence', async () => {
    const { id, revision } = await ownPlace();
    const corrected = await run('update-place', AGENT, { id, expectedRevision: revision });
    expect(corrected.data.updatePlace.place).toMatchObject({ phone: '+33536490099', revision: revision + 1 });
    const announced = await run('create-accompaniment', AGENT);
    expect(announced.data.createAccompaniment).toMatchObject({ accompaniment: { revision: 1 }, faults: [] });
  });

  it('a host of another organisation is refused by the department, one of none by the gateway', async () => {
    const { id, revision } = await ownPlace();
    const variables = { id, expectedRevision: revision };
    const foreign = await run('confirm-place', { roles: ['place-host'], siret: '43493312300029' }, variables);
    expect(foreign).toMatchObject({ data: { confirmPlace: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    const traffic = await hub.watch(async () => {
      const none = await run('confirm-place', { roles: ['place-host'] }, variables);
      expect(none.errors?.[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
    });
    expect(traffic.department.requests).toBe(0);
  });

  it.each(ROLES.filter((role) => role !== 'department-agent' && role !== 'administrator'))(
    'nothing is asked of the department when %s writes places or accompaniments',
    async (role) => {
      const person = { roles: [role], siret: DEMONSTRATION_HOST_SIRET };
      const traffic = await hub.watch(async () => {
        for (const file of ['update-place', 'create-accompaniment'])
          expect((await run(file, person)).errors?.[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
      });
      expect(traffic.department.requests).toBe(0);
    },
  );
});
