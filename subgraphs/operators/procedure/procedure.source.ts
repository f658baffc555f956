import { z } from 'zod';
import type { Cells, Parsed, RecordContext } from '../../../platform/importer/dataset.ts';
import { parseReference, REFERENCE_COLUMNS } from '../reference/reference.source.ts';

const row = z.object({
  ...REFERENCE_COLUMNS,
  nom: z.string('est obligatoire').min(3, 'est obligatoire'),
  description: z.string().default(''),
  url: z
    .union(
      [z.literal(''), z.url({ protocol: /^https?$/ })],
      'n’est pas une adresse web (attendu : « https://exemple.fr »)',
    )
    .default(''),
  telephone: z.string().default(''),
});

/** Whether a header is that of our procedures' file. */
export function isProcedureFile(columns: ReadonlySet<string>): boolean {
  const isOther = columns.has('code_insee') || columns.has('prix_mensuel');
  return !isOther && ['identifiant', 'operateur', 'nom', 'url', 'verifie_le'].every((name) => columns.has(name));
}

/** One row of the file as a row of `operator_procedure`, or everything that is wrong with it. */
export function parseProcedure(cells: Cells, { source }: RecordContext): Parsed {
  return parseReference(cells, row, (procedure) => ({
    table: 'operator_procedure',
    values: {
      id: procedure.identifiant,
      operator_id: procedure.operateur,
      name: procedure.nom,
      description: procedure.description || null,
      url: procedure.url || null,
      phone: procedure.telephone || null,
      source: procedure.source,
      verified_on: procedure.verifie_le,
      file_source: source,
    },
  }));
}
