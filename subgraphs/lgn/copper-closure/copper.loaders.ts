import type DataLoader from 'dataloader';
import { loaderByKey, loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import { statement } from '../../../platform/database/statement.ts';
import { publicationLoader, type PublishedImport } from '../../../platform/importer/provenance.ts';
import type { Context } from '../context.ts';
import { isCommuneCode } from './commune-codes.ts';
import { copperPlan, type CopperPlan } from './copper-closure.rules.ts';
import type { CopperChange } from './copper-history.rules.ts';

export interface CopperRow {
  readonly communeCode: string;
  readonly lot: string | null;
  readonly commercialClosure: string | null;
  readonly technicalClosure: string | null;
  readonly commercialAnnouncedOn: string | null;
  readonly commercialPostponed: boolean | null;
  readonly initialTechnicalClosure: string | null;
  readonly infrastructureOperators: readonly string[];
}

/** A commune's copper: its row if the file has one, what is planned, and where that comes from. */
export interface CopperClosureShape {
  readonly communeCode: string;
  readonly row: CopperRow | null;
  readonly plan: CopperPlan;
  readonly publication: PublishedImport | null;
}

/** The columns of a copper row, days as `YYYY-MM-DD`. */
export const COPPER_COLUMNS = `
  commune_code AS "communeCode", lot,
  to_char(commercial_closure, 'YYYY-MM-DD') AS "commercialClosure",
  to_char(technical_closure, 'YYYY-MM-DD') AS "technicalClosure",
  to_char(commercial_announced_on, 'YYYY-MM-DD') AS "commercialAnnouncedOn",
  commercial_postponed AS "commercialPostponed",
  to_char(initial_technical_closure, 'YYYY-MM-DD') AS "initialTechnicalClosure",
  coalesce(infrastructure_operators, '{}') AS "infrastructureOperators"`;

const closuresByCommune = statement<CopperRow>(
  'copper-closures-by-commune',
  `SELECT ${COPPER_COLUMNS} FROM copper_closure WHERE commune_code = ANY($1)`,
);

const rowLoader: (context: Context) => DataLoader<string, CopperRow | null> = perRequest(({ sql }: Context) =>
  loaderByKey(
    (codes: readonly string[]) => closuresByCommune(sql, [codes]),
    ({ communeCode }) => communeCode,
  ),
);

/** The copper closure of a commune; `null` when the code is not one of Lot-et-Garonne's. Batched. */
export async function copperClosureOf(context: Context, communeCode: string): Promise<CopperClosureShape | null> {
  if (!isCommuneCode(communeCode)) return null;
  const [row, publication] = await Promise.all([
    rowLoader(context).load(communeCode),
    publicationLoader(context).load('copper'),
  ]);
  return copperClosure(communeCode, row, publication);
}

export function copperClosure(
  communeCode: string,
  row: CopperRow | null,
  publication: PublishedImport | null,
): CopperClosureShape {
  return { communeCode, row, publication, plan: copperPlan(row, publication !== null) };
}

interface ChangeRow extends CopperChange {
  readonly communeCode: string;
}

/** What rows were before published imports changed them; a row's own import says since when it stood. */
const CHANGES = `
  SELECT c.key->>'commune_code' AS "communeCode", c.before->>'lot' AS lot,
    c.before->>'commercial_closure' AS "commercialClosure", c.before->>'technical_closure' AS "technicalClosure",
    to_char(w.as_of, 'YYYY-MM-DD') AS "asOf", w.source,
    to_char(j.as_of, 'YYYY-MM-DD') AS "replacedAsOf", j.source AS "replacedBySource"
  FROM import_change c
  JOIN import_journal j ON j.id = c.import_id AND j.status = 'published'
  LEFT JOIN import_journal w ON w.id = (c.before->>'import_id')::int
  WHERE c.table_name = 'copper_closure' AND c.key->>'commune_code' = ANY($1)
  ORDER BY c.id`;

/** The earlier statements about a commune, oldest first. Batched. */
export const copperChangesLoader: (context: Context) => DataLoader<string, readonly CopperChange[]> = perRequest(
  ({ sql }: Context) =>
    loaderOfGroups(
      async (codes: readonly string[]) => (await sql.query<ChangeRow>(CHANGES, [codes])).rows,
      ({ communeCode }) => communeCode,
    ),
);
