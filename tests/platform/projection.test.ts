import { expect, it } from '@jest/globals';
import { toWgs84 } from '../../platform/projection.ts';

it.each([
  ['the origin of Lambert-93', 700_000, 6_600_000, 'EPSG:2154', 3, 46.5],
  ['the Eiffel Tower in Lambert-93', 648_237.3, 6_862_271.68, 'EPSG:2154', 2.2945, 48.8584],
  ['Paris in web Mercator', 261_845.71, 6_250_564.35, 'EPSG:3857', 2.3522, 48.8566],
] as const)('%s is where it is', (_place, x, y, projection, longitude, latitude) => {
  const point = toWgs84(x, y, projection);
  expect(point.longitude).toBeCloseTo(longitude, 4);
  expect(point.latitude).toBeCloseTo(latitude, 4);
});
