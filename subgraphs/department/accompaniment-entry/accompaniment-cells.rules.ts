import type { Cells } from '../../../platform/importer/dataset.ts';
import type { Given } from '../writing/input-fault.rules.ts';
import { sessionText, type SessionCell } from '../accompaniment/session.source.ts';

/** A session as a person writes it, in the clock time of Lot-et-Garonne. */
export interface GivenSession {
  readonly date: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly seatsTotal?: number | null | undefined;
  readonly seatsLeft?: number | null | undefined;
}

/** The column of the accompaniments' file that says the same as each field: one parser checks both. */
const COLUMNS: Readonly<Record<string, string>> = {
  id: 'id',
  kind: 'type',
  title: 'titre',
  description: 'description',
  themes: 'thematiques',
  audiences: 'publics',
  modes: 'modes',
  level: 'niveau',
  fee: 'tarif',
  feeDetail: 'precision_tarif',
  bookable: 'reservable',
  bookingUrl: 'lien_reservation',
  bookingPhone: 'telephone_reservation',
  byAppointment: 'sur_rendez_vous',
  placeId: 'id_lieu',
  placeName: 'nom_lieu',
  communeCode: 'code_insee',
  latitude: 'latitude',
  longitude: 'longitude',
  organisationId: 'id_organisation',
  organisationName: 'nom_organisation',
  advisorRole: 'role_conseiller',
  series: 'serie',
  url: 'lien',
  sessions: 'seances',
  weekday: 'jour',
  opensAt: 'heure_debut',
  closesAt: 'heure_fin',
  validFrom: 'valide_du',
  validUntil: 'valide_au',
  openOnHolidays: 'ouvert_jours_feries',
  excludedDates: 'dates_exclues',
};

const FIELDS = new Map(Object.entries(COLUMNS).map(([field, column]) => [column, field]));

/** The field of the graph that a column says; a point is one field. */
export function fieldOfColumn(column: string): string {
  return column === 'latitude' || column === 'longitude' ? 'coordinates' : (FIELDS.get(column) ?? column);
}

/** What a person writes of an accompaniment, as a row of the file would say it. */
export function cellsOf({ coordinates, ...given }: Given): Cells {
  const point = (coordinates ?? {}) as Given;
  const fields = { ...given, latitude: point['latitude'], longitude: point['longitude'] };
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [COLUMNS[field] ?? field, cellOf(field, value)]),
  );
}

function cellOf(field: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (field === 'sessions') return (value as readonly GivenSession[]).map(sessionCell).join('|');
  if (Array.isArray(value)) return value.join('|');
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sessionCell({ seatsTotal, seatsLeft, ...session }: GivenSession): string {
  const total = seatsTotal ?? seatsLeft ?? null;
  return sessionText({ ...session, seatsTotal: total, seatsLeft: seatsLeft ?? total } satisfies SessionCell);
}
