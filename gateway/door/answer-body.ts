import type { EncodedText } from '../execution/answer-text.ts';

/** So many bytes are worth two writes rather than being copied behind their head. */
const LARGE = 16_384;

/** An answer's body, which several requests may be given: its bytes are made once, when they are needed. */
export class AnswerBody {
  readonly text: string;
  readonly encoding: EncodedText['encoding'];
  readonly length: number;
  private made: Buffer | undefined;

  constructor({ text, encoding }: EncodedText) {
    this.text = text;
    this.encoding = encoding;
    this.length = encoding === 'latin1' ? text.length : Buffer.byteLength(text);
  }

  get isLarge(): boolean {
    return this.length > LARGE;
  }

  bytes(): Buffer {
    return (this.made ??= Buffer.from(this.text, this.encoding));
  }
}
