import { isUtf8 } from 'node:buffer';

const NEW_LINE = 10;

/** The bytes of an answer's body as they come. They are lent: what is kept of them is a copy. */
export class AnswerBytes {
  private readonly declared: number | null;
  /** Of a body that came at once. */
  private atOnce: string | null | undefined;
  /** Of a body whose length was declared, filled as it comes. */
  private filled: Buffer | undefined;
  private readonly pieces: Buffer[] = [];
  private size = 0;

  /** @param declared its length, `null` where it is not declared. */
  constructor(declared: number | null) {
    this.declared = declared;
  }

  add(bytes: Buffer): void {
    const { declared, size } = this;
    this.size += bytes.length;
    if (bytes.length === declared) this.atOnce = latin1Of(bytes);
    else if (declared === null) this.pieces.push(Buffer.from(bytes));
    else bytes.copy((this.filled ??= Buffer.allocUnsafe(declared)), size);
  }

  /** The whole body, its characters bytes, without the line end that some servers add; `null` when it is not UTF-8. */
  latin1(): string | null {
    if (this.atOnce !== undefined) return this.atOnce;
    return latin1Of(this.filled ?? Buffer.concat(this.pieces, this.size));
  }
}

function latin1Of(bytes: Buffer): string | null {
  if (!isUtf8(bytes)) return null;
  return bytes.toString('latin1', 0, bytes.at(-1) === NEW_LINE ? bytes.length - 1 : bytes.length);
}
