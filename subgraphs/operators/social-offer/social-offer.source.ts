import type { Cells, Fault, Parsed, RecordContext } from '../../../platform/importer/dataset.ts';
import { BENEFIT_LABELS, OFFER_KIND_LABELS, TECHNOLOGY_LABELS } from '../eligibility/vocabulary.ts';
import { centsOf, dateOf, listOf, type Read, wholeNumberOf, wordOf, yesNoOf } from './french-values.rules.ts';
import { checkOffer, type OfferContent } from './offer-content.rules.ts';
import { columnValues } from './offer-columns.rules.ts';

type Field = keyof OfferContent;
type Reader = (text: string) => Read<unknown>;

const asText: Reader = (text) => ({ ok: true, value: text === '' ? null : text });
const asList: Reader = (text) => ({ ok: true, value: listOf(text) });
const optional =
  (read: Reader): Reader =>
  (text) =>
    text === '' ? { ok: true, value: null } : read(text);
const yesNo: Reader = (text) => (text === '' ? { ok: true, value: false } : yesNoOf(text));

function words(labels: Readonly<Record<string, string>>): Reader {
  return (text) => {
    const read = listOf(text).map((element) => wordOf(element, labels));
    return read.find((one) => !one.ok) ?? { ok: true, value: read.map((one) => (one.ok ? one.value : null)) };
  };
}

/** The file's columns: subgraphs/operators/social-offer/README.md. */
const COLUMNS: Readonly<Record<Field, readonly [column: string, read: Reader]>> = {
  name: ['nom', asText],
  description: ['description', asText],
  kind: ['type', (text) => wordOf(text, OFFER_KIND_LABELS)],
  technologiesNeeded: ['technologies', words(TECHNOLOGY_LABELS)],
  monthlyPriceCents: ['prix_mensuel', optional(centsOf)],
  oneOffPriceCents: ['frais_uniques', optional(centsOf)],
  downloadMbps: ['debit_descendant_mbits', optional(wholeNumberOf)],
  uploadMbps: ['debit_montant_mbits', optional(wholeNumberOf)],
  benefits: ['prestations', words(BENEFIT_LABELS)],
  quotientFamilialMaxEuros: ['quotient_familial_maximum', optional(wholeNumberOf)],
  oneMeansCriterionIsEnough: ['un_critere_de_ressources_suffit', yesNo],
  ageMin: ['age_minimum', optional(wholeNumberOf)],
  ageMax: ['age_maximum', optional(wholeNumberOf)],
  referralNeeded: ['orientation_requise', yesNo],
  copperClosingOnly: ['cuivre_en_fermeture', yesNo],
  communeCodes: ['communes', asList],
  epciSirens: ['epci', asList],
  documentsNeeded: ['documents', asList],
  subscriptionText: ['comment_souscrire', asText],
  subscriptionUrl: ['url_souscription', asText],
  subscriptionPhone: ['telephone_souscription', asText],
  source: ['source', asText],
  sourceUrl: ['url_source', asText],
  verifiedOn: ['verifie_le', dateOf],
  validUntil: ['valable_jusqu_au', optional(dateOf)],
};

/** A stable identifier in lower case: what every other system will keep. */
const IDENTIFIER = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** An organisation of the department: its slug, its SIRET or its RNA. */
const ORGANISATION = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*|W\d{9})$/;

const REQUIRED_COLUMNS = ['identifiant', 'fournisseur', 'nom', 'type', 'prix_mensuel', 'verifie_le'];

/** Whether a header is that of our offers' file. */
export function isOfferFile(columns: ReadonlySet<string>): boolean {
  return REQUIRED_COLUMNS.every((column) => columns.has(column));
}

/** One row of the file as a row of `social_offer_import`, or everything that is wrong with it. */
export function parseOffer(cells: Cells, { source }: RecordContext): Parsed {
  const cell = (column: string) => {
    const value = cells[column];
    return typeof value === 'string' ? value.trim() : '';
  };
  const candidate: Record<string, unknown> = {};
  const faults: Fault[] = [];
  const unread = new Set<string>();
  for (const [field, [column, read]] of Object.entries(COLUMNS)) {
    const result = read(cell(column));
    if (result.ok) candidate[field] = result.value;
    else {
      faults.push({ column, value: cell(column), reason: result.reason });
      unread.add(field);
    }
  }
  const id = cell('identifiant');
  const providerId = cell('fournisseur');
  if (!IDENTIFIER.test(id)) faults.push(badIdentifier('identifiant', id, 'orange-coup-de-pouce'));
  if (!ORGANISATION.test(providerId)) faults.push(badIdentifier('fournisseur', providerId, 'orange'));
  const checked = checkOffer(candidate, null);
  if (!checked.ok) faults.push(...contentFaults(checked.faults, unread));
  if (!checked.ok || faults.length > 0) {
    return { ok: false, faults, about: [{ table: 'social_offer_import', values: { file_source: source, id } }] };
  }
  const values = { file_source: source, id, provider_id: providerId, ...columnValues(checked.content) };
  return { ok: true, rows: [{ table: 'social_offer_import', values }] };
}

function badIdentifier(column: string, value: string, example: string): Fault {
  return {
    column,
    value,
    reason: `n’est pas un identifiant (minuscules, chiffres et tirets, par exemple « ${example} »)`,
  };
}

function contentFaults(
  faults: readonly { field: string; value: string; message: string }[],
  unread: ReadonlySet<string>,
): readonly Fault[] {
  return faults
    .map(({ field, value, message }) => ({ field: field.replace(/\[.*/, ''), value, reason: message }))
    .filter(({ field }) => !unread.has(field))
    .map(({ field, value, reason }) => ({ column: COLUMNS[field as Field][0], value, reason }));
}
