import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Person } from '../../../platform/actor.ts';
import { hubError } from '../../../platform/errors.ts';
import { ROLE_LABELS } from '../../../platform/access/labels.ts';
import { ROLES } from '../../../platform/roles.ts';
import { sendPrivatePage } from '../page.ts';
import { accountPage } from './account-page.ts';
import { LOGGED_OUT_PATH, type Desk } from './desk.ts';
import { LoginFault } from './login-fault.ts';
import { leavingPage, loggedOutPage } from './logout-pages.ts';
import { requireOwnPage } from './own-page.ts';
import { personOfToken } from './person-session.ts';
import type { Session } from './sessions.ts';

/** One's own page, what the explorer asks, and logging out. */
export function addSession(app: FastifyInstance, desk: Desk): void {
  app.get('/mon-espace', async (request, reply) => {
    const session = await freshOrOver(desk, request, reply);
    const known = session === undefined ? undefined : { session, person: await personOf(desk, session, request) };
    const trialRoles = isTrialOffered(desk, request) ? ROLES : [];
    return sendPrivatePage(reply, accountPage({ known, settings: desk.settings, trialRoles }));
  });
  app.get('/session', async (request, reply) => {
    const session = await freshOrOver(desk, request, reply);
    const person = session === undefined ? null : await personOf(desk, session, request);
    const trialRoles = isTrialOffered(desk, request) ? ROLES.map((id) => ({ id, label: ROLE_LABELS[id] })) : [];
    return reply.header('cache-control', 'no-store').send({
      roles: person === null ? null : person.roles.map((role) => ROLE_LABELS[role]),
      canLogIn: desk.settings !== undefined,
      trialRoles,
    });
  });
  app.post('/session/jeton', async (request, reply) => {
    requireOwnPage(request.headers, desk.settings?.publicUrl);
    const session = await freshOrOver(desk, request, reply);
    if (session === undefined) throw sessionRequired();
    const { accessToken: token, renewAtSeconds } = session;
    return reply.header('cache-control', 'no-store').send({ token, renewAt: renewAtSeconds * 1000 });
  });
  app.post('/deconnexion', async (request, reply) => {
    requireOwnPage(request.headers, desk.settings?.publicUrl);
    const session = await desk.sessions.read(desk.cookies.sessionOf(request));
    await desk.sessions.end(desk.cookies.sessionOf(request));
    desk.cookies.dropSession(reply);
    // The explorer keeps questions and their variables in the browser: they go with the person.
    void reply.header('clear-site-data', '"storage"');
    const away = session === undefined ? null : await leave(desk, session);
    if (away === null) return reply.header('cache-control', 'no-store').redirect(LOGGED_OUT_PATH, 303);
    return sendPrivatePage(reply.header('refresh', `0; url=${away.url.href}`), leavingPage(away));
  });
  app.get(LOGGED_OUT_PATH, (_request, reply) => sendPrivatePage(reply, loggedOutPage()));
}

function isTrialOffered({ trial }: Desk, { raw }: FastifyRequest): boolean {
  return trial?.isOffered(raw) ?? false;
}

/** The session with a good token; a cookie that opens none any more is taken back. */
async function freshOrOver(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<Session | undefined> {
  const secret = desk.cookies.sessionOf(request);
  if (secret === undefined) return undefined;
  const session = await desk.sessions.fresh(secret);
  if (session === undefined) desk.cookies.dropSession(reply);
  return session;
}

/** Whom the session's token names. One that the hub no longer accepts (its issuer was withdrawn) ends the session. */
async function personOf(desk: Desk, { accessToken }: Session, request: FastifyRequest): Promise<Person> {
  try {
    return await personOfToken(desk.identity, accessToken);
  } catch (error) {
    if (error instanceof LoginFault && error.kind === 'foreign-token') {
      await desk.sessions.end(desk.cookies.sessionOf(request));
    }
    throw error;
  }
}

/** Ends what the provider keeps of the session; `null` when there is nowhere to go. */
async function leave(desk: Desk, { origin }: Session): Promise<{ name: string; url: URL } | null> {
  const provider = origin.kind === 'provider' ? desk.providers.get(origin.providerId) : undefined;
  if (origin.kind !== 'provider' || provider === undefined) return null;
  try {
    if (origin.refreshToken !== null) await provider.revoke(origin.refreshToken);
    const url = await provider.logoutUrl(origin.idToken);
    return url === null ? null : { name: provider.settings.name, url };
  } catch (error) {
    // The hub's own session is over in any case; what the provider keeps ends by its own rules.
    if (!(error instanceof LoginFault)) throw error;
    desk.log.warn({ event: 'provider-not-left', provider: origin.providerId, kind: error.kind, reason: error.reason });
    return null;
  }
}

function sessionRequired(): Error {
  return hubError(
    'SESSION_REQUIRED',
    'Vous n’êtes pas connecté, ou votre session est finie : connectez-vous depuis « Mon espace ».',
    {
      http: { status: 401 },
    },
  );
}
