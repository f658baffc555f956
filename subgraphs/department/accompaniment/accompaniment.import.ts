import { parseActivity, COOP_ACTIVITY_KEYS } from '../activity/activity.source.ts';
import { ACTIVITY_TABLE, deriveActivityFigures } from '../activity/activity.derive.ts';
import type { Dataset, Format, StageTable } from '../../../platform/importer/dataset.ts';
import { deriveSessions, keptRemarks } from './accompaniment.derive.ts';
import { ACCOMPANIMENT_COLUMNS, parseAccompaniment } from './accompaniment.source.ts';

const ACCOMPANIMENT_CSV: Format = {
  name: 'accompagnements-csv',
  label: 'un fichier d’accompagnements (ateliers, permanences, séances à distance, aide individuelle)',
  kind: 'csv',
  defaultSource: 'Déclic47',
  recognises: (columns) => ACCOMPANIMENT_COLUMNS.every((column) => columns.has(column)),
  parse: parseAccompaniment,
};

const COOP_ACTIVITIES: Format = {
  name: 'coop-activites-json',
  label: 'une page d’activités de l’API v1 de La Coop de la médiation numérique',
  kind: 'json',
  defaultSource: 'La Coop de la médiation numérique',
  recognises: (keys) => COOP_ACTIVITY_KEYS.every((key) => keys.has(key)),
  parse: parseActivity,
};

const ACCOMPANIMENT_TABLE: StageTable = {
  table: 'accompaniment',
  key: ['id'],
  columns: {
    id: 'text',
    source: 'text',
    kind: 'text',
    title: 'text',
    description: 'text',
    themes: 'text[]',
    audiences: 'text[]',
    modes: 'text[]',
    level: 'text',
    fee: 'text',
    fee_detail: 'text',
    bookable: 'boolean',
    booking_url: 'text',
    booking_phone: 'text',
    by_appointment: 'boolean',
    place_id: 'text',
    place_name: 'text',
    commune_code: 'text',
    latitude: 'double precision',
    longitude: 'double precision',
    organisation_id: 'text',
    organisation_name: 'text',
    advisor_role: 'text',
    series: 'text',
    url: 'text',
    weekday: 'smallint',
    opens_at: 'time(0)',
    closes_at: 'time(0)',
    valid_from: 'date',
    valid_until: 'date',
    open_on_holidays: 'boolean',
    excluded_dates: 'date[]',
    sessions: 'jsonb',
  },
  // Several organisations publish: a new file replaces what its own source had published, and nothing else.
  scope: ({ source }) => `t.source = '${source.replaceAll("'", "''")}'`,
};

/** What people can attend or ask for, in our own CSV, and the activities of La Coop, kept as figures only. */
export const accompaniments: Dataset = {
  name: 'accompaniments',
  label: 'Accompagnements et chiffres d’activité',
  formats: [ACCOMPANIMENT_CSV, COOP_ACTIVITIES],
  tables: [ACCOMPANIMENT_TABLE, ACTIVITY_TABLE],
  derive: async (transaction) => {
    await deriveSessions(transaction);
    return [...(await keptRemarks(transaction)), ...(await deriveActivityFigures(transaction))];
  },
};
