import { describe, expect, it } from '@jest/globals';
import { decoded } from '../../../gateway/latin1.ts';
import { AnswerBytes } from '../../../gateway/transport/answer-bytes.ts';

const TEXT = '{"data":{"name":"Miramont-de-Guyenne, 47800 — là"}}';
const BYTES = Buffer.from(TEXT);

/** What bytes are read as that come in pieces of that size, in one buffer that is used again and again. */
function read(bytes: Buffer, size: number, isDeclared: boolean): string | null {
  const lent = Buffer.alloc(size);
  const body = new AnswerBytes(isDeclared ? bytes.length : null);
  for (let at = 0; at < bytes.length; at += size) {
    const length = bytes.copy(lent, 0, at, at + size);
    body.add(lent.subarray(0, length));
    lent.fill(0);
  }
  return body.latin1();
}

describe.each([
  ['of declared length', true],
  ['of unknown length', false],
])('a body %s', (_what, isDeclared) => {
  it.each([1, 7, BYTES.length, 100])('is read whole from pieces of %i bytes', (size) => {
    const latin1 = read(BYTES, size, isDeclared);
    expect(latin1).toHaveLength(BYTES.length);
    expect(decoded(latin1 ?? '')).toBe(TEXT);
  });

  it.each([1, 100])('is given without one line end, in pieces of %i bytes', (size) => {
    expect(read(Buffer.from('{}\n\n'), size, isDeclared)).toBe('{}\n');
  });

  it.each([1, 100])('that is not UTF-8 is none, in pieces of %i bytes', (size) => {
    expect(read(Buffer.concat([BYTES, Buffer.from([0xc3])]), size, isDeclared)).toBeNull();
  });

  it('may be empty', () => {
    expect(read(Buffer.alloc(0), 1, isDeclared)).toBe('');
  });
});
