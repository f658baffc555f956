import { expect, it } from '@jest/globals';
import { newRequestId } from '../../gateway/request-id.ts';

it('a request’s identifier is 128 bits in hexadecimal, another one each time', () => {
  const ids = Array.from({ length: 1000 }, newRequestId);
  expect(ids.filter((id) => !/^[0-9a-f]{32}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(1000);
});
