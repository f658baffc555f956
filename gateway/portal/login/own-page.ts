import type { IncomingHttpHeaders } from 'node:http';
import { hubError } from '../../../platform/errors.ts';

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/** Whether a `Host` is this machine's own name for itself. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && LOOPBACK.test(host);
}

/**
 * Lets on what a page of the hub asks, and nothing else: a cookie goes along with whatever any page asks. Browsers tell
 * where a request comes from; one that tells nothing is refused.
 *
 * @param publicUrl the hub's origin by configuration, if any.
 * @throws ORIGIN_NOT_ALLOWED
 */
export function requireOwnPage(headers: IncomingHttpHeaders, publicUrl: string | undefined): void {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  const saysElsewhere = site !== undefined && site !== 'same-origin';
  // A page that tells nothing of itself (`no-referrer`) sends `null`.
  const named = origin === undefined || origin === 'null' ? undefined : origin;
  const isOwn = named === undefined ? site === 'same-origin' : isOwnOrigin(named, { host, publicUrl });
  if (saysElsewhere || !isOwn) {
    throw hubError(
      'ORIGIN_NOT_ALLOWED',
      'Seules les pages du hub peuvent demander ceci : ouvrez « Mon espace », à l’adresse habituelle du hub.',
      { http: { status: 403 } },
    );
  }
}

function isOwnOrigin(
  origin: string,
  { host, publicUrl }: { host: string | undefined; publicUrl: string | undefined },
): boolean {
  return origin === publicUrl || (isLoopbackHost(host) && origin === `http://${host ?? ''}`);
}
