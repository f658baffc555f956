import type { Dataset } from '../../platform/importer/dataset.ts';
import { desksDataset } from './operator/operator-desk.import.ts';
import { proceduresDataset } from './procedure/procedure.import.ts';
import { offersDataset } from './social-offer/social-offer.import.ts';

/** The datasets that this organisation imports. */
export const datasets: readonly Dataset[] = [offersDataset, desksDataset, proceduresDataset];
