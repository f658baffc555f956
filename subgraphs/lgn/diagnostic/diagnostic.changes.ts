import { hubError } from '../../../platform/errors.ts';
import type { Context } from '../context.ts';
import type { ConnectionDiagnostic, Prisma } from '../generated/client/client.ts';
import { writingRole } from './diagnostic.access.ts';
import { journalRead, journalWrite } from './diagnostic.audit.ts';
import { statusOf } from './diagnostic.rules.ts';

/** What a mutation gives: the diagnostic as it is now, or the version that stands in the way. */
export interface DiagnosticOutcome {
  readonly diagnostic: ConnectionDiagnostic | null;
  readonly conflict: { readonly current: ConnectionDiagnostic; readonly message: string } | null;
}

export interface DiagnosticChange {
  readonly id: string;
  readonly expectedVersion: number;
  readonly kind: string;
  /** What was asked, as it is kept in the event log. */
  readonly change: Prisma.InputJsonObject;
}

type Written = Prisma.ConnectionDiagnosticUncheckedUpdateInput;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether a text can be a diagnostic's identifier: the database refuses to compare any other. */
export function isDiagnosticId(id: string): boolean {
  return UUID.test(id);
}

/**
 * Changes a diagnostic, only if nobody did since `expectedVersion`: the version is taken first, which locks the row, so
 * that of two edits at the same instant one is written and the other is given the result.
 */
export async function changeDiagnostic(
  context: Context,
  asked: DiagnosticChange,
  write: (transaction: Prisma.TransactionClient, current: ConnectionDiagnostic) => Promise<Written>,
): Promise<DiagnosticOutcome> {
  const actor = writingRole(context.actor);
  const { id, expectedVersion, kind, change } = asked;
  if (!isDiagnosticId(id)) throw unknownDiagnostic();
  const operation = `Mutation.${kind}`;
  const outcome = await context.prisma.$transaction(async (transaction): Promise<DiagnosticOutcome> => {
    const taken = await transaction.connectionDiagnostic.updateMany({
      where: { id, version: expectedVersion },
      data: { version: { increment: 1 }, updatedAt: context.now },
    });
    const current = await transaction.connectionDiagnostic.findUnique({ where: { id } });
    if (current === null) throw unknownDiagnostic();
    if (taken.count === 0) return { diagnostic: null, conflict: conflictWith(current, expectedVersion) };
    if (current.status === 'CLOSED') throw hubError('INVALID_INPUT', 'Ce diagnostic est clos : ouvrez-en un nouveau.');
    await transaction.connectionDiagnostic.update({ where: { id }, data: await write(transaction, current) });
    const diagnostic = await restate(transaction, id);
    await transaction.connectionDiagnosticEvent.create({
      data: { diagnosticId: id, version: diagnostic.version, kind, actor, at: context.now, change },
    });
    await journalWrite(transaction, context, { operation, written: diagnostic });
    return { diagnostic, conflict: null };
  });
  const { conflict } = outcome;
  if (conflict !== null) await journalRead(context, { operation, purpose: 'ACCOMPANIMENT' }, [conflict.current]);
  return outcome;
}

async function restate(transaction: Prisma.TransactionClient, id: string): Promise<ConnectionDiagnostic> {
  const pendingFollowUps = await transaction.connectionDiagnosticFollowUp.count({
    where: { diagnosticId: id, doneOn: null },
  });
  const { closedAt, visitOn, visitDoneOn } = await transaction.connectionDiagnostic.findUniqueOrThrow({
    where: { id },
  });
  const status = statusOf({ closed: closedAt !== null, visitOn, visitDoneOn, pendingFollowUps });
  return transaction.connectionDiagnostic.update({ where: { id }, data: { status } });
}

function conflictWith(current: ConnectionDiagnostic, expectedVersion: number): DiagnosticOutcome['conflict'] {
  const message = `Ce diagnostic a été modifié depuis votre lecture (vous aviez la version ${expectedVersion}, il en est à la ${current.version}). Rien n’a été écrit : reprenez la version actuelle.`;
  return { current, message };
}

function unknownDiagnostic() {
  return hubError('INVALID_INPUT', 'id n’est l’identifiant d’aucun diagnostic connu : reprenez celui qui a été lu.');
}

/** A calendar day as the database's driver wants it. */
export function databaseDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
