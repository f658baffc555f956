import type { FastifyInstance } from 'fastify';
import { hubError } from '../../../platform/errors.ts';
import type { Desk } from './desk.ts';
import { requireOwnPage } from './own-page.ts';
import { destinationOf } from './pending-login.ts';
import { trialRole, type Trial } from './trial.ts';

interface Choice {
  readonly role?: unknown;
  readonly retour?: unknown;
}

/** Trying the hub as somebody of a role: on this machine only, while one develops. */
export function addTrial(app: FastifyInstance, desk: Desk, trial: Trial): void {
  app.post<{ Body: Choice | null }>('/session/essai', async (request, reply) => {
    if (!trial.isOffered(request.raw)) throw notHere();
    requireOwnPage(request.headers, desk.settings?.publicUrl);
    const session = await trial.sessionOf(trialRole(request.body?.role));
    await desk.sessions.end(desk.cookies.sessionOf(request));
    desk.cookies.keepSession(reply, await desk.sessions.open(session));
    return reply.header('cache-control', 'no-store').redirect(destinationOf(request.body?.retour), 303);
  });
}

function notHere(): Error {
  return hubError(
    'FORBIDDEN',
    'L’essai par rôle n’est offert que sur la machine où le hub est lancé, sans mandataire.',
    {
      http: { status: 403 },
    },
  );
}
