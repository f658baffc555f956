import { hubError } from '../../../platform/errors.ts';
import type { Context } from '../context.ts';
import type { Prisma } from '../generated/client/client.ts';
import { databaseDay, isDiagnosticId } from './diagnostic.changes.ts';

/** Marks a follow-up of this diagnostic as done today. @throws INVALID_INPUT when there is none to do by this id. */
export async function completed(
  transaction: Prisma.TransactionClient,
  { id, followUpId }: { readonly id: string; readonly followUpId: string },
  { today }: Context,
): Promise<Record<string, never>> {
  const { count } = isDiagnosticId(followUpId)
    ? await transaction.connectionDiagnosticFollowUp.updateMany({
        where: { id: followUpId, diagnosticId: id, doneOn: null },
        data: { doneOn: databaseDay(today) },
      })
    : { count: 0 };
  if (count === 1) return {};
  throw hubError('INVALID_INPUT', 'followUpId n’est aucune des suites à donner de ce diagnostic, ou elle est faite.');
}
