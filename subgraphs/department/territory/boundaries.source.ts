import type { Cells, Parsed } from '../../../platform/importer/dataset.ts';
import { centreOf, isGeometry } from './commune-centre.rules.ts';

const INSEE_CODE = /^([013-9]\d|2[AB1-9])\d{3}$/;

/** One GeoJSON feature: properties `code` (INSEE) and `nom`, a polygon or several in WGS84 (RFC 7946). */
export function parseBoundary({ properties, geometry }: Cells): Parsed {
  const { code, nom } = (properties ?? {}) as Readonly<Record<string, unknown>>;
  const fault = (column: string, value: unknown, reason: string): Parsed => ({
    ok: false,
    faults: [{ column, value: JSON.stringify(value ?? null).slice(0, 80), reason }],
  });
  if (typeof code !== 'string' || !INSEE_CODE.test(code)) {
    return fault('code', code, 'ce n’est pas un code INSEE de commune (attendu : 47001)');
  }
  if (typeof nom !== 'string' || nom === '') return fault('nom', nom, 'le nom de la commune manque');
  if (!isGeometry(geometry)) return fault('geometry', geometry, 'un Polygon ou un MultiPolygon est attendu');
  return {
    ok: true,
    rows: [{ table: 'commune_boundary', values: { code, name: nom, geometry, ...centreOf(geometry) } }],
  };
}
