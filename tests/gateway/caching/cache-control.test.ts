import { expect, it } from '@jest/globals';
import { answerCacheControl, publicMaxAge } from '../../../gateway/caching/cache-control.ts';
import { openKeeping } from '../../../gateway/caching/keeping.ts';

it.each([
  ['max-age=300, public', 300],
  ['public, max-age=300', 300],
  ['Public , Max-Age=300', 300],
  ['public, max-age=300, s-maxage=60', 60],
  ['public, max-age=300, stale-while-revalidate=30', 300],
  ['max-age=300', 0],
  ['max-age=300, private', 0],
  ['public, max-age=300, no-cache', 0],
  ['public, max-age=300, no-store', 0],
  ['public', 0],
  ['public, max-age=-1', 0],
  ['public, max-age=99999999999', 0],
  ['no-store', 0],
  ['', 0],
])('an answer with Cache-Control « %s » may be kept %s seconds by anyone', (header, seconds) => {
  expect(publicMaxAge({ 'cache-control': header })).toBe(seconds);
});

it('an answer without Cache-Control may not be kept', () => {
  expect(publicMaxAge({})).toBe(0);
});

it.each([
  ['without errors, to an anonymous caller, is public', { errors: [], maxAge: 60 }, 'anonymous', 'max-age=60, public'],
  ['to a known caller is not kept', { errors: [], maxAge: 60 }, 'partner', 'no-store'],
  ['with errors is not kept', { errors: [{}], maxAge: 60 }, 'anonymous', 'no-store'],
  ['of which a part may not be kept is not', { errors: [], maxAge: 0 }, 'anonymous', 'no-store'],
])('an answer %s', (_behaviour, answered, kind, header) => {
  expect(answerCacheControl(answered, { kind })).toBe(header);
});

it('an answer is kept as long as the part of it that is kept the least', () => {
  const keeping = openKeeping();
  expect(keeping.maxAge()).toBe(0);
  const latin1 = '{}';
  keeping.note({ kind: 'answered', latin1, maxAge: 300 });
  keeping.note({ kind: 'answered', latin1, maxAge: 60 });
  expect(keeping.maxAge()).toBe(60);
  keeping.note({ kind: 'answered', latin1 });
  expect(keeping.maxAge()).toBe(0);
});
