import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/department/import.ts';
import { settleTerritory } from '../support/department-territory.ts';
import { ask, importFile, openWorld, type World } from '../support/world.ts';

const PROGRAMME = 'tests/fixtures/department/accompaniment-programme.csv';

let world: World<'department'>;

beforeAll(async () => {
  world = await openWorld('department');
  await settleTerritory(world);
  await importFile(world, datasets, 'accompaniments', PROGRAMME, { source: 'Déclic47' });
});
afterAll(() => world.close());

describe('an accompaniment', () => {
  const one = async (id: string, selection: string, now?: Date) => {
    const query = `query ($id: ID!) { accompaniment(id: $id) { __typename id title ${selection} } }`;
    const { data, errors } = await ask(world, query, { id }, now === undefined ? {} : { now });
    expect(errors).toBeUndefined();
    return (data as { accompaniment: Record<string, unknown> | null }).accompaniment;
  };

  it('of a workshop says when, where, for whom, at what price and how to book', async () => {
    const selection = `themes { code label } audiences fee bookable booking { url phone } modes place { id name }
      commune { name epci { name } } organisation { id name } provenance { source asOf }
      ... on Workshop { level advisorRole sessions { startsAt endsAt durationMinutes seatsTotal seatsLeft full } all: sessions(upcomingOnly: false) { full } }`;
    expect(await one('atelier-courriels', selection)).toEqual({
      __typename: 'Workshop',
      id: 'atelier-courriels',
      title: 'Mes premiers courriels',
      themes: [
        { code: 'EMAIL', label: 'E-mail' },
        { code: 'NAVIGATION_SUR_INTERNET', label: 'Navigation sur internet' },
      ],
      audiences: ['SENIORS'],
      fee: 'FREE',
      bookable: true,
      booking: { url: null, phone: '+33553694000' },
      modes: ['ON_SITE'],
      place: { id: 'lieu-agen', name: 'Médiathèque Lacépède' },
      commune: { name: 'Agen', epci: { name: "CA Agglomération d'Agen" } },
      organisation: { id: 'cd47', name: 'Département de Lot-et-Garonne' },
      provenance: { source: 'Déclic47', asOf: '2026-11-01' },
      level: 'BEGINNER',
      advisorRole: 'Conseiller numérique',
      sessions: [
        {
          startsAt: '2026-11-26T13:00:00.000Z',
          endsAt: '2026-11-26T15:00:00.000Z',
          durationMinutes: 120,
          seatsTotal: 12,
          seatsLeft: 5,
          full: false,
        },
        {
          startsAt: '2026-12-03T13:00:00.000Z',
          endsAt: '2026-12-03T15:00:00.000Z',
          durationMinutes: 120,
          seatsTotal: null,
          seatsLeft: null,
          full: null,
        },
      ],
      all: [{ full: true }, { full: false }, { full: null }],
    });
  });

  it('of a permanence gives its next occurrences, public holidays and exceptions left out', async () => {
    const selection =
      '... on Permanence { weekday opensAt closesAt validUntil byAppointment nextOccurrences(first: 3) { startsAt } }';
    expect(await one('permanence-villeneuve', selection)).toMatchObject({
      weekday: 'FRIDAY',
      opensAt: '09:00',
      closesAt: '12:00',
      validUntil: '2027-06-30',
      byAppointment: true,
      nextOccurrences: [
        { startsAt: '2026-12-18T08:00:00.000Z' },
        { startsAt: '2027-01-15T08:00:00.000Z' },
        { startsAt: '2027-01-22T08:00:00.000Z' },
      ],
    });
  });

  it('of a remote session gives its series and its page; of individual help, how to ask', async () => {
    expect(await one('jeudi-fracture', '... on RemoteSession { series url }')).toMatchObject({
      __typename: 'RemoteSession',
      series: 'Jeudis de l’inclusion numérique',
      url: 'https://example.org/visio',
    });
    expect(await one('aide-domicile', 'modes ... on IndividualHelp { byAppointment advisorRole }')).toMatchObject({
      __typename: 'IndividualHelp',
      modes: ['HOME', 'REMOTE'],
      byAppointment: true,
      advisorRole: 'Médiateur numérique',
    });
  });

  it('that is over is still there by its identifier, and an unknown one is null', async () => {
    expect(await one('atelier-passe', 'nextAt')).toMatchObject({ title: 'Atelier terminé', nextAt: null });
    expect(await one('inconnu', 'nextAt')).toBeNull();
  });
});
