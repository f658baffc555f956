import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, openWorld, person, type World } from '../support/world.ts';

const acting = (organisationId: string) => person(['operator-agent'], organisationId);
const ORANGE = { actor: acting('demo-orange') };
const SFR = { actor: acting('demo-sfr') };

const PAYLOAD = `{ offer { id name status revision monthlyPriceCents verifiedOn stale provider { id }
    revisions { revision change author reason changedFields } }
  conflict { message expectedRevision currentRevision current { name revision } } faults { field value message } }`;
const PUBLISH = `mutation ($offer: OfferInput!) { publishOffer(offer: $offer) ${PAYLOAD} }`;
const REVISE = `mutation ($id: ID!, $expectedRevision: Int!, $changes: OfferChangesInput!) {
  reviseOffer(id: $id, expectedRevision: $expectedRevision, changes: $changes) ${PAYLOAD} }`;
const WITHDRAW = `mutation ($id: ID!, $expectedRevision: Int!, $reason: String!) {
  withdrawOffer(id: $id, expectedRevision: $expectedRevision, reason: $reason) ${PAYLOAD} }`;

const fibre = (name: string) => ({
  name,
  kind: 'INTERNET',
  technologiesNeeded: ['FIBRE'],
  monthlyPriceCents: 1599,
  subscriptionPhone: '39 00',
});

let world: World<'operators'>;
beforeAll(async () => (world = await openWorld('operators')));
afterAll(() => world.close());

async function published(name: string): Promise<string> {
  const { data } = await ask(world, PUBLISH, { offer: fibre(name) }, ORANGE);
  return data?.['publishOffer'].offer.id;
}

describe('publishOffer', () => {
  it('publishes under the actor’s organisation, verified today, as revision 1', async () => {
    const { data, errors } = await ask(world, PUBLISH, { offer: fibre('Démonstration d’été') }, ORANGE);
    expect(errors).toBeUndefined();
    expect(data?.['publishOffer']).toMatchObject({
      offer: {
        id: 'demo-orange-demonstration-d-ete',
        provider: { id: 'demo-orange' },
        verifiedOn: '2026-11-23',
        stale: false,
        revisions: [{ revision: 1, change: 'PUBLISHED', author: 'demo-orange', changedFields: [] }],
      },
      conflict: null,
      faults: [],
    });
  });

  it('publishes once what is sent twice', async () => {
    await published('Démonstration double');
    const { data } = await ask(world, PUBLISH, { offer: fibre('Démonstration double') }, ORANGE);
    expect(data?.['publishOffer']).toMatchObject({ offer: null, faults: [{ field: 'name' }] });
  });

  it('names every fault in one answer and writes nothing', async () => {
    const offer = {
      name: 'x',
      kind: 'INTERNET',
      monthlyPriceCents: -1,
      ageMin: 30,
      ageMax: 20,
      communeCodes: ['47001', 'Agen'],
      subscriptionUrl: 'pas-un-lien',
      verifiedOn: '2027-01-01',
    };
    const { data } = await ask(world, PUBLISH, { offer }, ORANGE);
    expect(data?.['publishOffer'].faults.map(({ field, value }: never) => [field, value]).sort()).toEqual([
      ['ageMax', '20'],
      ['communeCodes[1]', 'Agen'],
      ['monthlyPriceCents', '-1'],
      ['name', 'x'],
      ['subscriptionUrl', 'pas-un-lien'],
      ['technologiesNeeded', ''],
      ['verifiedOn', '2027-01-01'],
    ]);
    expect(await world.prisma.socialOffer.count({ where: { name: 'x' } })).toBe(0);
  });

  it.each([
    ['nobody in particular', {}, 'UNAUTHENTICATED'],
    ['an agent of no organisation', { actor: person(['operator-agent']) }, 'FORBIDDEN'],
    ['an advisor of the provider', { actor: person(['advisor'], 'demo-orange') }, 'FORBIDDEN'],
  ])('is refused to %s', async (_who, options, code) => {
    const { data, errors } = await ask(world, PUBLISH, { offer: fibre('Démonstration refusée') }, options);
    expect(data).toEqual({ publishOffer: null });
    expect(errors?.[0]?.extensions['code']).toBe(code);
  });
});

describe('reviseOffer', () => {
  it('changes what is given, keeps the rest and tells what changed', async () => {
    const id = await published('Démonstration révisée');
    const { data } = await ask(world, REVISE, { id, expectedRevision: 1, changes: { monthlyPriceCents: 999 } }, ORANGE);
    expect(data?.['reviseOffer'].offer).toMatchObject({
      name: 'Démonstration révisée',
      revision: 2,
      monthlyPriceCents: 999,
    });
    expect(data?.['reviseOffer'].offer.revisions[0]).toMatchObject({
      change: 'REVISED',
      changedFields: ['monthlyPriceCents'],
    });
  });

  it('checks the whole offer after the change', async () => {
    const id = await published('Démonstration vérifiée');
    const changes = { technologiesNeeded: null, subscriptionPhone: null };
    const { data } = await ask(world, REVISE, { id, expectedRevision: 1, changes }, ORANGE);
    expect(data?.['reviseOffer'].faults.map(({ field }: never) => field)).toEqual([
      'technologiesNeeded',
      'subscriptionText',
    ]);
  });

  it('refuses a stale revision with the current one, and loses nothing', async () => {
    const id = await published('Démonstration disputée');
    await ask(world, REVISE, { id, expectedRevision: 1, changes: { name: 'Démonstration première' } }, ORANGE);
    const { data } = await ask(
      world,
      REVISE,
      { id, expectedRevision: 1, changes: { name: 'Démonstration seconde' } },
      ORANGE,
    );
    expect(data?.['reviseOffer']).toMatchObject({
      offer: null,
      conflict: {
        expectedRevision: 1,
        currentRevision: 2,
        current: { name: 'Démonstration première' },
        message: expect.stringContaining('expectedRevision: 2'),
      },
    });
  });

  it('lets one of several edits at the same instant through', async () => {
    const id = await published('Démonstration simultanée');
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((cents) =>
        ask(world, REVISE, { id, expectedRevision: 1, changes: { monthlyPriceCents: cents } }, ORANGE),
      ),
    );
    const results = answers.map(({ data }) => data?.['reviseOffer']);
    expect(results.filter(({ offer }) => offer !== null)).toHaveLength(1);
    expect(results.filter(({ conflict }) => conflict?.currentRevision === 2)).toHaveLength(4);
  });

  it('is refused to another operator, in French, and to an unknown identifier as a fault', async () => {
    const id = await published('Démonstration gardée');
    const { errors } = await ask(world, REVISE, { id, expectedRevision: 1, changes: {} }, SFR);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect(errors?.[0]?.message).toContain('« demo-sfr » ne peut modifier que ses propres offres');
    const { data } = await ask(world, REVISE, { id: 'rien', expectedRevision: 1, changes: {} }, SFR);
    expect(data?.['reviseOffer'].faults).toEqual([
      { field: 'id', value: 'rien', message: 'aucune offre n’a cet identifiant' },
    ]);
  });
});

describe('withdrawOffer', () => {
  it('withdraws with a reason, keeps the history, and a revision publishes again', async () => {
    const id = await published('Démonstration retirée');
    const { data } = await ask(
      world,
      WITHDRAW,
      { id, expectedRevision: 1, reason: 'Fin de commercialisation' },
      ORANGE,
    );
    expect(data?.['withdrawOffer'].offer).toMatchObject({ status: 'WITHDRAWN', revision: 2 });
    expect(data?.['withdrawOffer'].offer.revisions[0]).toMatchObject({
      change: 'WITHDRAWN',
      reason: 'Fin de commercialisation',
      changedFields: ['status'],
    });
    const listed = await ask(world, '{ socialOffers(first: 100) { edges { node { id } } } }');
    expect(JSON.stringify(listed.data)).not.toContain(`"${id}"`);
    const again = await ask(world, REVISE, { id, expectedRevision: 2, changes: {} }, ORANGE);
    expect(again.data?.['reviseOffer'].offer).toMatchObject({ status: 'PUBLISHED', revision: 3 });
  });

  it('asks for a reason', async () => {
    const id = await published('Démonstration sans motif');
    const { data } = await ask(world, WITHDRAW, { id, expectedRevision: 1, reason: ' ' }, ORANGE);
    expect(data?.['withdrawOffer'].faults).toEqual([expect.objectContaining({ field: 'reason' })]);
  });
});
