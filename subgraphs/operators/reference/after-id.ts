import { hubError } from '../../../platform/errors.ts';

/** The rows after a cursor in the order of their identifiers. */
export function afterId(after: readonly unknown[] | null): { id?: { gt: string } } {
  if (after === null) return {};
  const [id] = after;
  if (typeof id === 'string' && after.length === 1) return { id: { gt: id } };
  throw hubError(
    'INVALID_INPUT',
    'after n’est pas un curseur de cette liste : reprenez pageInfo.endCursor de sa page précédente.',
  );
}
