import { z } from 'zod';
import type { Cells, Parsed, RecordContext } from '../../../platform/importer/dataset.ts';
import { parseReference, REFERENCE_COLUMNS } from '../reference/reference.source.ts';

const row = z.object({
  ...REFERENCE_COLUMNS,
  nom: z.string('est obligatoire').min(2, 'est obligatoire'),
  code_insee: z
    .string('est obligatoire')
    .regex(/^(?:\d{5}|2[AB]\d{3})$/, 'n’est pas un code INSEE de commune (attendu : « 47001 »)'),
  adresse: z.string('est obligatoire').min(5, 'est obligatoire'),
  horaires: z.string().default(''),
  telephone: z.string().default(''),
});

/** Whether a header is that of our desks' file. */
export function isDeskFile(columns: ReadonlySet<string>): boolean {
  return ['identifiant', 'operateur', 'nom', 'code_insee', 'adresse', 'verifie_le'].every((name) => columns.has(name));
}

/** One row of the file as a row of `operator_desk`, or everything that is wrong with it. */
export function parseDesk(cells: Cells, { source }: RecordContext): Parsed {
  return parseReference(cells, row, (desk) => ({
    table: 'operator_desk',
    values: {
      id: desk.identifiant,
      operator_id: desk.operateur,
      label: desk.nom,
      commune_code: desk.code_insee,
      address: desk.adresse,
      hours: desk.horaires || null,
      phone: desk.telephone || null,
      source: desk.source,
      verified_on: desk.verifie_le,
      file_source: source,
    },
  }));
}
