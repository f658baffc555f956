import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/operators/import.ts';
import { ask, countStatements, entities, importFile, openWorld, type World } from '../support/world.ts';

const FIXTURES = 'tests/fixtures/operators';

let world: World<'operators'>;
beforeAll(async () => {
  world = await openWorld('operators');
  await importFile(world, datasets, 'offers', `${FIXTURES}/offers.csv`);
});
afterAll(() => world.close());

const premises = (id: string, availableTechnologies: readonly string[]) => ({
  __typename: 'Premises',
  id,
  availableTechnologies,
});
const OFFERS = `... on Premises { id socialOffers(profile: $profile) { offer { id } eligibility reasons { code outcome sentence question } } }`;

async function offersAt(representations: readonly Record<string, unknown>[], profile: Record<string, unknown> | null) {
  const query = `query ($representations: [_Any!]!, $profile: HouseholdProfile) {
    _entities(representations: $representations) { ${OFFERS} } }`;
  const { data, errors } = await ask(world, query, { representations, profile });
  expect(errors).toBeUndefined();
  return data?.['_entities'] as { socialOffers: { offer: { id: string }; eligibility: string; reasons: any[] }[] }[];
}
const verdicts = (one: Awaited<ReturnType<typeof offersAt>>[number] | undefined) =>
  one?.socialOffers.map(({ offer, eligibility }) => [offer.id, eligibility]);

describe('Premises.socialOffers', () => {
  it('says no to an offer that needs what the premises lack, and puts the offers one can have first', async () => {
    const profile = { benefits: ['RSA'], hasReferral: true, ages: [45] };
    const [one] = await offersAt([premises('47001_0200_00012', ['FIBRE', 'SATELLITE'])], profile);
    expect(verdicts(one)).toEqual([
      ['demo-fibre', 'YES'],
      ['demo-carte', 'YES'],
      ['demo-jeunes', 'NO'],
      ['demo-cuivre', 'NO'],
    ]);
    expect(one?.socialOffers.at(-1)?.reasons).toEqual([
      {
        code: 'TECHNOLOGY',
        outcome: 'NOT_MET',
        sentence: 'L’offre demande une ligne en cuivre, ce que le logement n’a pas.',
        question: null,
      },
    ]);
  });

  it('leaves the technology to be checked where none is declared', async () => {
    const [one] = await offersAt([premises('47001_0200_00099', [])], null);
    expect(verdicts(one)).toContainEqual(['demo-cuivre', 'TO_BE_CHECKED']);
  });

  it('trusts LGN and not the profile about the line', async () => {
    const [one] = await offersAt([premises('47001_0200_00012', ['FIBRE'])], { availableTechnologies: ['COPPER'] });
    expect(verdicts(one)).toContainEqual(['demo-cuivre', 'NO']);
  });

  it('costs one SQL statement for fifty premises', async () => {
    const many = Array.from({ length: 50 }, (_, index) => premises(`47001_0200_${index}`, ['FIBRE']));
    const statements = await countStatements(world, () => offersAt(many, { benefits: [] }));
    expect(statements).toHaveLength(1);
  });
});

describe('eligibleOffers', () => {
  it('asks what is missing, and warns of terms that nobody has checked for 180 days', async () => {
    const { data } = await ask(
      world,
      'query ($profile: HouseholdProfile) { eligibleOffers(profile: $profile) { offer { id stale } eligibility reasons { code question } } }',
      { profile: { benefits: ['STUDENT_GRANT'], ages: [20], communeCode: '47001' } },
    );
    const youth = data?.['eligibleOffers'].find(({ offer }: any) => offer.id === 'demo-jeunes');
    expect(youth).toMatchObject({ offer: { stale: true }, eligibility: 'TO_BE_CHECKED' });
    expect(youth.reasons.filter(({ question }: any) => question !== null).map(({ code }: any) => code)).toEqual([
      'FRESHNESS',
    ]);
  });

  it('refuses a profile with all its faults', async () => {
    const { data, errors } = await ask(
      world,
      '{ eligibleOffers(profile: { quotientFamilialEuros: -1, ages: [12, 200], communeCode: "Agen" }) { eligibility } }',
    );
    expect(data).toEqual({ eligibleOffers: null });
    expect((errors?.[0]?.extensions['faults'] as { field: string }[]).map(({ field }) => field)).toEqual([
      'quotientFamilialEuros',
      'ages',
      'communeCode',
    ]);
  });
});

describe('socialOffers', () => {
  const ids = async (filter: string) => {
    const { data } = await ask(world, `{ socialOffers(filter: ${filter}) { totalCount edges { node { id } } } }`);
    return data?.['socialOffers'].edges.map(({ node }: any) => node.id);
  };
  it.each([
    ['by provider', '{ providerId: "demo-operateur" }', ['demo-cuivre', 'demo-fibre']],
    ['by kind', '{ kind: MOBILE }', ['demo-jeunes']],
    [
      'by technology, with those that need none',
      '{ technology: COPPER }',
      ['demo-carte', 'demo-jeunes', 'demo-cuivre'],
    ],
    ['by staleness', '{ staleOnly: true }', ['demo-jeunes']],
  ])('filters %s', async (_what, filter, expected) => expect(await ids(filter)).toEqual(expected));

  it('gives every offer once, page by page', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: any = await ask(
        world,
        'query ($after: String) { socialOffers(first: 1, after: $after) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      const page = answer.data.socialOffers;
      expect(page.totalCount).toBe(4);
      seen.push(...page.edges.map(({ node }: any) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['demo-carte', 'demo-jeunes', 'demo-cuivre', 'demo-fibre']);
  });

  it('is null for an identifier that does not exist', async () => {
    expect((await ask(world, '{ socialOffer(id: "rien") { id } }')).data).toEqual({ socialOffer: null });
  });
});

describe('Organisation.offers', () => {
  it('is one SQL statement for all organisations, with pages', async () => {
    const organisations = ['demo-operateur', 'demo-association', 'inconnue'].map((id) => ({
      __typename: 'Organisation',
      id,
    }));
    let data: any;
    const selection =
      '... on Organisation { offers(first: 1) { totalCount edges { node { id } } pageInfo { hasNextPage } } }';
    const statements = await countStatements(world, async () => {
      ({ data } = await entities(world, organisations, selection));
    });
    expect(statements).toHaveLength(1);
    expect(data._entities.map(({ offers }: any) => [offers.totalCount, offers.pageInfo.hasNextPage])).toEqual([
      [2, true],
      [2, true],
      [0, false],
    ]);
  });
});
