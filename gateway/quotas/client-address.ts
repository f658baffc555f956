import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP, isIPv6 } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';
import { LRUCache } from 'lru-cache';

/** Whom a request comes from, for counting only: a digest of the address, which nothing else keeps. */
export type ClientAddress = (request: AddressedRequest) => string;

export interface AddressedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

const MAX_REMEMBERED = 20_000;

/**
 * @param trustedProxies addresses and networks of the reverse proxies whose `X-Forwarded-For` is believed.
 * @param secret what several gateways have in common, so that they count together; one of this process when not given.
 */
export function clientAddress(trustedProxies: readonly string[], secret: string | undefined): ClientAddress {
  const isTrusted = proxyAddr.compile([...trustedProxies]);
  const key = secret ?? randomBytes(32);
  const digests = new LRUCache<string, string>({ max: MAX_REMEMBERED });
  return (request) => {
    const address = farthestBelieved(request, isTrusted);
    const known = digests.get(address);
    if (known !== undefined) return known;
    const digest = createHmac('sha256', key).update(countedAddress(address)).digest('base64url').slice(0, 22);
    digests.set(address, digest);
    return digest;
  };
}

/** The first address, from the connection outwards, that is not of a trusted proxy: each tells only who came to it. */
function farthestBelieved(
  { headers, socket }: AddressedRequest,
  isTrusted: (address: string, at: number) => boolean,
): string {
  const own = socket.remoteAddress ?? '';
  const forwarded = headers['x-forwarded-for'];
  if (forwarded === undefined || !isTrusted(own, 0)) return own;
  const told = String(forwarded).split(',').map(addressAlone).reverse();
  // What is beyond something that is no address may have been made up by the client.
  const end = told.findIndex((address) => isIP(address) === 0);
  const hops = [own, ...told.slice(0, end === -1 ? told.length : end)];
  return hops.find((address, at) => !isTrusted(address, at)) ?? hops.at(-1) ?? own;
}

/** Some proxies tell the port too: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
function addressAlone(hop: string): string {
  const address = hop.trim();
  return /^(?:\[(.+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d+)?$/.exec(address)?.slice(1).find(Boolean) ?? address;
}

/** One subscriber of IPv6 has a whole network of 64 bits: it counts as one address. */
export function countedAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array.from({ length: missing }, () => '0'), ...last];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
