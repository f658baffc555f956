import { loaderByKey, perRequest } from '../../../platform/batch.ts';
import type { Context } from '../context.ts';
import type { OrganisationKind } from './organisation-kind.rules.ts';

export interface OrganisationRow {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly siret: string | null;
  readonly rna: string | null;
  readonly group_name: string | null;
  readonly source: string;
  readonly as_of: string;
}

/** Selects `OrganisationRow`s; the organisation's alias is `o`. */
export const SELECT_ORGANISATIONS = `
  SELECT o.id, o.name, o.kind, o.siret, o.rna, o.group_name, o.source, to_char(o.as_of, 'YYYY-MM-DD') AS as_of
  FROM organisation o`;

function organisationsBy(column: 'id' | 'siret') {
  return perRequest(({ sql }: Context) =>
    loaderByKey(
      async (keys: readonly string[]) =>
        (await sql.query<OrganisationRow>(`${SELECT_ORGANISATIONS} WHERE o.${column} = ANY($1)`, [keys])).rows,
      (row) => row[column] ?? '',
    ),
  );
}

export const organisationLoader = organisationsBy('id');
export const organisationBySiretLoader = organisationsBy('siret');
