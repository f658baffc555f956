import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseActivity } from '../../subgraphs/department/activity/activity.source.ts';

const context = { line: 2, source: 'La Coop' };

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
