import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendPrivatePage } from '../page.ts';
import { choicePage } from './choice-page.ts';
import { RETURN_PATH, type Desk } from './desk.ts';
import { LoginFault } from './login-fault.ts';
import type { LoginSettings } from './login-settings.ts';
import {
  beginLogin,
  destinationOf,
  isStateOf,
  pendingOf,
  type Destination,
  type PendingLogin,
} from './pending-login.ts';
import { sessionOfTokens } from './person-session.ts';
import type { Provider } from './providers.ts';

type Beginning = FastifyRequest<{ Querystring: { fournisseur?: unknown; retour?: unknown } }>;

/** Logging in: `/connexion` sends to the provider, which sends back to `/connexion/retour`. */
export function addLogin(app: FastifyInstance, desk: Desk, settings: LoginSettings): void {
  app.get('/connexion', async (request: Beginning, reply) => {
    const { fournisseur, retour } = request.query;
    const destination = destinationOf(retour);
    const [only, ...others] = desk.providers.values();
    const provider = others.length === 0 ? only : desk.providers.get(String(fournisseur));
    if (provider === undefined) return sendPrivatePage(reply, choicePage(settings.providers, destination));
    return toProvider(reply, { desk, provider, destination });
  });
  app.get(RETURN_PATH, async (request, reply) => {
    const answer = new URL(request.url, settings.publicUrl);
    const pending = pendingOf(desk.cookies.pendingOf(request));
    // A login answers once, whatever comes of it.
    desk.cookies.dropPending(reply);
    const provider = desk.providers.get(pending?.providerId ?? '');
    if (pending === undefined || provider === undefined) throw new LoginFault('not-started', 'no-pending-login');
    if (!isStateOf(pending, answer.searchParams.get('state'))) throw new LoginFault('mismatch', 'state');
    const secret = await secretOfNewSession(desk, { answer, pending, provider });
    // Whoever was logged in before in this browser is not any more.
    await desk.sessions.end(desk.cookies.sessionOf(request));
    desk.cookies.keepSession(reply, secret);
    desk.log.info({ event: 'logged-in', id: request.id, provider: pending.providerId });
    return reply.header('cache-control', 'no-store').redirect(pending.destination, 303);
  });
}

async function toProvider(
  reply: FastifyReply,
  { desk, provider, destination }: { desk: Desk; provider: Provider; destination: Destination },
): Promise<FastifyReply> {
  const { pending, cookie } = beginLogin({ providerId: provider.settings.id, destination });
  const url = await provider.loginUrl(pending);
  desk.cookies.keepPending(reply, cookie);
  return reply.header('cache-control', 'no-store').redirect(url.href, 303);
}

async function secretOfNewSession(
  { settings, sessions, identity }: Desk,
  { answer, pending, provider }: { answer: URL; pending: PendingLogin; provider: Provider },
): Promise<string> {
  const tokens = await provider.exchange(answer, pending);
  const endsAtSeconds = Date.now() / 1000 + (settings?.sessionHours ?? 0) * 3600;
  return sessions.open(await sessionOfTokens(identity, tokens, { providerId: pending.providerId, endsAtSeconds }));
}
