import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAccompaniment } from '../../subgraphs/department/accompaniment/accompaniment.source.ts';
import { dateOf, phoneOf, timeOf } from '../../subgraphs/department/accompaniment/cells.source.ts';
import { sessionOf, sessionText } from '../../subgraphs/department/accompaniment/session.source.ts';
import { parseActivity } from '../../subgraphs/department/activity/activity.source.ts';

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

describe('a cell', () => {
  it.each([
    ['0553694000', '+33553694000'],
    ['+33 5 53 69 40 00', '+33553694000'],
    ['39 60', '3960'],
    ['12345678901', null],
    ['', null],
  ])('reads the telephone "%s" as %s', (text, phone) => {
    expect(phoneOf(text)).toBe(phone);
  });
  it.each([
    ['9h', '09:00'],
    ['14h30', '14:30'],
    ['14:00', '14:00'],
    ['24:00', null],
    ['14:', null],
    ['14', null],
  ])('reads the hour "%s" as %s', (text, time) => {
    expect(timeOf(text)).toBe(time);
  });
  it.each([
    ['26/11/2026', '2026-11-26'],
    ['2026-11-26', '2026-11-26'],
    ['11/26/2026', null],
    ['26/11/26', null],
  ])('reads the day "%s" as %s', (text, date) => {
    expect(dateOf(text)).toBe(date);
  });

  it('gives back the session that it wrote', () => {
    const clock = fc.integer({ min: 180, max: 1438 });
    const twoDigits = (number: number) => String(number).padStart(2, '0');
    const time = (minutes: number) => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
    const session = fc
      .record({
        day: fc.integer({ min: 0, max: 6000 }),
        open: clock,
        length: fc.integer({ min: 1, max: 600 }),
        seats: fc.option(fc.tuple(fc.nat(50), fc.nat(50))),
      })
      .map(({ day, open, length, seats }) => ({
        date: new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
        opensAt: time(open),
        closesAt: time(Math.min(1439, open + length)),
        seatsLeft: seats === null ? null : seats[0],
        seatsTotal: seats === null ? null : seats[0] + seats[1],
      }));
    fc.assert(
      fc.property(session, (given) => {
        expect(sessionOf(sessionText(given))).toEqual({ ok: true, session: given });
      }),
    );
  });
});

describe('an activity of La Coop', () => {
  const ACTIVITY = {
    type: 'activite',
    id: '123e4567-e89b-12d3-a456-426614174000',
    attributes: {
      type: 'individuel',
      mediateur_id: 'm-1',
      user_id: 'u-1',
      date: '2026-10-14',
      duree: 60,
      type_lieu: 'domicile',
      structure_id: null,
      lieu_code_insee: '47001',
      suppression: null,
      thematiques: ['sante', 'email'],
      precisions_demarche: 'dossier de retraite',
      beneficiaires: { total: 2, genres: { feminin: 2 } },
    },
  };

  it('keeps commune, month, themes, kind and number of people, and nothing else', () => {
    const parsed = parseActivity(ACTIVITY, context);
    expect(parsed).toEqual({
      ok: true,
      rows: [
        {
          table: 'coop_activity',
          values: {
            id: ACTIVITY.id,
            source: context.source,
            kind: 'individuel',
            month: '2026-10-01',
            commune_code: '47001',
            structure_id: null,
            themes: ['email', 'sante'],
            participants: 2,
            withdrawn: false,
          },
        },
      ],
    });
  });

  it('keeps only the tombstone of an activity that was withdrawn', () => {
    const parsed = parseActivity(
      { ...ACTIVITY, attributes: { ...ACTIVITY.attributes, suppression: '2026-11-01T10:00:00Z' } },
      context,
    );
    expect(parsed).toMatchObject({
      ok: true,
      rows: [{ values: { withdrawn: true, participants: 0, commune_code: null, themes: [] } }],
    });
  });

  it('refuses a date that is none and says which', () => {
    const parsed = parseActivity({ ...ACTIVITY, attributes: { ...ACTIVITY.attributes, date: '2026-13-31' } }, context);
    expect(parsed).toEqual({
      ok: false,
      faults: [
        { column: 'date', value: '2026-13-31', reason: '"2026-13-31" n’est pas une date (attendu : 2026-11-26).' },
      ],
    });
  });

  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('type', 'id', 'attributes'), fc.jsonValue()),
        fc.jsonValue(),
        (record, attributes) => {
          expect(typeof parseActivity(record, context).ok).toBe('boolean');
          expect(typeof parseActivity({ ...ACTIVITY, attributes }, context).ok).toBe('boolean');
        },
      ),
    );
  });
});
