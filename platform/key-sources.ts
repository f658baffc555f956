import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Where public keys are read: in the configuration itself, in a file, or at an address (JWKS, RFC 7517). */
export type KeySource =
  | { readonly kind: 'inline'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string };

/** The public part of a key pair, with its name. */
export type PublicKey = { readonly kid: string; readonly kty: string } & Readonly<Record<string, unknown>>;

const TIMEOUT_MS = 5000;
const MAX_BYTES = 262_144;
const PUBLIC_KINDS = new Set(['EC', 'OKP', 'RSA']);
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional() })) });

/** Reads a setting: a JWKS, or addresses and files separated by commas. */
export function keySourcesOf(text: string): readonly KeySource[] {
  if (text.trimStart().startsWith('{')) return [{ kind: 'inline', text }];
  const places = text.split(',').map((place) => place.trim());
  return places.filter((place) => place !== '').map(sourceOf);
}

function sourceOf(place: string): KeySource {
  return /^https?:\/\//i.test(place) ? { kind: 'url', url: place } : { kind: 'file', path: place };
}

/**
 * The public keys of a source that a token can name: a key without `kid` cannot be chosen, and a shared secret (`oct`)
 * is never one. Private members are left out.
 *
 * @throws when the source cannot be read, or holds no JWKS.
 */
export async function readKeys(source: KeySource): Promise<readonly PublicKey[]> {
  const { keys } = jwks.parse(JSON.parse(await textOf(source)));
  return keys
    .filter((key): key is PublicKey => key.kid !== undefined && PUBLIC_KINDS.has(key.kty))
    .map((key) => {
      const members = Object.entries(key).filter(([name]) => !PRIVATE_MEMBERS.includes(name));
      return Object.fromEntries(members) as PublicKey;
    });
}

async function textOf(source: KeySource): Promise<string> {
  if (source.kind === 'inline') return source.text;
  if (source.kind === 'file') return readFile(source.path, 'utf8');
  const response = await fetch(source.url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return boundedText(response);
}

/** Stops reading a text that never ends. */
async function boundedText({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    bytes += next.value.length;
    if (bytes > MAX_BYTES) {
      await reader?.cancel();
      throw new Error('too large');
    }
    pieces.push(next.value);
  }
  return Buffer.concat(pieces).toString('utf8');
}
