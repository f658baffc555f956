import { describe, expect, it } from '@jest/globals';
import { AnswerBody } from '../../../gateway/door/answer-body.ts';

describe('the body of an answer', () => {
  it('that is small is written as text, to however many', () => {
    const body = new AnswerBody({ text: '{"a":"é"}', encoding: 'utf8' });
    expect([body.taken(), body.taken(), body.length]).toEqual(['{"a":"é"}', '{"a":"é"}', 10]);
  });

  it('that is large is written as text to the first, and as the same bytes to the others', () => {
    const text = `{"a":"${'é'.repeat(20_000)}"}`;
    const body = new AnswerBody({ text, encoding: 'utf8' });
    expect(body.taken()).toBe(text);
    const bytes = body.taken();
    expect(bytes).toEqual(Buffer.from(text));
    expect(body.taken()).toBe(bytes);
    expect(body.length).toBe(40_008);
  });
});
