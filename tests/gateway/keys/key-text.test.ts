import { describe, expect, it } from '@jest/globals';
import { isKeyText, KEY_CHARACTERS, keyIdIn, keyMark, newKeyText } from '../../../gateway/keys/key-text.ts';

const KEY = newKeyText();

/** The same key with one character changed for another. */
function withTypo(at: number): string {
  return KEY.slice(0, at) + (KEY[at] === 'a' ? 'b' : 'a') + KEY.slice(at + 1);
}

describe('a key', () => {
  it('begins by what secret scanners look for, and is letters and digits after it', () => {
    expect(KEY).toMatch(/^d47_live_[0-9A-Za-z]{49}$/);
    expect(KEY).toHaveLength(KEY_CHARACTERS);
  });

  it('is another one each time, its random part spread over all characters', () => {
    const keys = Array.from({ length: 500 }, newKeyText);
    expect(new Set(keys).size).toBe(500);
    expect(new Set(keys.map((key) => key.slice(9, -6)).join('')).size).toBe(62);
    expect(keys.every(isKeyText)).toBe(true);
  });

  it('with any one character mistaken is told from a key', () => {
    const mistaken = Array.from({ length: KEY.length - 9 }, (_, at) => withTypo(at + 9));
    expect(mistaken.filter(isKeyText)).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['its identifier', KEY.slice(0, 17)],
    ['not whole', KEY.slice(0, -1)],
    ['too long', `${KEY}0`],
    ['in quotes', `"${KEY}"`],
    ['of another kind', KEY.replace('live', 'test')],
    ['followed by a line', `${KEY}\n`],
  ])('that is %s is no key', (_what, text) => {
    expect(isKeyText(text)).toBe(false);
  });

  it('is kept as its identifier and its digest, which do not give it away', () => {
    const { id, digest } = keyMark(KEY);
    expect(id).toBe(KEY.slice(0, 17));
    expect(digest).toMatch(/^[\w-]{43}$/);
    expect(digest).not.toContain(KEY.slice(17));
  });

  it('is named by its identifier, or whole', () => {
    expect([keyIdIn(KEY), keyIdIn(KEY.slice(0, 17))]).toEqual([KEY.slice(0, 17), KEY.slice(0, 17)]);
    expect(['', 'toto', KEY.slice(0, 16), KEY.slice(0, 30)].map(keyIdIn)).toEqual([null, null, null, null]);
  });
});
