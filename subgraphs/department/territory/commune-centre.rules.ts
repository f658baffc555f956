type Position = readonly number[];
type Ring = readonly Position[];

export type Geometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

interface Weighted {
  readonly area: number;
  readonly x: number;
  readonly y: number;
}

/** Whether a value is a polygon, or several, of closed rings of numbers. */
export function isGeometry(value: unknown): value is Geometry {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('coordinates' in value)) return false;
  if (value.type === 'Polygon') return isPolygon(value.coordinates);
  return value.type === 'MultiPolygon' && Array.isArray(value.coordinates) && value.coordinates.every(isPolygon);
}

function isPolygon(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isRing);
}

function isRing(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 4) return false;
  return value.every((point) => Array.isArray(point) && Number.isFinite(point[0]) && Number.isFinite(point[1]));
}

/**
 * The centre of gravity of a geometry, weighted by area, holes taken out. Degrees are treated as a plane: over a
 * commune the error is under a metre. Five decimals.
 */
export function centreOf(geometry: Geometry): { latitude: number; longitude: number } {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flatMap((polygon) =>
    polygon.map((ring, index) => {
      const { area, x, y } = ringCentre(ring);
      return { area: index === 0 ? Math.abs(area) : -Math.abs(area), x, y };
    }),
  );
  const total = rings.reduce((sum, { area }) => sum + area, 0);
  const mean = (pick: (ring: Weighted) => number) =>
    rings.reduce((sum, ring) => sum + pick(ring) * ring.area, 0) / total;
  const rounded = (value: number) => Math.round(value * 1e5) / 1e5;
  return { latitude: rounded(mean(({ y }) => y)), longitude: rounded(mean(({ x }) => x)) };
}

/** Signed area and centroid of a ring (shoelace formula), from its first point, to keep the digits. */
function ringCentre(ring: Ring): Weighted {
  const [originX = 0, originY = 0] = ring[0] ?? [];
  let area = 0;
  let sumX = 0;
  let sumY = 0;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [ax = 0, ay = 0] = ring[index] ?? [];
    const [bx = 0, by = 0] = ring[index + 1] ?? [];
    const cross = (ax - originX) * (by - originY) - (bx - originX) * (ay - originY);
    area += cross / 2;
    sumX += (ax + bx - 2 * originX) * cross;
    sumY += (ay + by - 2 * originY) * cross;
  }
  if (area === 0) return { area: 0, x: originX, y: originY };
  return { area, x: originX + sumX / (6 * area), y: originY + sumY / (6 * area) };
}
