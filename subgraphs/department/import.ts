import { accompaniments } from './accompaniment/accompaniment.import.ts';
import type { Dataset } from '../../platform/importer/dataset.ts';

/** The datasets that this organisation imports. */
export const datasets: readonly Dataset[] = [accompaniments];
