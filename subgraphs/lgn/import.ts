import type { Dataset } from '../../platform/importer/dataset.ts';
import { addresses } from './address/address.import.ts';
import { copper } from './copper-closure/copper.import.ts';
import { fibre } from './fibre/fibre.import.ts';

/** The datasets that this organisation imports. */
export const datasets: readonly Dataset[] = [addresses, fibre, copper];
