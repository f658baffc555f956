import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays } from '../../platform/calendar.ts';
import { accompanimentsCsv } from './accompaniments.ts';
import { activitiesJson } from './activities.ts';
import { addressesCsv, demonstrationAddresses } from './addresses.ts';
import { demonstrationBuildings } from './buildings.ts';
import { type DemonstrationCommune, readCommunes } from './communes.ts';
import { copperFiles } from './copper.ts';
import { desksCsv } from './desks.ts';
import { eligibilityCsv } from './eligibility.ts';
import { connectionBuildingsCsv, deploymentCsv } from './fibre.ts';
import { DEMONSTRATION_SOURCE } from './fictitious.ts';
import { fragilityCsv } from './fragility.ts';
import { franceServicesCsv } from './france-services.ts';
import { offersCsv } from './offers.ts';
import { demonstrationPlaces, placesCsv } from './places.ts';
import { proceduresCsv } from './procedures.ts';

/** Files to import together, as one publication of one dataset. */
export interface DemonstrationFile {
  readonly subgraph: 'department' | 'lgn' | 'operators';
  readonly dataset: string;
  readonly files: readonly string[];
  readonly source: string;
  readonly asOf: string;
}

/** What one import reads, by file name. */
interface Publication extends Omit<DemonstrationFile, 'files'> {
  readonly contents: Readonly<Record<string, string>>;
}

/**
 * Writes the demonstration set: the real communes of Lot-et-Garonne, everything else fictitious and said so, in the
 * producers' own formats. The same day gives the same bytes.
 *
 * @returns the files in the order in which they must be imported.
 */
export async function writeDemonstration({
  folder,
  today,
}: {
  folder: string;
  today: string;
}): Promise<readonly DemonstrationFile[]> {
  const communes = await readCommunes();
  const publications = [
    ...departmentPublications(communes, today),
    ...lgnPublications(communes, today),
    ...operatorsPublications(communes, today),
  ];
  await mkdir(folder, { recursive: true });
  return Promise.all(publications.map((publication) => writePublication(folder, publication)));
}

async function writePublication(folder: string, { contents, ...rest }: Publication): Promise<DemonstrationFile> {
  const files = Object.entries(contents).map(([name, text]) => ({ path: join(folder, name), text }));
  await Promise.all(files.map(({ path, text }) => writeFile(path, text)));
  return { ...rest, files: files.map(({ path }) => path) };
}

function departmentPublications(communes: readonly DemonstrationCommune[], today: string): readonly Publication[] {
  const places = demonstrationPlaces(communes, today);
  const by = { subgraph: 'department', source: DEMONSTRATION_SOURCE } as const;
  return [
    {
      ...by,
      dataset: 'fragility',
      asOf: addDays(today, -200),
      contents: { 'indice-rupture.csv': fragilityCsv(communes) },
    },
    {
      ...by,
      dataset: 'places',
      asOf: addDays(today, -3),
      contents: { 'lieux-mediation-numerique.csv': placesCsv(places) },
    },
    {
      ...by,
      dataset: 'places',
      // Two producers tell of some of the same places: the second has its own name, or it would replace the first.
      source: `${DEMONSTRATION_SOURCE}, liste France services`,
      asOf: addDays(today, -60),
      contents: { 'france-services.csv': franceServicesCsv(places) },
    },
    {
      ...by,
      dataset: 'accompaniments',
      asOf: addDays(today, -1),
      contents: {
        'accompagnements.csv': accompanimentsCsv(places, today),
        'coop-activites.json': activitiesJson(places, today),
      },
    },
  ];
}

function lgnPublications(communes: readonly DemonstrationCommune[], today: string): readonly Publication[] {
  const addresses = demonstrationAddresses(communes);
  const buildings = demonstrationBuildings(addresses);
  const copper = copperFiles(communes, today);
  const by = { subgraph: 'lgn', source: DEMONSTRATION_SOURCE } as const;
  return [
    { ...by, dataset: 'addresses', asOf: addDays(today, -7), contents: { 'adresses-47.csv': addressesCsv(addresses) } },
    {
      ...by,
      dataset: 'fibre',
      asOf: addDays(today, -45),
      contents: {
        'deploiements-ftth.csv': deploymentCsv(buildings, today),
        'base_imb_47.csv': connectionBuildingsCsv(buildings),
        'eligibilite_actuel_47.csv': eligibilityCsv(buildings),
      },
    },
    { ...by, dataset: 'copper', asOf: addDays(today, -210), contents: { 'fermeture-cuivre-avant.csv': copper.before } },
    { ...by, dataset: 'copper', asOf: addDays(today, -30), contents: { 'fermeture-cuivre.csv': copper.now } },
  ];
}

function operatorsPublications(communes: readonly DemonstrationCommune[], today: string): readonly Publication[] {
  const by = { subgraph: 'operators', source: DEMONSTRATION_SOURCE, asOf: addDays(today, -10) } as const;
  return [
    { ...by, dataset: 'offers', contents: { 'offres-sociales.csv': offersCsv(today) } },
    { ...by, dataset: 'desks', contents: { 'accueils.csv': desksCsv(communes, today) } },
    { ...by, dataset: 'procedures', contents: { 'demarches.csv': proceduresCsv(today) } },
  ];
}
