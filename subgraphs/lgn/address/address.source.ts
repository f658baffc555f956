import type { Cells, Parsed } from '../../../platform/importer/dataset.ts';
import { toWgs84, type Wgs84Point } from '../../../platform/projection.ts';
import { areaWords, streetWords } from './address-text.rules.ts';
import { CellReader, COMMUNE_CODE, isInFrance } from './cells.rules.ts';

/** A BAN number: commune, street (`0200` or `s42lp2`), number on five digits, suffix. */
const BAN_NUMBER = /^([0-9][0-9AB]\d{3}_[0-9a-z]{4,6})_(\d{5})(?:_([0-9a-z]+))*$/i;

/** Columns without which a file is no BAN CSV. */
export const BAN_COLUMNS = [
  'id',
  'numero',
  'rep',
  'nom_voie',
  'code_postal',
  'code_insee',
  'nom_commune',
  'lon',
  'lat',
];

/** One row of the BAN CSV (adresses-47.csv), see https://adresse.data.gouv.fr/outils/formats. */
export function parseBanRow(cells: Cells): Parsed {
  const row = new CellReader(cells);
  const id = row.matching('id', BAN_NUMBER, '47031_0200_00001');
  const streetName = row.required('nom_voie');
  const communeCode = row.matching('code_insee', COMMUNE_CODE, '47031');
  const communeName = row.required('nom_commune');
  const number = row.count('numero');
  if (number === null && row.optional('numero') === null) row.fault('numero', 'valeur obligatoire, absente ici');
  const postcode = row.optional('code_postal');
  if (postcode !== null && !/^\d{5}$/.test(postcode))
    row.fault('code_postal', 'cinq chiffres attendus, par exemple « 47550 »');
  const point = pointOf(row);
  if (row.faults.length > 0) return { ok: false, faults: row.faults, about: [{ table: 'address', values: { id } }] };
  const oldCommuneName = row.optional('nom_ancienne_commune');
  const placeName = row.optional('nom_ld');
  const values = {
    id,
    street_id: BAN_NUMBER.exec(id)?.[1] ?? id,
    number,
    suffix: row.optional('rep')?.toLowerCase() ?? null,
    street_name: streetName,
    postcode,
    commune_code: communeCode,
    commune_name: communeName,
    old_commune_code: row.optional('code_insee_ancienne_commune'),
    old_commune_name: oldCommuneName,
    place_name: placeName,
    latitude: point?.latitude,
    longitude: point?.longitude,
    position_type: row.optional('type_position'),
    certified: row.optional('certification_commune') === '1',
    parcels: row.optional('cad_parcelles')?.split('|') ?? [],
    street_words: remembered(STREETS, streetName, streetWords),
    commune_words: remembered(AREAS, communeName, areaWords),
    place_words: remembered(AREAS, `${oldCommuneName ?? ''} ${placeName ?? ''}`, areaWords),
  };
  return { ok: true, rows: [{ table: 'address', values }] };
}

/** lon/lat are WGS84; x/y are Lambert-93 and serve when those are missing. */
function pointOf(row: CellReader): Wgs84Point | null {
  const [longitude, latitude] = [row.decimal('lon'), row.decimal('lat')];
  if (longitude !== null && latitude !== null) return inFrance(row, 'lat', { longitude, latitude });
  const [x, y] = [row.decimal('x'), row.decimal('y')];
  if (x !== null && y !== null) return inFrance(row, 'x', toWgs84(x, y, 'EPSG:2154'));
  if (row.faults.length === 0)
    row.fault('lat', 'position absente : lon et lat (WGS84), ou x et y (Lambert-93), sont attendus');
  return null;
}

function inFrance(row: CellReader, column: string, point: Wgs84Point): Wgs84Point {
  if (!isInFrance(point)) row.fault(column, 'position hors de France ; une bonne valeur : lon 0.6163, lat 44.2033');
  return point;
}

const MOST_REMEMBERED = 50_000;
const STREETS = new Map<string, string>();
const AREAS = new Map<string, string>();

/** The words of a name, computed once for the many rows that bear it. */
function remembered(known: Map<string, string>, name: string, wordsOf: (name: string) => readonly string[]): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (known.size >= MOST_REMEMBERED) known.clear();
  const words = wordsOf(name).join(' ');
  known.set(name, words);
  return words;
}
