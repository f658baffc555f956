import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../platform/actor.ts';
import { ADVISOR, entities, openWorld, person, type World } from '../support/world.ts';

const SIREN = '200068948';
const STAFF = { ...person(['epci-staff']), epciSirens: [SIREN] } as Actor;
const SELECTION =
  '... on Epci { diagnosticFigures { from to households suppressed outcomes { outcome households suppressed } } }';
let world: World<'lgn'>;

beforeAll(async () => {
  world = await openWorld('lgn');
  const at = new Date('2026-08-03T08:00:00Z');
  const diagnostic = (household: number, outcome: string | null, communeCode = '47001') => ({
    requestId: randomUUID(),
    premisesId: `${communeCode}_0100_${household}`,
    communeCode,
    status: outcome === null ? 'OPEN' : 'CLOSED',
    channel: 'PHONE',
    needs: [],
    diagnosedOn: new Date('2026-08-03'),
    outcome,
    openedAt: new Date(at.getTime() + household),
    updatedAt: at,
  });
  const connected = Array.from({ length: 7 }, (_, household) => diagnostic(household, 'CONNECTED'));
  const improved = Array.from({ length: 6 }, (_, household) => diagnostic(100 + household, 'IMPROVED'));
  const abandoned = Array.from({ length: 2 }, (_, household) => diagnostic(200 + household, 'ABANDONED'));
  const again = { ...diagnostic(0, 'CONNECTED'), openedAt: new Date('2026-09-01T08:00:00Z') };
  const elsewhere = diagnostic(300, 'CONNECTED', '47323');
  await world.prisma.connectionDiagnostic.createMany({
    data: [...connected, ...improved, ...abandoned, again, elsewhere],
  });
});
afterAll(() => world.close());

async function figures(actor?: Actor) {
  const epci = { __typename: 'Epci', siren: SIREN, communes: [{ inseeCode: '47001' }] };
  const { data, errors } = await entities(world, [epci], SELECTION, actor === undefined ? {} : { actor });
  return { figures: data?._entities[0]?.diagnosticFigures, codes: errors?.map(({ extensions }) => extensions['code']) };
}

describe('the diagnostics of an EPCI, in figures', () => {
  it('are counted by household and by quarter, the small ones hidden with another', async () => {
    const { figures: quarters, codes } = await figures(STAFF);
    expect(codes).toBeUndefined();
    expect(quarters).toHaveLength(4);
    expect(quarters[0]).toMatchObject({ from: '2026-07-01', to: '2026-09-30', households: 15, suppressed: true });
    const shown = quarters[0].outcomes.map(({ outcome, households }: any) => [outcome, households]);
    expect(Object.fromEntries(shown)).toMatchObject({ CONNECTED: 7, IMPROVED: null, ABANDONED: null, ORDERED: 0 });
    expect(quarters[1]).toMatchObject({ households: 0, suppressed: false });
  });

  it.each([
    ['another EPCI’s agent', { ...person(['epci-staff']), epciSirens: ['200023307'] } as Actor, ['FORBIDDEN']],
    ['an advisor', ADVISOR, ['FORBIDDEN']],
    ['anyone', undefined, ['UNAUTHENTICATED']],
  ])('are not told to %s', async (_who, actor, expected) => {
    const { figures: told, codes } = await figures(actor);
    expect(told).toBeNull();
    expect(codes).toEqual(expected);
  });

  it('are told to the department, whichever the EPCI', async () => {
    expect((await figures(person(['department-agent']))).codes).toBeUndefined();
  });
});
