import { describe, expect, it } from '@jest/globals';
import { clientAddress, countedAddress } from '../../../gateway/quotas/client-address.ts';

const PROXIES = ['127.0.0.1', '10.0.0.0/8', '2001:db8:1::/48'];

/** Which of these addresses a request is counted for, the others being no less possible. */
function counted(remoteAddress: string | undefined, forwarded?: string, proxies: readonly string[] = PROXIES) {
  const addressOf = clientAddress(proxies, 'secret');
  const direct = (address: string) => addressOf({ headers: {}, socket: { remoteAddress: address } });
  const digest = addressOf({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
  });
  return CANDIDATES.filter((address) => direct(address) === digest);
}

const CANDIDATES = ['203.0.113.7', '198.51.100.9', '127.0.0.1', '10.1.2.3', '2001:db8:9::1'];

describe('the address that a request is counted for', () => {
  it.each([
    ['the connection’s, without a proxy', '203.0.113.7', undefined, ['203.0.113.7']],
    ['the connection’s, whatever a client that is no proxy tells', '203.0.113.7', '198.51.100.9', ['203.0.113.7']],
    ['what a trusted proxy tells', '127.0.0.1', '203.0.113.7', ['203.0.113.7']],
    ['what a trusted proxy of a network tells', '10.1.2.3', '203.0.113.7', ['203.0.113.7']],
    ['what a trusted proxy in IPv6 tells', '2001:db8:1::5', '203.0.113.7', ['203.0.113.7']],
    ['what a trusted proxy mapped into IPv6 tells', '::ffff:127.0.0.1', '203.0.113.7', ['203.0.113.7']],
    ['the last told, not what the client itself had sent', '127.0.0.1', '198.51.100.9, 203.0.113.7', ['203.0.113.7']],
    ['the first that is no proxy, of several proxies', '127.0.0.1', '203.0.113.7,10.1.2.3', ['203.0.113.7']],
    ['the farthest proxy, when there is nothing else', '127.0.0.1', '10.1.2.3', ['10.1.2.3']],
    ['an address of IPv6', '127.0.0.1', '2001:db8:9::1', ['2001:db8:9::1']],
    ['the proxy, when it tells nothing', '127.0.0.1', undefined, ['127.0.0.1']],
    ['the proxy, when it tells an empty list', '127.0.0.1', '', ['127.0.0.1']],
    ['the proxy, when what it tells is no address', '127.0.0.1', 'unknown', ['127.0.0.1']],
    ['the proxy, when a client hides behind no address', '127.0.0.1', '203.0.113.7, unknown', ['127.0.0.1']],
    ['the address alone, of one told with its port', '127.0.0.1', '203.0.113.7:4711', ['203.0.113.7']],
    ['the address alone, of one in IPv6 with its port', '127.0.0.1', '[2001:db8:9::1]:4711', ['2001:db8:9::1']],
  ] as const)('is %s', (_what, remoteAddress, forwarded, expected) => {
    expect(counted(remoteAddress, forwarded)).toEqual(expected);
  });

  it('is the connection’s when no proxy is trusted', () => {
    expect(counted('127.0.0.1', '203.0.113.7', [])).toEqual(['127.0.0.1']);
  });

  it('is none of the others’ when the connection has none any more', () => {
    expect(counted(undefined, '203.0.113.7')).toEqual([]);
  });

  it('is not told by what is counted, and is the same for gateways of one secret only', () => {
    const request = { headers: {}, socket: { remoteAddress: '203.0.113.7' } };
    const digest = clientAddress([], 'secret')(request);
    expect(digest).toMatch(/^[\w-]{22}$/);
    expect(clientAddress([], 'secret')(request)).toBe(digest);
    expect(clientAddress([], 'another')(request)).not.toBe(digest);
    expect(clientAddress([], undefined)(request)).not.toBe(clientAddress([], undefined)(request));
  });
});

describe('the part of an address that counts', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:0001:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['1:2:3::', '1:2:3:0'],
    ['', ''],
  ])('of %j is %j', (address, expected) => {
    expect(countedAddress(address)).toBe(expected);
  });
});
