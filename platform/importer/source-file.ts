import { TextDecoder } from 'node:util';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { PassThrough, type Duplex, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import iconv from 'iconv-lite';

export type Encoding = 'utf8' | 'utf16le' | 'win1252';
export type Container = 'text' | 'xlsx';

/** What one first pass over a file tells: its fingerprint, how to read it, and its date. */
export interface SourceFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly gzip: boolean;
  readonly container: Container;
  readonly encoding: Encoding;
  /** Day of the file's last change, `YYYY-MM-DD`. */
  readonly modifiedOn: string;
  /** First characters of the text, for recognising a format. */
  readonly head: string;
}

const HEAD_LENGTH = 65_536;

/** Thrown with one French sentence when a file is not there, cannot be opened or is cut short. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}

const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'n’existe pas : vérifiez son chemin (avec des guillemets s’il contient une espace).',
  EISDIR: 'est un dossier : indiquez un ou plusieurs de ses fichiers.',
  EACCES: 'ne peut pas être ouvert : vos droits ne permettent pas de le lire.',
  EPERM: 'ne peut pas être ouvert : vos droits ne permettent pas de le lire.',
  Z_DATA_ERROR: 'est une archive gzip abîmée : téléchargez-la de nouveau.',
  Z_BUF_ERROR: 'est une archive gzip incomplète : téléchargez-la de nouveau.',
};

/**
 * Reads a file once: SHA-256 of its bytes, gzip, and encoding. Valid UTF-8 throughout is UTF-8; a UTF-16 mark is
 * believed; anything else is Windows-1252, as French administrations export it.
 *
 * @throws UnreadableFileError
 */
export async function inspectFile(path: string): Promise<SourceFile> {
  try {
    return await inspected(path);
  } catch (cause) {
    const fault = FAULTS[(cause as NodeJS.ErrnoException).code ?? ''];
    throw fault === undefined ? cause : new UnreadableFileError(`Le fichier « ${path} » ${fault}`, { cause });
  }
}

async function inspected(path: string): Promise<SourceFile> {
  const { size, mtime } = await stat(path);
  const magic = await firstBytes(path);
  const gzip = magic[0] === 0x1f && magic[1] === 0x8b;
  const hash = createHash('sha256');
  const raw = createReadStream(path).on('data', (chunk) => hash.update(chunk));
  const { encoding, head } = await encodingOf(through(raw, gzip));
  return {
    path,
    sha256: hash.digest('hex'),
    bytes: size,
    gzip,
    container: magic.subarray(0, 4).equals(Buffer.from('PK\x03\x04')) ? 'xlsx' : 'text',
    encoding,
    modifiedOn: mtime.toISOString().slice(0, 10),
    head,
  };
}

/** The file's text, decompressed and decoded, without byte-order mark; `onBytes` hears the bytes read. */
export function openText(file: SourceFile, onBytes: (count: number) => void = () => undefined): Readable {
  const raw = createReadStream(file.path).on('data', (chunk) => onBytes(chunk.length));
  const decoder = iconv.decodeStream(file.encoding) as unknown as Duplex;
  const bytes = through(raw, file.gzip).once('error', (error) => decoder.destroy(error));
  return bytes.pipe(decoder);
}

/** `pipe` does not carry errors: a truncated archive or an unreadable file must reach the reader. */
function through(raw: Readable, gzip: boolean): Readable {
  const next: Duplex = gzip ? createGunzip() : new PassThrough();
  raw.once('error', (error) => next.destroy(error));
  return raw.pipe(next);
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function encodingOf(bytes: Readable): Promise<{ encoding: Encoding; head: string }> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let head = Buffer.alloc(0);
  let valid = true;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    if (head.length < HEAD_LENGTH) head = Buffer.concat([head, chunk.subarray(0, HEAD_LENGTH - head.length)]);
    valid &&= decodes(strict, chunk);
  }
  valid &&= decodes(strict, Buffer.alloc(0), { last: true });
  const utf16 = head[0] === 0xff && head[1] === 0xfe;
  const encoding = utf16 ? 'utf16le' : valid ? 'utf8' : 'win1252';
  return { encoding, head: iconv.decode(head, encoding) };
}

function decodes(decoder: TextDecoder, chunk: Buffer, { last = false } = {}): boolean {
  try {
    decoder.decode(chunk, { stream: !last });
    return true;
  } catch {
    return false;
  }
}
