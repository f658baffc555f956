import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { hubError } from '../../../platform/errors.ts';
import { ROLES, type Role } from '../../../platform/roles.ts';
import { signedDevelopmentToken, type DevelopmentPerson } from '../../identity/development-token.ts';
import { isLoopbackHost } from './own-page.ts';
import { timesOf } from './person-session.ts';
import type { Session } from './sessions.ts';

/** Trying the hub as somebody of a role, on a developer's own machine, by the local issuer. */
export interface Trial {
  readonly sessionOf: (role: Role) => Promise<Session>;
  /** Whether a request comes from this machine, and through nothing that others can reach. */
  readonly isOffered: (request: IncomingMessage) => boolean;
}

const TOKEN_SECONDS = 3600;
const SESSION_SECONDS = 12 * 3600;

/** The people of the demonstration set: those roles whose perimeter is an organisation or an EPCI have one of it. */
const PERIMETERS: Readonly<Partial<Record<Role, Omit<DevelopmentPerson, 'roles'>>>> = {
  'epci-staff': { epciSirens: ['200096956'] },
  'operator-agent': { organisation: 'demo-operateur' },
};

/** @param keys the private keys of the local issuer, or their file; `readGatewayEnv` refuses them in production. */
export function openTrial(keys: string): Trial {
  const text = keys.trimStart().startsWith('{') ? keys : readFileSync(keys, 'utf8');
  return {
    sessionOf: async (role) => {
      const accessToken = await signedDevelopmentToken(text, { roles: [role], ...PERIMETERS[role] }, TOKEN_SECONDS);
      const endsAtSeconds = Date.now() / 1000 + SESSION_SECONDS;
      return { ...timesOf(accessToken), accessToken, endsAtSeconds, origin: { kind: 'trial', role } };
    },
    isOffered: ({ socket, headers }) =>
      isLoopbackAddress(socket.remoteAddress) &&
      isLoopbackHost(headers.host) &&
      FORWARDING.every((name) => headers[name] === undefined),
  };
}

/** @throws INVALID_INPUT */
export function trialRole(given: unknown): Role {
  const role = ROLES.find((known) => known === given);
  if (role !== undefined) return role;
  const shown = typeof given === 'string' ? given.slice(0, 40) : '';
  throw hubError('INVALID_INPUT', `« ${shown} » n’est pas un rôle du hub. Exemple : « ${ROLES[0]} ».`, {
    http: { status: 400 },
  });
}

/** What reverse proxies add: behind one, everybody comes from this machine. */
const FORWARDING = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

function isLoopbackAddress(address = ''): boolean {
  return /^(?:::ffff:)?127\./.test(address) || address === '::1';
}
