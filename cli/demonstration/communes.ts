import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { z } from 'zod';

/** A real commune of Lot-et-Garonne: what is not fictitious in the demonstration. */
export interface DemonstrationCommune {
  readonly code: string;
  readonly name: string;
  readonly postcode: string;
  readonly population: number;
  readonly longitude: number;
  readonly latitude: number;
}

const CENTRES = new URL('../../subgraphs/department/data/commune-centres.csv', import.meta.url);
const COMMUNES = '@etalab/decoupage-administratif/data/communes.json';

const commune = z.looseObject({
  code: z.string(),
  nom: z.string(),
  type: z.literal('commune-actuelle'),
  departement: z.literal('47'),
  codesPostaux: z.array(z.string()).min(1),
  population: z.number(),
});

/** The 319 communes, the most populous first. */
export async function readCommunes(): Promise<readonly DemonstrationCommune[]> {
  const centres = await readCentres();
  const path = createRequire(import.meta.url).resolve(COMMUNES);
  const records = JSON.parse(await readFile(path, 'utf8')) as readonly { departement?: string; type?: string }[];
  return records
    .filter(({ departement, type }) => departement === '47' && type === 'commune-actuelle')
    .map((record) => {
      const { code, nom, codesPostaux, population } = commune.parse(record);
      const centre = centres.get(code);
      if (centre === undefined) throw new Error(`Commune ${code} has no centre in ${CENTRES.pathname}`);
      return { code, name: nom, postcode: codesPostaux[0] ?? '', population, ...centre };
    })
    .sort((a, b) => b.population - a.population || (a.code < b.code ? -1 : 1));
}

async function readCentres(): Promise<ReadonlyMap<string, { longitude: number; latitude: number }>> {
  const [, ...lines] = (await readFile(CENTRES, 'utf8')).trim().split(/\r?\n/);
  return new Map(
    lines.map((line) => {
      const [code = '', longitude, latitude] = line.split(';');
      return [code, { longitude: Number(longitude), latitude: Number(latitude) }];
    }),
  );
}

/** The commune of a code that is known to be one of the 319. */
export function communeOf(communes: readonly DemonstrationCommune[], code: string): DemonstrationCommune {
  const found = communes.find((commune) => commune.code === code);
  if (found === undefined) throw new Error(`No commune ${code} in Lot-et-Garonne`);
  return found;
}
