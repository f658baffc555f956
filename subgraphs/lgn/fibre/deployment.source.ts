import type { Cells, Parsed, RecordContext } from '../../../platform/importer/dataset.ts';
import { toWgs84, type Projection, type Wgs84Point } from '../../../platform/projection.ts';
import { streetWords } from '../address/address-text.rules.ts';
import { CellReader, COMMUNE_CODE, isInFrance } from '../address/cells.rules.ts';
import { fibreStatusOfState } from './fibre.rules.ts';

/** Columns of ARCEP « Déploiements FttH », old and new: older files have `geom_mod` and lack `pm_date_mad`. */
export const ARCEP_COLUMNS = ['x', 'y', 'imb_id', 'code_insee', 'imb_etat', 'pm_ref', 'code_l331'];

/** Columns of an operator's IPE file (Interop'Fibre). */
export const IPE_COLUMNS = ['IdentifiantImmeuble', 'CodeInseeImmeuble', 'EtatImmeuble', 'ReferencePM'];

/** One building of ARCEP « Déploiements FttH »; x and y are WGS84 there. */
export function parseArcepDeployment(cells: Cells, { source }: RecordContext): Parsed {
  const row = new CellReader(cells);
  const building = {
    source,
    building_id: row.required('imb_id'),
    ...stateOf(row, 'imb_etat'),
    state_date: null,
    pm_reference: row.optional('pm_ref'),
    pm_state: row.optional('pm_etat'),
    pm_date: row.day('pm_date_mad'),
    operator_code: row.optional('code_l331'),
    building_type: buildingType(row.optional('type_imb')),
    dwellings: null,
    commune_code: row.matching('code_insee', COMMUNE_CODE, '47031'),
    ...streetOf(row, { number: 'num_voie', suffix: 'cp_no_voie', kind: 'type_voie', name: 'nom_voie' }),
  };
  return deployment(row, building, pointOf(row, { x: 'x', y: 'y', projection: null }));
}

/** One building of an operator's IPE file, in the projection that the row names. */
export function parseIpeDeployment(cells: Cells, { source }: RecordContext): Parsed {
  const row = new CellReader(cells);
  const building = {
    source,
    building_id: row.required('IdentifiantImmeuble'),
    ...stateOf(row, 'EtatImmeuble'),
    state_date: row.day('DateCablageAdresse'),
    pm_reference: row.optional('ReferencePM'),
    pm_state: row.optional('EtatPM'),
    pm_date: null,
    operator_code: null,
    building_type: buildingType(row.optional('TypeImmeuble')),
    dwellings: row.count('NombreLogementsAdresseIPE'),
    commune_code: row.matching('CodeInseeImmeuble', COMMUNE_CODE, '47031'),
    ...streetOf(row, {
      number: 'NumeroVoieImmeuble',
      suffix: 'ComplementNumeroVoieImmeuble',
      kind: 'TypeVoieImmeuble',
      name: 'NomVoieImmeuble',
    }),
  };
  const columns = { x: 'CoordonneeImmeubleX', y: 'CoordonneeImmeubleY' };
  return deployment(row, building, pointOf(row, { ...columns, projection: ipeProjection(row) }));
}

function deployment(row: CellReader, building: Readonly<Record<string, unknown>>, point: Wgs84Point | null): Parsed {
  if (row.faults.length > 0) {
    return { ok: false, faults: row.faults, about: [{ table: 'fibre_deployment', values: building }] };
  }
  const values = { ...building, latitude: point?.latitude, longitude: point?.longitude };
  return { ok: true, rows: [{ table: 'fibre_deployment', values }] };
}

/** A state that nobody documents is kept as it is, with an unknown status: the import's remarks name it. */
function stateOf(row: CellReader, column: string): { producer_code: string | null; status: string } {
  const state = row.optional(column);
  return { producer_code: state, status: fibreStatusOfState(state) };
}

/** A number that is not one (« 12-14 », « SN ») is no fault: the building only stays without deduced address. */
function streetOf(row: CellReader, columns: { number: string; suffix: string; kind: string; name: string }) {
  const name = `${row.optional(columns.kind) ?? ''} ${row.optional(columns.name) ?? ''}`;
  const [, number, attached] = /^0*(\d{1,5})\s*([a-z]*)$/i.exec(row.optional(columns.number) ?? '') ?? [];
  const suffix = row.optional(columns.suffix) ?? (attached === '' ? null : (attached ?? null));
  return {
    number: number === undefined ? null : Number(number),
    suffix: suffix?.toLowerCase() ?? null,
    street_words: streetWords(name).join(' ') || null,
  };
}

function buildingType(type: string | null): string | null {
  if (type === null) return null;
  const letter = type.toUpperCase();
  if (letter.startsWith('P')) return 'PA';
  return letter.startsWith('I') ? 'IM' : null;
}

function ipeProjection(row: CellReader): Projection | null {
  const name = row.optional('TypeProjectionGeographique')?.toUpperCase() ?? '';
  if (name.includes('WGS') || name.includes('4326')) return null;
  if (name.includes('3857')) return 'EPSG:3857';
  if (/LAMBERT|RGF|2154|L93/.test(name)) return 'EPSG:2154';
  row.fault('TypeProjectionGeographique', 'projection inconnue ; attendu : WGS84 ou Lambert-93');
  return null;
}

function pointOf(row: CellReader, from: { x: string; y: string; projection: Projection | null }): Wgs84Point | null {
  const [x, y] = [row.decimal(from.x), row.decimal(from.y)];
  if (x === null || y === null) {
    if (row.optional(from.x) === null || row.optional(from.y) === null) row.fault(from.x, 'position absente');
    return null;
  }
  const point = from.projection === null ? { longitude: x, latitude: y } : toWgs84(x, y, from.projection);
  if (!isInFrance(point)) row.fault(from.x, 'position hors de France ; une bonne valeur : x 0.6163, y 44.2033 (WGS84)');
  return point;
}
