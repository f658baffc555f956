import { statement } from '../../../platform/database/statement.ts';
import type { StreetNumber } from './address-number.rules.ts';

/** A number of the BAN, as it is read. */
export interface AddressRow extends StreetNumber {
  readonly streetId: string;
  readonly streetName: string;
  readonly postcode: string | null;
  readonly communeCode: string;
  readonly communeName: string;
  readonly oldCommuneCode: string | null;
  readonly oldCommuneName: string | null;
  readonly placeName: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly positionType: string | null;
  readonly certified: boolean;
  readonly parcels: string[];
}

const COLUMNS = `
  a.id, a.street_id AS "streetId", a.number, a.suffix, a.street_name AS "streetName", a.postcode,
  a.commune_code AS "communeCode", a.commune_name AS "communeName", a.old_commune_code AS "oldCommuneCode",
  a.old_commune_name AS "oldCommuneName", a.place_name AS "placeName", a.latitude, a.longitude,
  a.position_type AS "positionType", a.certified, coalesce(a.parcels, '{}') AS parcels`;

/** Addresses by their identifiers ($1). */
export const addressesById = statement<AddressRow>(
  'addresses-by-id',
  `SELECT ${COLUMNS} FROM address a WHERE a.id = ANY($1)`,
);

/**
 * The addresses of some streets ($1) that bear a number ($2), each with the number of the publication that was read: one
 * row without address when there is none.
 */
export const numbersOfStreets = statement<(AddressRow | { readonly id: null }) & { readonly publication: string }>(
  'address-numbers',
  `SELECT p.number AS publication, ${COLUMNS}
   FROM publication.state p LEFT JOIN address a ON a.street_id = ANY($1) AND a.number = $2`,
);
