import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAccompaniment } from '../../subgraphs/department/accompaniment/accompaniment.source.ts';

const context = { line: 2, source: 'Médiathèque d’Agen' };

const WORKSHOP = {
  type: 'atelier',
  id: 'mediatheque-agen-12',
  titre: 'Mes premiers courriels',
  thematiques: 'email|Navigation sur Internet',
  publics: 'Seniors',
  niveau: 'debutant',
  tarif: 'gratuit',
  seances: '2026-11-26 14:00-16:00 5/12',
  telephone_reservation: '05 53 69 40 00',
  code_insee: '47001',
};

const PERMANENCE = {
  type: 'permanence',
  id: 'p-1',
  jour: 'Mardi',
  heure_debut: '14h',
  heure_fin: '17h00',
  id_lieu: 'lieu-1',
};

const valuesOf = (cells: Record<string, unknown>) => {
  const parsed = parseAccompaniment(cells, context);
  return parsed.ok ? parsed.rows[0]?.values : parsed.faults;
};

const faultsOf = (cells: Record<string, unknown>) => {
  const parsed = parseAccompaniment(cells, context);
  return parsed.ok ? [] : parsed.faults;
};

describe('a row of the accompaniments’ file', () => {
  it('becomes a workshop, with the instants of its sessions and codes for its words', () => {
    expect(valuesOf(WORKSHOP)).toMatchObject({
      kind: 'workshop',
      themes: ['email', 'navigation_sur_internet'],
      audiences: ['seniors'],
      level: 'beginner',
      fee: 'free',
      modes: ['on_site'],
      bookable: true,
      booking_phone: '+33553694000',
      sessions: [
        { startsAt: '2026-11-26T13:00:00.000Z', endsAt: '2026-11-26T15:00:00.000Z', seatsLeft: 5, seatsTotal: 12 },
      ],
    });
  });

  it('becomes a permanence of a week day, closed on public holidays unless said', () => {
    expect(valuesOf(PERMANENCE)).toMatchObject({
      kind: 'permanence',
      weekday: 2,
      opens_at: '14:00',
      closes_at: '17:00',
      open_on_holidays: false,
      sessions: [],
    });
  });

  it.each([
    [
      'an impossible day',
      { seances: '31/13/2026 14:00-16:00' },
      '"31/13/2026" n’est pas une date (attendu : 2026-11-26).',
    ],
    [
      'a day that does not exist',
      { seances: '2026-02-30 14:00-16:00' },
      '"2026-02-30" n’est pas une date (attendu : 2026-11-26).',
    ],
    ['an impossible hour', { seances: '2026-11-26 25:00-26:00' }, '"25:00" n’est pas une heure (attendu : 14:00).'],
    [
      'an unknown type',
      { type: 'conférence' },
      '"conférence" n’est pas une valeur connue (attendu : atelier, permanence, distance, individuel).',
    ],
    [
      'a telephone that is none',
      { telephone_reservation: '05 53' },
      '"05 53" n’est pas un téléphone (attendu : 05 53 69 40 00).',
    ],
    [
      'a web address that is none',
      { lien_reservation: 'agen.fr' },
      '"agen.fr" n’est pas une adresse web (attendu : https://exemple.fr/page).',
    ],
    [
      'an INSEE code that is none',
      { code_insee: '4700' },
      '"4700" n’est pas un code INSEE de commune (attendu : 47001).',
    ],
    ['an answer that is neither yes nor no', { reservable: 'peut-être' }, '"peut-être" n’est ni « oui » ni « non ».'],
    ['an empty title', { titre: '' }, 'La colonne « titre » est vide (attendu : Mes premiers courriels).'],
    ['a latitude alone', { latitude: '44,2' }, 'Latitude et longitude vont ensemble (attendu : 44.2033 et 0.6163).'],
  ])('refuses %s, echoes it and shows a good one', (_defect, cells, reason) => {
    expect(faultsOf({ ...WORKSHOP, ...cells }).map((fault) => fault.reason)).toEqual([reason]);
  });

  it('tells all the faults of a row at once', () => {
    expect(
      faultsOf({ ...WORKSHOP, niveau: 'expert', tarif: 'cher', code_insee: '' })
        .map(({ column }) => column)
        .sort(),
    ).toEqual(['id_lieu', 'niveau', 'tarif']);
  });

  it.each([
    ['a session that ends before it starts', '2026-11-26 16:00-14:00'],
    ['more seats left than seats', '2026-11-26 14:00-16:00 13/12'],
    ['a session without hours', '2026-11-26'],
  ])('refuses %s', (_defect, seances) => {
    expect(faultsOf({ ...WORKSHOP, seances })).toMatchObject([{ column: 'seances', value: seances }]);
  });

  it('refuses a permanence that closes before it opens', () => {
    expect(faultsOf({ ...PERMANENCE, heure_fin: '9:00' }).map(({ reason }) => reason)).toEqual([
      '"09:00" n’est pas après 14:00 (attendu : 17:00).',
    ]);
  });

  it('never throws, and never keeps a row without saying why', () => {
    const column = fc.constantFrom(
      ...Object.keys({ ...WORKSHOP, ...PERMANENCE }),
      'modes',
      'valide_du',
      'latitude',
      'lien',
    );
    fc.assert(
      fc.property(
        fc.dictionary(column, fc.oneof(fc.string(), fc.integer(), fc.constant(null))),
        fc.boolean(),
        (cells, based) => {
          const parsed = parseAccompaniment(based ? { ...WORKSHOP, ...cells } : cells, context);
          expect(parsed.ok ? parsed.rows.length : parsed.faults.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
