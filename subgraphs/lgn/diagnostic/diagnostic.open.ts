import { isDeepStrictEqual } from 'node:util';
import { hubError } from '../../../platform/errors.ts';
import type { Context } from '../context.ts';
import { Prisma, type ConnectionDiagnostic } from '../generated/client/client.ts';
import { premisesLoader } from '../premises/premises.loaders.ts';
import { adviceFor } from './advice.loaders.ts';
import type { ConnectionNeed } from './advice-settings.rules.ts';
import { writingRole } from './diagnostic.access.ts';
import { journalRead, journalWrite } from './diagnostic.audit.ts';
import { databaseDay } from './diagnostic.changes.ts';
import type { Channel } from './diagnostic.rules.ts';

export interface OpeningRequest {
  readonly requestId: string;
  readonly premisesId: string;
  readonly channel: Channel;
  readonly needs: readonly ConnectionNeed[];
  readonly date: string;
}

const OPERATION = 'Mutation.openDiagnostic';

/** Opens a diagnostic; the same request asked again gives the one that it opened, however often and however fast. */
export async function openDiagnostic(context: Context, asked: OpeningRequest): Promise<ConnectionDiagnostic> {
  const actor = writingRole(context.actor);
  if (asked.requestId.length < 8 || asked.requestId.length > 100) {
    throw hubError('INVALID_INPUT', 'requestId compte de 8 à 100 caractères, par exemple un UUID.');
  }
  const known = await context.prisma.connectionDiagnostic.findUnique({ where: { requestId: asked.requestId } });
  if (known !== null) return sameRequest(context, known, asked);
  const premises = await premisesLoader(context).load(asked.premisesId);
  if (premises === null) {
    // Not quoted: it would say which home.
    const example = 'par exemple "47001_0200_00012"';
    throw hubError('INVALID_INPUT', `premisesId n’est l’identifiant d’aucun local connu, ${example}.`);
  }
  const recommendation = jsonOf(await adviceFor(context, premises, asked.needs));
  const { now } = context;
  const { requestId, premisesId, channel } = asked;
  try {
    return await context.prisma.$transaction(async (transaction) => {
      const written = await transaction.connectionDiagnostic.create({
        data: {
          ...{ requestId, premisesId, channel, recommendation, openedAt: now, updatedAt: now, status: 'OPEN' },
          communeCode: premises.communeCode,
          needs: [...asked.needs],
          diagnosedOn: databaseDay(asked.date),
          events: { create: { version: 1, kind: 'openDiagnostic', actor, at: now, change: jsonOf(asked) } },
        },
      });
      await journalWrite(transaction, context, { operation: OPERATION, written });
      return written;
    });
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
    const other = await context.prisma.connectionDiagnostic.findUniqueOrThrow({ where: { requestId } });
    return sameRequest(context, other, asked);
  }
}

/** A request identifier stands for one request: with other contents it is a mistake of the client's. */
async function sameRequest(
  context: Context,
  opened: ConnectionDiagnostic,
  asked: OpeningRequest,
): Promise<ConnectionDiagnostic> {
  const key = { diagnosticId: opened.id, version: 1 };
  const { change } = await context.prisma.connectionDiagnosticEvent.findUniqueOrThrow({
    where: { diagnosticId_version: key },
  });
  const { premisesId, channel, needs } = change as unknown as OpeningRequest;
  const { premisesId: askedPremises, channel: askedChannel, needs: askedNeeds } = asked;
  if (isDeepStrictEqual([premisesId, channel, needs], [askedPremises, askedChannel, askedNeeds])) {
    await journalRead(context, { operation: OPERATION, purpose: 'ACCOMPANIMENT' }, [opened]);
    return opened;
  }
  throw hubError('CONFLICT', 'Ce requestId a déjà ouvert un autre diagnostic : donnez-en un nouveau à chaque demande.');
}

/** A plain JSON value, as the database keeps it. */
export function jsonOf(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject;
}
