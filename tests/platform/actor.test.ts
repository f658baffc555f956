import { describe, expect, it } from '@jest/globals';
import { actorFrom, requireDevelopment } from '../../platform/actor.ts';

const TOKEN = 'un-jeton-de-plus-de-24-caracteres';

describe('a caller', () => {
  it('without a token is anonymous', () => {
    expect(actorFrom({}, TOKEN)).toEqual({ kind: 'anonymous' });
    expect(actorFrom({ authorization: '' }, TOKEN)).toEqual({ kind: 'anonymous' });
  });

  it('with the good token is the developer, of no organisation', () => {
    expect(actorFrom({ authorization: `Bearer ${TOKEN}` }, TOKEN)).toEqual({
      kind: 'development',
      organisationId: null,
      label: 'développement',
    });
  });

  it('with the good token may act for one organisation', () => {
    expect(actorFrom({ authorization: `bearer ${TOKEN}`, 'hub-organisation': 'orange' }, TOKEN)).toEqual({
      kind: 'development',
      organisationId: 'orange',
      label: 'orange',
    });
  });

  it('cannot name an organisation without a token', () => {
    expect(actorFrom({ 'hub-organisation': 'orange' }, TOKEN)).toEqual({ kind: 'anonymous' });
  });

  it.each([
    ['another token', `Bearer ${TOKEN}x`],
    ['the beginning of the token', `Bearer ${TOKEN.slice(0, 10)}`],
    ['no token after the word', 'Bearer '],
    ['another scheme', `Basic ${TOKEN}`],
    ['the token alone', TOKEN],
    ['two tokens', `Bearer ${TOKEN} ${TOKEN}`],
  ])('with %s is refused, not anonymous', (_what, authorization) => {
    expect(() => actorFrom({ authorization }, TOKEN)).toThrow('n’est pas reconnu');
  });

  it('with any token is refused where no token is configured', () => {
    expect(() => actorFrom({ authorization: `Bearer ${TOKEN}` }, undefined)).toThrow('n’est pas reconnu');
    expect(() => actorFrom({ authorization: 'Bearer undefined' }, undefined)).toThrow('n’est pas reconnu');
  });

  it('who is refused never reads the token back', () => {
    expect(() => actorFrom({ authorization: 'Bearer s3cr3t' }, TOKEN)).toThrow(expect.not.stringContaining('s3cr3t'));
  });
});

describe('what is reserved', () => {
  it('is refused to an anonymous caller with UNAUTHENTICATED', () => {
    expect(() => requireDevelopment({ kind: 'anonymous' })).toThrow(
      expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } }),
    );
  });

  it('is given to the developer, who is told back', () => {
    const developer = { kind: 'development', organisationId: 'lgn', label: 'lgn' } as const;
    expect(requireDevelopment(developer)).toBe(developer);
  });
});
