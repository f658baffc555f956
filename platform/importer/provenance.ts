import type { Pool } from 'pg';
import type DataLoader from 'dataloader';
import { loaderByKey, perRequest } from '../batch.ts';
import { statement } from '../database/statement.ts';

/** What the journal says of a dataset's last published import. */
export interface PublishedImport {
  readonly dataset: string;
  readonly source: string;
  readonly asOf: string;
  readonly importedAt: Date;
}

const lastPublished = statement<PublishedImport>(
  'last-published-imports',
  `
  SELECT DISTINCT ON (dataset) dataset, source, to_char(as_of, 'YYYY-MM-DD') AS "asOf", finished_at AS "importedAt"
  FROM import_journal
  WHERE dataset = ANY($1) AND status = 'published'
  ORDER BY dataset, id DESC`,
);

/** The provenance of a dataset by its name; `null` when nothing was ever published. */
export const publicationLoader: (context: { readonly sql: Pool }) => DataLoader<string, PublishedImport | null> =
  perRequest(({ sql }: { readonly sql: Pool }) =>
    loaderByKey(
      (datasets: readonly string[]) => lastPublished(sql, [datasets]),
      (row) => row.dataset,
    ),
  );
