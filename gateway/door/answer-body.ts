import type { EncodedText } from '../execution/answer-text.ts';

/** So many bytes are worth two writes rather than being copied again behind each head. */
const LARGE = 16_384;

/** An answer's body, which several requests may be given. */
export class AnswerBody {
  readonly text: string;
  readonly encoding: EncodedText['encoding'];
  readonly length: number;
  private isTaken = false;
  private made: Buffer | undefined;

  constructor({ text, encoding }: EncodedText) {
    this.text = text;
    this.encoding = encoding;
    this.length = encoding === 'latin1' ? text.length : Buffer.byteLength(text);
  }

  /**
   * What is written behind a head: the text, or, of a large one from the second time on, its bytes, made once. Where a
   * buffer is made for each large answer, V8 collects its garbage for their sake several times a second.
   */
  taken(): string | Buffer {
    if (this.isTaken && this.length > LARGE) return this.bytes();
    this.isTaken = true;
    return this.text;
  }

  bytes(): Buffer {
    return (this.made ??= Buffer.from(this.text, this.encoding));
  }
}
