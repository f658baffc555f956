import { z } from 'zod';
import { OFFER_KINDS, SOCIAL_BENEFITS, TECHNOLOGIES } from '../eligibility/vocabulary.ts';
import { contradictions } from './offer-contradictions.rules.ts';

/** One thing wrong with an offer; `message` is a French sentence that completes « valeur : … ». */
export interface OfferFault {
  readonly field: string;
  readonly value: string;
  readonly message: string;
}

const MAXIMUM_CENTS = 1_000_000;
const cents = () => {
  const message = 'attendu un montant en centimes d’euro de 0 à 1000000, par exemple 1599';
  return z.int(message).min(0, message).max(MAXIMUM_CENTS, message).nullable();
};
const wholeNumber = (minimum: number, maximum: number, example: number) => {
  const message = `attendu un nombre entier de ${minimum} à ${maximum}, par exemple ${example}`;
  return z.int(message).min(minimum, message).max(maximum, message).nullable();
};
const text = (minimum: number, maximum: number) => {
  const message = `attendu un texte de ${minimum} à ${maximum} caractères`;
  return z.string(message).trim().min(minimum, message).max(maximum, message);
};
const url = () => {
  const message = 'attendu une adresse web complète, par exemple « https://exemple.fr/offre »';
  return z.url({ protocol: /^https?$/, hostname: z.regexes.domain, error: message }).nullable();
};
const day = () => z.iso.date('attendu un jour qui existe, par exemple « 2026-03-01 »');
const words = <const T extends readonly string[]>(vocabulary: T) =>
  z
    .array(
      z.enum(vocabulary, `attendu parmi ${vocabulary.join(', ')}`),
      `attendu une liste parmi ${vocabulary.join(', ')}`,
    )
    .transform((list) => [...new Set(list)]);
const codes = (pattern: RegExp, message: string) =>
  z.array(z.string(message).regex(pattern, message), message).transform((list) => [...new Set(list)]);
const yesOrNo = () => z.boolean('attendu vrai ou faux');

/** A French number in full or the short number of an operator; spaces, dots and dashes are dropped. */
const PHONE = /^(?:(?:\+33|0)[1-9]\d{8}|[13]\d{3}|1\d{1,2}|118\d{3})$/;

const offerContent = z.object({
  name: text(3, 160),
  description: text(1, 2_000).nullable(),
  kind: z.enum(OFFER_KINDS, `attendu parmi ${OFFER_KINDS.join(', ')}`),
  technologiesNeeded: words(TECHNOLOGIES),
  monthlyPriceCents: cents(),
  oneOffPriceCents: cents(),
  downloadMbps: wholeNumber(1, 100_000, 30),
  uploadMbps: wholeNumber(1, 100_000, 8),
  benefits: words(SOCIAL_BENEFITS),
  quotientFamilialMaxEuros: wholeNumber(0, 10_000, 700),
  oneMeansCriterionIsEnough: yesOrNo(),
  ageMin: wholeNumber(0, 120, 18),
  ageMax: wholeNumber(0, 120, 25),
  referralNeeded: yesOrNo(),
  copperClosingOnly: yesOrNo(),
  communeCodes: codes(/^(?:\d{5}|2[AB]\d{3})$/, 'attendu un code INSEE de commune, par exemple « 47001 »'),
  epciSirens: codes(/^\d{9}$/, 'attendu un SIREN d’intercommunalité, par exemple « 200096956 »'),
  documentsNeeded: z.array(text(1, 200), 'attendu une liste de textes').max(30, 'attendu au plus 30 documents'),
  subscriptionText: text(1, 2_000).nullable(),
  subscriptionUrl: url(),
  subscriptionPhone: z
    .string('attendu un numéro de téléphone')
    .transform((number) => number.replaceAll(/[\s.\-\u00a0\u202f]/g, ''))
    .pipe(z.string().regex(PHONE, 'attendu un numéro de téléphone, par exemple « 05 53 00 00 00 » ou « 3900 »'))
    .nullable(),
  source: text(2, 200),
  sourceUrl: url(),
  verifiedOn: day(),
  validUntil: day().nullable(),
});

/** All that an offer says, checked. */
export type OfferContent = z.infer<typeof offerContent>;

export const OFFER_FIELDS = Object.keys(offerContent.shape) as (keyof OfferContent)[];

export type CheckedOffer =
  | { readonly ok: true; readonly content: OfferContent }
  | { readonly ok: false; readonly faults: readonly OfferFault[] };

/**
 * Checks an offer, whether a file or an operator says it: every fault at once, those of one value and those of values
 * that contradict each other.
 *
 * @param today refuses a check dated in the future; `null` where the day is not known (a file is read without a clock).
 */
export function checkOffer(candidate: Readonly<Record<string, unknown>>, today: string | null): CheckedOffer {
  const checked = offerContent.safeParse(candidate);
  const faults = (checked.error?.issues ?? []).map((issue) => faultAt(candidate, issue.path, issue.message));
  const faulty = new Set(faults.map(({ field }) => field.replace(/\[.*/, '')));
  faults.push(...contradictions(candidate, today).filter(({ field }) => !faulty.has(field)));
  return checked.success && faults.length === 0 ? { ok: true, content: checked.data } : { ok: false, faults };
}

function faultAt(
  candidate: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  message: string,
): OfferFault {
  const [name = '', index] = path;
  const whole = candidate[String(name)];
  if (typeof index === 'number' && Array.isArray(whole))
    return { field: `${String(name)}[${index}]`, value: shown(whole[index]), message };
  return { field: String(name), value: shown(whole), message };
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
