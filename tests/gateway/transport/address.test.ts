import { describe, expect, it } from '@jest/globals';
import { readGatewayEnv } from '../../../gateway/env.ts';
import { subgraphAddress } from '../../../gateway/transport/address.ts';

describe('the address of a subgraph', () => {
  it.each([
    ['http://127.0.0.1:4002/graphql', { origin: 'http://127.0.0.1:4002', path: '/graphql', socketPath: undefined }],
    ['https://lgn.example/g?v=é', { origin: 'https://lgn.example', path: '/g?v=%C3%A9', socketPath: undefined }],
    ['http://[::1]:4002', { origin: 'http://[::1]:4002', path: '/', socketPath: undefined }],
    ['unix:/run/lgn.sock:/graphql', { origin: 'http://localhost', path: '/graphql', socketPath: '/run/lgn.sock' }],
  ])('%s is accepted', (text, address) => {
    expect(subgraphAddress(text)).toEqual(address);
  });

  it.each([
    '',
    'localhost:4002/graphql',
    'ftp://lgn/graphql',
    'http://',
    'http://name:word@lgn/graphql',
    'unix:run/lgn.sock:/graphql',
    'unix:/run/lgn.sock',
    'unix:/run/lgn.sock://elsewhere/graphql',
    `unix:/${'x'.repeat(104)}:/graphql`,
  ])('%p is refused', (text) => {
    expect(subgraphAddress(text)).toBeNull();
  });

  it('is read from the environment, and refused in French without being told', () => {
    expect(readGatewayEnv({ LGN_URL: 'unix:/run/lgn.sock:/graphql' }).LGN_URL).toBe('unix:/run/lgn.sock:/graphql');
    const refusal = () => readGatewayEnv({ LGN_URL: 'ftp://10.1.2.3/graphql' });
    expect(refusal).toThrow(/LGN_URL \(.*doit être une adresse http:.* ou unix:/);
    expect(refusal).not.toThrow(/10\.1\.2\.3/);
  });

  it('comes with deadlines and circuits that have sound defaults', () => {
    const defaults = { REQUEST_TIMEOUT_MS: 10_000, SUBGRAPH_CIRCUIT_FAILURES: 10, SUBGRAPH_CIRCUIT_OPEN_MS: 2000 };
    expect(readGatewayEnv({})).toMatchObject(defaults);
    expect(() => readGatewayEnv({ SUBGRAPH_CIRCUIT_FAILURES: '0' })).toThrow(/SUBGRAPH_CIRCUIT_FAILURES/);
  });
});
