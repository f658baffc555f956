import type { Pool } from 'pg';
import { perRequest } from '../batch.ts';
import { statement } from '../database/statement.ts';

interface Reading {
  readonly sql: Pool;
}

const stateOfPublication = statement<{ readonly number: string }>(
  'publication-number',
  'SELECT number FROM publication.state',
);

const publicationOfRequest = perRequest(async ({ sql }: Reading) => (await stateOfPublication(sql))[0]?.number ?? '');

/**
 * Keeps in memory what `read` gives, for as long as nothing is published in its database. Each request asks the number
 * of the publication first, once for all that is so kept: what it is given is never older than its own beginning.
 *
 * For public data of bounded size that changes by imports or rarely; `read` must depend on nothing of the caller, and
 * nobody may change what it gives.
 */
export function keptWhilePublished<C extends Reading, T>(read: (context: C) => Promise<T>): (context: C) => Promise<T> {
  const kept = new WeakMap<Pool, { readonly publication: string; readonly value: Promise<T> }>();
  return async (context) => {
    const publication = await publicationOfRequest(context);
    const known = kept.get(context.sql);
    if (known?.publication === publication) return known.value;
    const value = read(context);
    kept.set(context.sql, { publication, value });
    // What could not be read is read again by the next request.
    value.catch(() => {
      if (kept.get(context.sql)?.value === value) kept.delete(context.sql);
    });
    return value;
  };
}
