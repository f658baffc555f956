import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { HUB_ERRORS, hubError, isHubError, type HubErrorCode } from '../../platform/errors.ts';
import { logBug, publicError } from '../../platform/faults.ts';
import { keptLogger } from '../support/leaks/kept.ts';

const SECRET = 'postgresql://lgn:s3cr3t@db/lgn 12 rue des Lilas';

function thrownAt(original: Error): GraphQLError {
  return new GraphQLError(original.message, { originalError: original, path: ['premises', 'label'] });
}

describe('an expected fault', () => {
  it.each(Object.keys(HUB_ERRORS) as HubErrorCode[])('%s is told by its code', (code) => {
    const error = hubError(code, 'Une phrase.', { version: 3 });
    expect(error.toJSON()).toEqual({ message: 'Une phrase.', extensions: { code, version: 3 } });
    expect(isHubError(error)).toBe(true);
  });

  it('keeps its own code when its details name another', () => {
    expect(hubError('CONFLICT', 'Une phrase.', { code: 'FORBIDDEN' }).extensions['code']).toBe('CONFLICT');
  });

  it('is not any error that borrows a property of every object', () => {
    expect(isHubError(new GraphQLError('x', { extensions: { code: 'toString' } }))).toBe(false);
  });

  it('thrown by a resolver reaches the caller with its sentence, code and path', () => {
    const shown = publicError(thrownAt(hubError('CONFLICT', 'La donnée a changé.', { currentVersion: 4 })));
    expect(shown.toJSON()).toEqual({
      message: 'La donnée a changé.',
      path: ['premises', 'label'],
      extensions: { code: 'CONFLICT', currentVersion: 4 },
    });
  });
});

describe('a mistake of the query', () => {
  it('reaches the caller as it is', () => {
    const mistake = new GraphQLError('Cannot query field "x" on type "Query".');
    expect(publicError(mistake)).toBe(mistake);
  });
});

describe('a bug', () => {
  const bug = Object.assign(new TypeError(SECRET), { code: '57P01' });

  it('is masked: neither its message nor its stack leaves', () => {
    const shown = JSON.stringify(publicError(thrownAt(bug)));
    expect(shown).not.toContain('s3cr3t');
    expect(shown).not.toContain('Lilas');
    expect(JSON.parse(shown)).toMatchObject({
      path: ['premises', 'label'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
  });

  it('is logged by its class, code, path and place, never by its message', () => {
    const lines: string[] = [];
    logBug(
      keptLogger('test', (line) => lines.push(line)),
      thrownAt(bug),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('s3cr3t');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      event: 'bug',
      error: 'TypeError',
      code: '57P01',
      path: 'premises.label',
      frames: expect.arrayContaining([expect.stringContaining('errors.test.ts')]),
    });
  });

  it('whose message takes several lines is logged without any of them', () => {
    const lines: string[] = [];
    const several = new Error(`première\n    at ${SECRET}\ndernière`);
    logBug(
      keptLogger('test', (line) => lines.push(line)),
      thrownAt(several),
    );
    expect(lines[0]).not.toContain('s3cr3t');
  });
});
