/** A rectangle that holds the circle of `radiusMetres` around a point. */
export interface Rectangle {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

const METRES_PER_DEGREE = 111_320;
const EARTH_RADIUS_METRES = 6_371_008.8;

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export function rectangleAround({ latitude, longitude }: Point, radiusMetres: number): Rectangle {
  const high = radiusMetres / METRES_PER_DEGREE;
  const wide = high / Math.max(Math.cos(radians(latitude)), 0.01);
  return { south: latitude - high, north: latitude + high, west: longitude - wide, east: longitude + wide };
}

/** Great-circle distance in metres. */
export function distanceMetres(a: Point, b: Point): number {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
