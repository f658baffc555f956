import { metresBetween } from './distance.rules.ts';
import { nameSimilarity, normalisedAddress } from './place-name.rules.ts';
import type { PlaceRecord } from './place.rows.ts';

/** Two records closer than this, under similar names, are one place; sources geocode the same door up to 120 m apart. */
export const SAME_PLACE_METRES = 120;
export const SAME_NAME_SIMILARITY = 0.7;
/** At one address a less similar name is enough: « France Services » and « Maison France Services - Poste ». */
const SAME_ADDRESS_SIMILARITY = 0.5;
const DOUBTFUL_SIMILARITY = 0.45;
const DOUBTFUL_METRES = 1_000;

export type Located = Pick<
  PlaceRecord,
  | 'source'
  | 'source_id'
  | 'name'
  | 'commune_name'
  | 'commune_code'
  | 'postcode'
  | 'address'
  | 'siret'
  | 'latitude'
  | 'longitude'
>;

export type Verdict =
  | {
      readonly kind: 'SAME' | 'DOUBTFUL';
      readonly reason: string;
      readonly similarity: number;
      readonly metres: number | null;
    }
  | { readonly kind: 'DIFFERENT' };

/**
 * Whether two records describe one place: same identifier; same SIRET at the same address; similar names 120 m apart
 * or less. A SIRET alone is an organisation, not a place. Two rows of one source are two places: at most doubtful.
 */
export function comparePlaces(a: Located, b: Located): Verdict {
  const similarity = nameSimilarity(a.name, b.name, a.commune_name);
  const metres = metresBetween(a, b);
  const verdict = (kind: 'SAME' | 'DOUBTFUL', reason: string): Verdict => ({ kind, reason, similarity, metres });
  const sameSource = a.source === b.source;
  const reason = sameReason(a, b, similarity, metres);
  if (reason !== null) return verdict(sameSource ? 'DOUBTFUL' : 'SAME', reason);
  if (sameSource) return { kind: 'DIFFERENT' };
  if (metres !== null && metres <= SAME_PLACE_METRES && similarity >= DOUBTFUL_SIMILARITY) {
    return verdict('DOUBTFUL', `noms proches à ${metres} m`);
  }
  const near = metres === null ? sameCommune(a, b) : metres <= DOUBTFUL_METRES;
  if (near && similarity === 1) return verdict('DOUBTFUL', 'même nom, autre adresse ou autre position');
  if (near && a.siret !== null && a.siret === b.siret && similarity >= DOUBTFUL_SIMILARITY) {
    return verdict('DOUBTFUL', 'même SIRET, noms proches, autre adresse');
  }
  return { kind: 'DIFFERENT' };
}

function sameReason(a: Located, b: Located, similarity: number, metres: number | null): string | null {
  if (a.source_id === b.source_id && isGloballyUnique(a.source_id)) return 'même identifiant';
  const sameAddress = sameCommune(a, b) && normalisedAddress(a.address) === normalisedAddress(b.address);
  if (sameAddress && a.siret !== null && a.siret === b.siret) return 'même SIRET, même adresse';
  if (sameAddress && similarity >= SAME_ADDRESS_SIMILARITY) return 'même adresse, noms proches';
  if (metres !== null && metres <= SAME_PLACE_METRES && similarity >= SAME_NAME_SIMILARITY) {
    return `noms semblables à ${metres} m`;
  }
  return null;
}

/** A number such as `268` is only local to its source; a UUID or a MongoDB identifier is nobody else's. */
function isGloballyUnique(id: string): boolean {
  return /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i.test(id) || /\b[0-9a-f]{24}\b/i.test(id);
}

function sameCommune(a: Located, b: Located): boolean {
  if (a.commune_code !== null && b.commune_code !== null) return a.commune_code === b.commune_code;
  return a.postcode === b.postcode;
}
