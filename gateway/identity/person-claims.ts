import type { JWTPayload } from 'jose';
import type { Person } from '../../platform/actor.ts';
import { digestOf } from '../../platform/internal-token/proof.ts';
import { ROLES, scopesOfRoles, type Role } from '../../platform/roles.ts';
import type { IssuerSettings } from './issuers.ts';

/** The person that a verified token names, by what its issuer's configuration says of the claims. */
export function personOf(payload: JWTPayload, settings: IssuerSettings): Person {
  const { claims, organisations } = settings;
  const organisationSiret = siretOf(claimAt(payload, claims.siret));
  const organisation = organisationSiret === null ? undefined : organisations[organisationSiret];
  const own = claims.organisationId === undefined ? undefined : claimAt(payload, claims.organisationId);
  const roles = [...rolesOf(claimAt(payload, claims.roles), settings), ...(organisation?.roles ?? [])];
  const granted = ROLES.filter((role) => roles.includes(role) && settings.grantableRoles.includes(role));
  const sirens = [...textsOf(claimAt(payload, claims.epciSirens)), ...(organisation?.epciSirens ?? [])];
  return {
    kind: 'person',
    id: digestOf(`${settings.issuer}\n${payload.sub ?? ''}`),
    organisationSiret,
    organisationId: organisation?.id ?? (typeof own === 'string' && own !== '' ? own : null),
    roles: granted,
    epciSirens: [...new Set(sirens.filter((siren) => /^\d{9}$/.test(siren)))],
    scopes: scopesOfRoles(granted),
  };
}

/** A claim by its whole name (which may hold dots, as an address does), or by its path. */
function claimAt(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  let value: unknown = payload;
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** A list, or words separated by spaces as `scope` has them; anything else says nothing. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((word) => word !== '');
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function rolesOf(value: unknown, { roleNames }: IssuerSettings): readonly Role[] {
  return textsOf(value).flatMap((name) => {
    if (roleNames === undefined) return ROLES.filter((role) => role === name);
    return Object.hasOwn(roleNames, name) ? [roleNames[name] as Role] : [];
  });
}

function siretOf(value: unknown): string | null {
  return typeof value === 'string' && /^\d{14}$/.test(value) ? value : null;
}
