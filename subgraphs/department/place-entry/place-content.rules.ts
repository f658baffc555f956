import { z } from 'zod';
import { faultsOf, type Given, type InputFault } from '../writing/input-fault.rules.ts';
import { isRna, isSiret } from '../organisation/siret.ts';
import { openingHoursFault } from '../place/opening-hours.ts';
import { frenchPhone } from '../place/phone.ts';
import { isNearDepartment } from '../place/place-cells.rules.ts';
import * as terms from '../place/place-vocabulary.rules.ts';
import { RECORD_COLUMNS } from '../place/place.rows.ts';
import { PLACE_FIELD_NAMES, PLACE_FIELDS, type PlaceField } from './place-fields.rules.ts';

const text = (minimum: number, maximum: number, example: string) => {
  const message = `attendu un texte de ${minimum} à ${maximum} caractères, par exemple « ${example} »`;
  return z.string(message).trim().min(minimum, message).max(maximum, message);
};
const web = (example: string) => {
  const message = `attendu une adresse web complète, par exemple « ${example} »`;
  return z.url({ protocol: /^https?$/, hostname: z.regexes.domain, error: message });
};
const words = (vocabulary: Readonly<Record<string, string>>) => {
  const message = `attendu une liste parmi ${Object.keys(vocabulary).join(', ')}`;
  return once(z.array(z.enum(Object.keys(vocabulary), message), message));
};
const texts = (example: string) => {
  const message = `attendu une liste de textes, par exemple [« ${example} »]`;
  return once(z.array(text(1, 120, example), message).max(30, 'attendu au plus 30 textes'));
};

/** A list whose repeated values are dropped. */
function once<T>(list: z.ZodType<readonly T[]>) {
  return list.transform((values) => [...new Set(values)]);
}

const POSITION = 'attendu une position en Lot-et-Garonne, par exemple { latitude: 44.2033, longitude: 0.6163 }';
const PHONE = 'attendu un numéro de téléphone français, par exemple « 05 53 69 40 00 »';
const EMAIL = 'attendu une adresse électronique, par exemple « accueil@exemple.fr »';
const COMMUNE = 'attendu le code INSEE d’une commune de Lot-et-Garonne, par exemple « 47001 »';

const placeContent = z.object({
  name: text(3, 160, 'Médiathèque d’Agen'),
  address: text(3, 200, '12 rue des Écoles'),
  addressExtra: text(1, 200, 'Rez-de-chaussée').nullable(),
  postcode: z.string().regex(/^\d{5}$/, 'attendu un code postal de 5 chiffres, par exemple « 47000 »'),
  communeCode: z.string(COMMUNE).regex(/^47\d{3}$/, COMMUNE),
  coordinates: z
    .object({ latitude: z.number(POSITION), longitude: z.number(POSITION) }, POSITION)
    .refine(({ latitude, longitude }) => isNearDepartment(latitude, longitude), POSITION)
    .nullable(),
  phone: z
    .string(PHONE)
    .refine((number) => frenchPhone(number) !== null, PHONE)
    .transform((number) => frenchPhone(number))
    .nullable(),
  emails: once(z.array(z.email(EMAIL), EMAIL).max(10, 'attendu au plus 10 adresses')),
  websites: once(
    z.array(web('https://www.exemple.fr'), 'attendu une liste d’adresses web').max(10, 'attendu au plus 10 adresses'),
  ),
  openingHours: text(1, 500, 'Mo-Fr 09:00-12:00,14:00-17:30; PH off')
    .superRefine((osm, context) => {
      const fault = openingHoursFault(osm);
      if (fault === null) return;
      const message = `${fault} Attendu des horaires au format opening_hours, par exemple « Mo-Fr 09:00-12:00,14:00-17:30; PH off »`;
      context.addIssue({ code: 'custom', message });
    })
    .nullable(),
  bookingUrl: web('https://www.exemple.fr/rendez-vous').nullable(),
  accesLibreUrl: web('https://acceslibre.beta.gouv.fr/app/47-agen/…').nullable(),
  siret: z
    .string()
    .refine(isSiret, 'attendu un SIRET de 14 chiffres, clé comprise, par exemple « 43493312300029 »')
    .nullable(),
  rna: z.string().refine(isRna, 'attendu un RNA : W et 9 chiffres, par exemple « W471000001 »').nullable(),
  parentStructure: text(1, 160, 'Réseau des médiathèques').nullable(),
  summary: text(1, 280, 'Ordinateurs en libre accès et ateliers du mercredi.').nullable(),
  detail: text(1, 4_000, 'Ce que l’on y trouve').nullable(),
  typologies: texts('BIB'),
  services: words(terms.SERVICES),
  audiences: words(terms.AUDIENCES),
  specialCare: words(terms.SPECIAL_CARE),
  fees: words(terms.FEES),
  programmes: words(terms.PROGRAMMES),
  accessModes: words(terms.ACCESS_MODES),
  supportModes: words(terms.SUPPORT_MODES),
  itinerancy: words(terms.ITINERANCY),
  trainingLabels: texts('Fabriques de Territoire'),
  otherLabels: texts('Label de l’agglomération'),
} satisfies Record<PlaceField, z.ZodType>);

/** What a new place cannot do without. */
const REQUIRED = ['name', 'address', 'postcode', 'communeCode'] as const;
const EMPTIES = placeContent.partial();

export type PlaceChanges = Readonly<Partial<Record<PlaceField, unknown>>>;

export type CheckedPlace =
  | { readonly ok: true; readonly changes: PlaceChanges }
  | { readonly ok: false; readonly faults: readonly InputFault[] };

/**
 * Checks what a person writes of a place: every fault at once. A list that is `null` is emptied.
 *
 * @param communes the known communes, by code.
 */
export function checkPlace(
  given: Given,
  { isNew, communes }: { readonly isNew: boolean; readonly communes: ReadonlySet<string> },
): CheckedPlace {
  const candidate = { ...(isNew ? Object.fromEntries(REQUIRED.map((field) => [field, null])) : {}), ...given };
  const checked = EMPTIES.safeParse(withEmptiedLists(candidate));
  const faults = [...faultsOf(candidate, checked.error?.issues ?? [])];
  const code = candidate['communeCode'];
  const isFaulty = faults.some(({ field }) => field === 'communeCode');
  if (typeof code === 'string' && !isFaulty && !communes.has(code))
    faults.push({ field: 'communeCode', value: code, message: COMMUNE });
  return checked.success && faults.length === 0 ? { ok: true, changes: checked.data } : { ok: false, faults };
}

const LISTS: ReadonlySet<string> = new Set(
  PLACE_FIELD_NAMES.filter((field) => RECORD_COLUMNS[PLACE_FIELDS[field][0]] === 'text[]'),
);

function withEmptiedLists(given: Given): Given {
  return Object.fromEntries(
    Object.entries(given).map(([field, value]) => [field, value === null && LISTS.has(field) ? [] : value]),
  );
}
