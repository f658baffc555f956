import type { PlaceContent } from '../place/place.rows.ts';

/** What a person may write of a place, by field of the graph, and the columns that hold it. */
export const PLACE_FIELDS = {
  name: ['name'],
  address: ['address'],
  addressExtra: ['address_extra'],
  postcode: ['postcode'],
  communeCode: ['commune_code'],
  coordinates: ['latitude', 'longitude'],
  phone: ['phone'],
  emails: ['emails'],
  websites: ['websites'],
  openingHours: ['opening_hours'],
  bookingUrl: ['booking_url'],
  accesLibreUrl: ['acceslibre_url'],
  siret: ['siret'],
  rna: ['rna'],
  parentStructure: ['parent_structure'],
  summary: ['summary'],
  detail: ['detail'],
  typologies: ['typologies'],
  services: ['services'],
  audiences: ['audiences'],
  specialCare: ['special_care'],
  fees: ['fees'],
  programmes: ['programmes'],
  accessModes: ['access_modes'],
  supportModes: ['support_modes'],
  itinerancy: ['itinerancy'],
  trainingLabels: ['training_labels'],
  otherLabels: ['other_labels'],
} as const satisfies Readonly<Record<string, readonly (keyof PlaceContent)[]>>;

export type PlaceField = keyof typeof PLACE_FIELDS;

export const PLACE_FIELD_NAMES = Object.keys(PLACE_FIELDS) as readonly PlaceField[];

/** How a French reader calls each field, with its article. */
export const PLACE_FIELD_LABELS: Readonly<Record<PlaceField, string>> = {
  name: 'le nom',
  address: 'l’adresse',
  addressExtra: 'le complément d’adresse',
  postcode: 'le code postal',
  communeCode: 'la commune',
  coordinates: 'la position',
  phone: 'le téléphone',
  emails: 'les courriels',
  websites: 'les sites web',
  openingHours: 'les horaires',
  bookingUrl: 'la prise de rendez-vous',
  accesLibreUrl: 'la fiche Acceslibre',
  siret: 'le SIRET',
  rna: 'le RNA',
  parentStructure: 'la structure parente',
  summary: 'la présentation courte',
  detail: 'la présentation détaillée',
  typologies: 'les types de structure',
  services: 'les services',
  audiences: 'les publics',
  specialCare: 'les prises en charge',
  fees: 'les frais',
  programmes: 'les dispositifs',
  accessModes: 'les modalités d’accès',
  supportModes: 'les modalités d’accompagnement',
  itinerancy: 'l’itinérance',
  trainingLabels: 'les formations et labels',
  otherLabels: 'les autres labels',
};

/** What a place's content says of a field, as the graph writes it: a list, a text, a point or `null`. */
export function fieldValue(content: PlaceContent, field: PlaceField): unknown {
  if (field !== 'coordinates') return content[PLACE_FIELDS[field][0]];
  const { latitude, longitude } = content;
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** A field's value under the columns that hold it. */
export function columnsOfField(field: PlaceField, value: unknown): Partial<PlaceContent> {
  if (field !== 'coordinates') return { [PLACE_FIELDS[field][0]]: value };
  const point = value as { readonly latitude: number; readonly longitude: number } | null;
  return { latitude: point?.latitude ?? null, longitude: point?.longitude ?? null };
}

/** Whether a value says nothing: a text or a list that is empty or absent. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Whether two values of a field say the same; the order of a list says nothing. */
export function sameValue(a: unknown, b: unknown): boolean {
  return isNothing(a) || isNothing(b) ? isNothing(a) && isNothing(b) : comparable(a) === comparable(b);
}

function comparable(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...(value as readonly string[])].sort());
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const { latitude, longitude } = value as { readonly latitude: number; readonly longitude: number };
  return JSON.stringify([latitude, longitude]);
}
