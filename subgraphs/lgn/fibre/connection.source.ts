import type { Cells, Parsed } from '../../../platform/importer/dataset.ts';
import { toWgs84 } from '../../../platform/projection.ts';
import { CellReader, COMMUNE_CODE, isInFrance } from '../address/cells.rules.ts';

/** « Ma connexion internet », ARCEP, quarterly: the columns that tell its three files from others. */
export const BUILDING_COLUMNS = ['imb_id', 'imb_x', 'imb_y', 'imb_code_insee', 'addr_code', 'addr_source'];
export const ELIGIBILITY_COLUMNS = ['imb_id', 'code_operateur', 'code_techno', 'classe_debit_descendant'];
export const CLOSURE_COLUMNS = ['immeuble_id', 'fermeture_technique', 'fermeture_com_zone', 'elig_fo'];

const BAN_ID = /^[0-9][0-9AB]\d{3}_[0-9a-z]{4,6}_\d{5}/i;

/** One building of base_imb; imb_x and imb_y are EPSG:3857, addr_code is a BAN id when addr_source says so. */
export function parseConnectionBuilding(cells: Cells): Parsed {
  const row = new CellReader(cells);
  const addressCode = row.optional('addr_source') === 'ban' ? row.optional('addr_code') : null;
  const [x, y] = [row.decimal('imb_x'), row.decimal('imb_y')];
  const point = x === null || y === null ? null : toWgs84(x, y, 'EPSG:3857');
  if (point === null || !isInFrance(point)) {
    row.fault('imb_x', 'position absente ou hors de France ; attendu en EPSG:3857 : imb_x 68600, imb_y 5496000');
  }
  const values = {
    id: row.required('imb_id'),
    operator_id: row.optional('imb_code'),
    commune_code: row.matching('imb_code_insee', COMMUNE_CODE, '47031'),
    ban_id: addressCode !== null && BAN_ID.test(addressCode) ? addressCode : null,
    building_type: row.optional('imb_type'),
    dwellings: row.count('imb_nbr_logloc'),
    latitude: point?.latitude,
    longitude: point?.longitude,
  };
  return parsed(row, 'connection_building', values);
}

/** What one operator can sell at one building, by one technology. */
export function parseEligibility(cells: Cells): Parsed {
  const row = new CellReader(cells);
  return parsed(row, 'connection_eligibility', {
    connection_id: row.required('imb_id'),
    operator_code: row.required('code_operateur'),
    technology_code: row.matching('code_techno', /^[A-Z0-9]{2,6}$/, 'FO'),
    down_class: row.optional('classe_debit_descendant'),
    up_class: row.optional('classe_debit_montant'),
    limitation: row.optional('limitation'),
    saturation: row.optional('saturation'),
  });
}

/** The fibre mark and the closure dates of a building (fermeture_cuivre/base_imb_fc). */
export function parseConnectionClosure(cells: Cells): Parsed {
  const row = new CellReader(cells);
  return parsed(row, 'connection_closure', {
    connection_id: row.required('immeuble_id'),
    lot: row.optional('num_lot_fz'),
    fibre_eligible: row.optional('elig_fo'),
    technical: row.day('fermeture_technique'),
    commercial_zone: row.day('fermeture_com_zone'),
    commercial_here: row.day('fermeture_com_addr'),
    year: row.count('annee_ft'),
  });
}

function parsed(row: CellReader, table: string, values: Readonly<Record<string, unknown>>): Parsed {
  return row.faults.length > 0 ? { ok: false, faults: row.faults } : { ok: true, rows: [{ table, values }] };
}
