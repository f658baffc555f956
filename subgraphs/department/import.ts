import { accompaniments } from './accompaniment/accompaniment.import.ts';
import { organisations } from './organisation/organisation.import.ts';
import { places } from './place/place.import.ts';
import { boundaries } from './territory/boundaries.import.ts';
import { fragility } from './territory/fragility.import.ts';
import type { Dataset } from '../../platform/importer/dataset.ts';

/** The datasets that this organisation imports. */
export const datasets: readonly Dataset[] = [boundaries, fragility, organisations, places, accompaniments];
