import { describe, expect, it } from '@jest/globals';
import { actorFrom } from '../../platform/development-token.ts';
import { ROLES, SCOPES } from '../../platform/roles.ts';

const TOKEN = 'un-jeton-de-plus-de-24-caracteres';

describe('a caller', () => {
  it('without a token is anonymous', () => {
    expect(actorFrom({}, TOKEN)).toEqual({ kind: 'anonymous' });
    expect(actorFrom({ authorization: '' }, TOKEN)).toEqual({ kind: 'anonymous' });
  });

  it('with the good token has every role, in no organisation', () => {
    const actor = { kind: 'person', organisationId: null, roles: ROLES, scopes: SCOPES };
    expect(actorFrom({ authorization: `Bearer ${TOKEN}` }, TOKEN)).toMatchObject(actor);
  });

  it('with the good token may act for one organisation', () => {
    expect(actorFrom({ authorization: `bearer ${TOKEN}`, 'hub-organisation': 'orange' }, TOKEN)).toMatchObject({
      kind: 'person',
      organisationId: 'orange',
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
