import proj4 from 'proj4';

/** Longitude and latitude, WGS84 decimal degrees. */
export interface Wgs84Point {
  readonly longitude: number;
  readonly latitude: number;
}

/** Projections in which French open data comes: web Mercator and Lambert-93. */
export type Projection = 'EPSG:3857' | 'EPSG:2154';

const LAMBERT_93 =
  '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs';

const CONVERTERS: Readonly<Record<Projection, proj4.Converter>> = {
  'EPSG:3857': proj4('EPSG:3857', 'WGS84'),
  'EPSG:2154': proj4(LAMBERT_93, 'WGS84'),
};

/** Converts metres of a projection to WGS84 degrees, rounded to seven decimals (about a centimetre). */
export function toWgs84(x: number, y: number, projection: Projection): Wgs84Point {
  const [longitude, latitude] = CONVERTERS[projection].forward<[number, number]>([x, y]);
  return { longitude: rounded(longitude), latitude: rounded(latitude) };
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
