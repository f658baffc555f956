import proj4 from 'proj4';

export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

const METRES_PER_DEGREE = 111_320;
const LAMBERT_93 =
  '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs';
const TO_LAMBERT_93 = proj4('WGS84', LAMBERT_93);
const TO_WEB_MERCATOR = proj4('WGS84', 'EPSG:3857');

/** The point that is so many metres east and north of another; good to a metre over a commune. */
export function moved({ longitude, latitude }: Point, east: number, north: number): Point {
  const metresPerDegreeEast = METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
  return {
    longitude: rounded(longitude + east / metresPerDegreeEast, 6),
    latitude: rounded(latitude + north / METRES_PER_DEGREE, 6),
  };
}

/** Metres of the French projection, as the BAN gives them beside longitude and latitude. */
export function lambert93({ longitude, latitude }: Point): readonly [x: number, y: number] {
  const [x, y] = TO_LAMBERT_93.forward<[number, number]>([longitude, latitude]);
  return [rounded(x, 2), rounded(y, 2)];
}

/** Metres of the web projection, as « Ma connexion internet » gives them. */
export function webMercator({ longitude, latitude }: Point): readonly [x: number, y: number] {
  const [x, y] = TO_WEB_MERCATOR.forward<[number, number]>([longitude, latitude]);
  return [rounded(x, 2), rounded(y, 2)];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
