/** What a place's record says, in the hub's words: SQL column → SQL type. The single list of them. */
export const RECORD_COLUMNS = {
  name: 'text',
  commune_name: 'text',
  postcode: 'text',
  commune_code: 'text',
  address: 'text',
  address_extra: 'text',
  siret: 'text',
  rna: 'text',
  latitude: 'double precision',
  longitude: 'double precision',
  typologies: 'text[]',
  phone: 'text',
  emails: 'text[]',
  websites: 'text[]',
  opening_hours: 'text',
  summary: 'text',
  detail: 'text',
  collected_by: 'text',
  itinerancy: 'text[]',
  parent_structure: 'text',
  updated_on: 'date',
  services: 'text[]',
  audiences: 'text[]',
  special_care: 'text[]',
  fees: 'text[]',
  programmes: 'text[]',
  training_labels: 'text[]',
  other_labels: 'text[]',
  access_modes: 'text[]',
  support_modes: 'text[]',
  acceslibre_url: 'text',
  booking_url: 'text',
  quality_notes: 'text[]',
} as const;

type Column = keyof typeof RECORD_COLUMNS;
type Required = 'name' | 'commune_name' | 'postcode' | 'address';
type ValueOf<C extends Column> = (typeof RECORD_COLUMNS)[C] extends 'text[]'
  ? readonly string[]
  : (typeof RECORD_COLUMNS)[C] extends 'double precision'
    ? number | null
    : C extends Required
      ? string
      : string | null;

/** The content of one record, under its SQL column names; a date is `YYYY-MM-DD`. */
export type PlaceContent = { readonly [C in Column]: ValueOf<C> };

/** One record of one source. */
export interface PlaceRecord extends PlaceContent {
  readonly source: string;
  readonly source_id: string;
  readonly created_import_id: number;
}

/** A place as it is published: its content, and what derives from it. */
export interface PlaceRow extends PlaceContent {
  readonly id: string;
  readonly organisation_id: string | null;
  readonly modified_at: Date;
}

/** The columns of the content for a SELECT; dates as text, since a day has no time zone. */
export function contentColumns(alias: string): string {
  return Object.entries(RECORD_COLUMNS)
    .map(([name, type]) =>
      type === 'date' ? `to_char(${alias}.${name}, 'YYYY-MM-DD') AS ${name}` : `${alias}.${name}`,
    )
    .join(', ');
}

/** The columns of a `PlaceRow`; the place's alias is `p`. */
export const PLACE_COLUMNS = `p.id, p.organisation_id, p.modified_at, ${contentColumns('p')}`;

/** Selects `PlaceRow`s; the place's alias is `p`. */
export const SELECT_PLACES = `SELECT ${PLACE_COLUMNS} FROM place p`;
