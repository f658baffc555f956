const EARTH_METRES = 6_378_168;

interface Point {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Metres between two points on the sphere that PostgreSQL's earthdistance uses; `null` when one is unknown. */
export function metresBetween(a: Point, b: Point): number | null {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return null;
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const halfLatitude = Math.sin(radians(b.latitude - a.latitude) / 2);
  const halfLongitude = Math.sin(radians(b.longitude - a.longitude) / 2);
  const cosines = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  const h = halfLatitude ** 2 + cosines * halfLongitude ** 2;
  return Math.round(2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h))));
}
