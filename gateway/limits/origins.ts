import type { IncomingHttpHeaders } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { Actor } from '../../platform/actor.ts';
import { hubError } from '../../platform/errors.ts';

/** From which web pages callers may ask. */
export interface Origins {
  /** Of one caller. */
  readonly originsOf: (actor: Actor) => readonly string[];
  /** Of any caller: a browser asks before it says who calls. */
  readonly isKnown: (origin: string) => boolean;
}

/** Origins by configuration alone, the same for every caller; `*` is any. */
export function configuredOrigins(origins: readonly string[]): Origins {
  return { originsOf: () => origins, isKnown: (origin) => includes(origins, origin) };
}

export type OriginVerdict =
  | { readonly kind: 'allowed'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly error: GraphQLError };

const NO_HEADERS = {};
const EXPOSED =
  'x-request-id, retry-after, ratelimit, ratelimit-policy, ratelimit-limit, ratelimit-remaining, ratelimit-reset';

/** Whether a page may ask for this caller. The hub's own pages may, and so may what is no page: it names no origin. */
export function originVerdict(headers: IncomingHttpHeaders, actor: Actor, origins: Origins): OriginVerdict {
  const { origin, host } = headers;
  if (origin === undefined || isOwn(origin, host)) return { kind: 'allowed', headers: NO_HEADERS };
  if (!includes(origins.originsOf(actor), origin)) return { kind: 'refused', error: unknownOrigin(origin) };
  return { kind: 'allowed', headers: readableBy(origin) };
}

/** What lets a page that may ask for some caller read that it named none: a browser would hide the refusal from it. */
export function unidentifiedHeaders(
  { origin }: IncomingHttpHeaders,
  origins: Origins,
): Readonly<Record<string, string>> {
  return origin !== undefined && origins.isKnown(origin) ? readableBy(origin) : NO_HEADERS;
}

function readableBy(origin: string): Readonly<Record<string, string>> {
  return { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED, vary: 'origin' };
}

/** The answer to a browser that asks whether a page may ask: its headers, or `null` when it may not. */
export function preflightHeaders(
  headers: IncomingHttpHeaders,
  origins: Origins,
): Readonly<Record<string, string>> | null {
  const { origin } = headers;
  if (origin === undefined || !origins.isKnown(origin)) return null;
  const asked = headers['access-control-request-headers'];
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': asked !== undefined && HEADER_NAMES.test(asked) ? asked : 'content-type',
    'access-control-max-age': '7200',
    vary: 'origin, access-control-request-headers',
  };
}

const HEADER_NAMES = /^[A-Za-z0-9-]+(, ?[A-Za-z0-9-]+){0,20}$/;

function includes(origins: readonly string[], origin: string): boolean {
  return origins.includes(origin) || origins.includes('*');
}

/** The scheme is not compared: behind a reverse proxy the gateway does not know its own. */
function isOwn(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `https://${host}` || origin === `http://${host}`);
}

export function unknownOrigin(origin: string): GraphQLError {
  const page = ORIGIN.test(origin) ? `La page web (« ${origin} »)` : 'La page web qui fait la demande';
  return hubError(
    'ORIGIN_NOT_ALLOWED',
    `${page} n’est pas de celles d’où l’on peut interroger le hub ainsi ; demandez à qui l’exploite d’ajouter son origine, écrite comme « https://exemple.fr ».`,
    { http: { status: 403 } },
  );
}

/** What a browser calls an origin; anything else is not repeated. */
const ORIGIN = /^https?:\/\/[\w.:[\]-]{1,100}$/;
