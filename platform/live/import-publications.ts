import type { Pool } from 'pg';
import { mappedEvents } from './mapped-events.ts';
import type { Notifications } from './notifications.ts';

export interface ImportPublicationShape {
  readonly dataset: string;
  readonly number: number;
  readonly source: string;
  readonly asOf: string;
  readonly publishedAt: Date;
  readonly undone: boolean;
}

interface Following {
  readonly sql: Pool;
  readonly notifications?: Notifications;
}

const PUBLISHED = `
  SELECT dataset, id AS number, source, to_char(as_of, 'YYYY-MM-DD') AS "asOf",
         coalesce(undone_at, finished_at) AS "publishedAt", status <> 'published' AS undone
  FROM import_journal WHERE id = $1`;

/** The imports of a database, each as the journal says it once it is published or undone. */
export async function importPublications({
  sql,
  notifications,
}: Following): Promise<AsyncIterableIterator<ImportPublicationShape>> {
  const told = await followed({ notifications }).listen('import_published');
  return mappedEvents(told, async (number) => {
    const { rows } = await sql.query<ImportPublicationShape>(PUBLISHED, [Number(number)]);
    return rows[0];
  });
}

/** What a subscription follows. */
export function followed({ notifications }: { readonly notifications?: Notifications | undefined }): Notifications {
  if (notifications === undefined) throw new Error('A subscription is served by a server that follows its database.');
  return notifications;
}
