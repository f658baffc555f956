import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openAdmission, type Admission, type Verdict } from '../../../gateway/quotas/admission.ts';
import { openCounts } from '../../../gateway/quotas/counts.ts';
import { openLoad, type Load } from '../../../gateway/quotas/load.ts';
import { ANONYMOUS } from '../../../platform/actor.ts';
import { partner, PERSON } from '../actors.ts';

const SETTINGS = { windowMs: 60_000, anonymous: 2, person: 3, classes: { standard: 1, large: 4 } };

/** Twenty seconds before a window's end. */
const BEGIN = 60_000 * 1000 + 40_000;
let time = BEGIN;
let load: Load;
let admission: Admission;

beforeEach(() => {
  time = BEGIN;
  load = openLoad({ maxConcurrent: 20, maxLagMs: 60_000 });
  admission = openAdmission(SETTINGS, { counts: openCounts(() => time), load, now: () => time });
});
afterEach(() => load.close());

function refusalOf(verdict: Verdict) {
  if (verdict.kind === 'admitted') return null;
  const { error, headers } = verdict;
  return { message: error.message, extensions: error.extensions, headers };
}

/** How many are admitted, of more than any quota here. */
function admittedOf(...[actor, address]: Parameters<Admission['admit']>): number {
  let admitted = 0;
  while (admission.admit(actor, address).kind === 'admitted') {
    admission.end();
    admitted += 1;
  }
  return admitted;
}

describe('a quota', () => {
  it('tells what is left of it with each request', () => {
    const verdicts = [1, 2].map(() => admission.admit(ANONYMOUS, 'x'));
    expect(verdicts.map((verdict) => verdict.kind === 'admitted' && verdict.allowance.headers)).toEqual(
      [1, 0].map((left) => ({
        'ratelimit-limit': '2',
        'ratelimit-remaining': String(left),
        'ratelimit-reset': '20',
        'ratelimit-policy': '"anonymous";q=2;w=60',
        ratelimit: `"anonymous";r=${left};t=20`,
      })),
    );
  });

  it('refuses what is beyond it, says which it is and when to come back', () => {
    admittedOf(ANONYMOUS, 'x');
    expect(refusalOf(admission.admit(ANONYMOUS, 'x'))).toEqual({
      message: 'Vous avez fait plus de 2 demandes en 60 s, le maximum du quota « anonymous » ; réessayez dans 20 s.',
      extensions: { code: 'RATE_LIMITED', limit: 'anonymous', value: 3, maximum: 2, http: { status: 429 } },
      headers: {
        'retry-after': '20',
        'ratelimit-limit': '2',
        'ratelimit-remaining': '0',
        'ratelimit-reset': '20',
        'ratelimit-policy': '"anonymous";q=2;w=60',
        ratelimit: '"anonymous";r=0;t=20',
      },
    });
  });

  it('is whole again when its window ends, as it said, and not before', () => {
    admittedOf(ANONYMOUS, 'x');
    time = BEGIN + 19_999;
    expect(refusalOf(admission.admit(ANONYMOUS, 'x'))?.headers).toMatchObject({ 'retry-after': '1' });
    time = BEGIN + 20_000;
    expect(admittedOf(ANONYMOUS, 'x')).toBe(2);
  });

  it('is that of an address for who does not say who asks', () => {
    expect([admittedOf(ANONYMOUS, 'x'), admittedOf(ANONYMOUS, 'y'), admittedOf(ANONYMOUS, 'x')]).toEqual([2, 2, 0]);
  });

  it('is that of a person, wherever it asks from', () => {
    expect([admittedOf(PERSON, 'x'), admittedOf(PERSON, 'y')]).toEqual([3, 0]);
    expect([admittedOf({ ...PERSON, id: 'b' }, 'x'), admittedOf(ANONYMOUS, 'x')]).toEqual([3, 2]);
  });

  it('is that of a key’s class, and the standard one of a class that has none', () => {
    const partners = [
      partner('a', { quotaClass: 'large' }),
      partner('b', { quotaClass: 'standard' }),
      partner('c', { quotaClass: 'constructor' }),
    ];
    expect(partners.map((one) => admittedOf(one, 'x'))).toEqual([4, 1, 1]);
  });

  it('is never spent by what was refused, and is spent by what costs several', () => {
    admission.charge(PERSON, 'x', 2);
    expect(admittedOf(PERSON, 'x')).toBe(1);
    admission.charge(PERSON, 'x', 10);
    expect(refusalOf(admission.admit(PERSON, 'x'))?.headers).toMatchObject({ 'ratelimit-remaining': '0' });
  });
});

describe('a full hub', () => {
  it('refuses at once, counts nothing, and admits again as soon as one request has ended', () => {
    for (let at = 0; at < 20; at += 1) admission.admit(ANONYMOUS, String(at));
    expect(refusalOf(admission.admit(PERSON, 'x'))).toEqual({
      message: 'Le hub traite déjà autant de demandes qu’il le peut ; réessayez dans une seconde.',
      extensions: { code: 'SERVICE_OVERLOADED', http: { status: 503 } },
      headers: { 'retry-after': '1' },
    });
    admission.end();
    expect(admission.admit(PERSON, 'x')).toMatchObject({ kind: 'admitted', allowance: { remaining: 2 } });
    expect(admission.admit(PERSON, 'x').kind).toBe('refused');
  });
});
