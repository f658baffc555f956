import { generateKeyPairSync } from 'node:crypto';
import { readFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';
import { ConfigurationError } from '../../platform/env.ts';
import type { Logger } from '../../platform/log.ts';

/** The key that signs now. The same object until the keys change. */
export interface SigningKey {
  readonly key: CryptoKey;
  readonly kid: string;
  readonly alg: string;
}

/** This gateway's key pairs: the first signs, all are published, so that one can take over from another. */
export interface SigningKeys {
  readonly signing: () => SigningKey;
  /** The public parts (JWKS). */
  readonly published: () => { readonly keys: readonly JWK[] };
  readonly close: () => void;
}

export interface SigningKeysOptions {
  /** A JWKS with private keys, or the file that holds it; a file that is not there is created with a new pair. */
  readonly source: string;
  readonly log: Logger;
  readonly watchMs?: number;
}

interface Loaded {
  readonly text: string;
  readonly signing: SigningKey;
  readonly published: readonly JWK[];
}

const WATCH_MS = 1000;
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi'];
const ALGORITHM_OF: Readonly<Record<string, string>> = { 'P-256': 'ES256', Ed25519: 'EdDSA' };

const privateKey = z.looseObject({ kty: z.enum(['EC', 'OKP']), crv: z.enum(['P-256', 'Ed25519']) });
const keyFile = z.object({ keys: z.array(privateKey).min(1) });

/**
 * Opens the gateway's signing keys, and follows their file: a pair put first signs from then on.
 *
 * @throws ConfigurationError
 */
export async function openSigningKeys({ source, log, watchMs = WATCH_MS }: SigningKeysOptions): Promise<SigningKeys> {
  const isInline = source.trimStart().startsWith('{');
  let loaded = await loadedFrom(isInline ? source : await fileText(source));
  const look = async () => {
    try {
      const text = await readFile(source, 'utf8');
      if (text === loaded.text) return;
      loaded = await loadedFrom(text);
      log.info({ event: 'signing-keys-changed', kid: loaded.signing.kid });
    } catch {
      log.error({ event: 'signing-keys-unreadable', kid: loaded.signing.kid });
    }
  };
  const timer = isInline ? undefined : setInterval(() => void look(), watchMs).unref();
  return {
    signing: () => loaded.signing,
    published: () => ({ keys: loaded.published }),
    close: () => {
      clearInterval(timer);
    },
  };
}

/** A new pair (ES256), as the text of a key file. */
export function newSigningKeys(): string {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify({ keys: [key.export({ format: 'jwk' })] });
}

async function fileText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw unusable(`le fichier « ${file} » ne peut pas être lu`);
  }
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, newSigningKeys(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another gateway that shares the file has just created it.
    if (!isCode(error, 'EEXIST')) throw unusable(`le fichier « ${file} » ne peut pas être créé`);
  }
  return readFile(file, 'utf8');
}

async function loadedFrom(text: string): Promise<Loaded> {
  const read = keyFile.safeParse(jsonOf(text));
  if (!read.success) throw unusable('attendu des clés EC (P-256) ou OKP (Ed25519)');
  const keys = await Promise.all(read.data.keys.map(named));
  const [first] = keys;
  if (first?.['d'] === undefined) throw unusable('la première clé, qui signe, n’a pas de partie privée');
  const key = await importJWK(first, first.alg).catch(() => undefined);
  if (key === undefined || key instanceof Uint8Array) throw unusable('la première clé est mal formée');
  return { text, signing: { key, kid: first.kid, alg: first.alg }, published: keys.map(publicPart) };
}

async function named(key: z.infer<typeof privateKey>): Promise<JWK & { kid: string; alg: string }> {
  const jwk = { ...key, use: 'sig', alg: ALGORITHM_OF[key.crv] ?? '' } as JWK & { alg: string };
  const kid = jwk.kid ?? (await calculateJwkThumbprint(jwk).catch(() => undefined));
  if (kid === undefined) throw unusable('une clé est incomplète');
  return { ...jwk, kid };
}

function publicPart(key: JWK): JWK {
  return Object.fromEntries(Object.entries(key).filter(([name]) => !PRIVATE_MEMBERS.includes(name)));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unusable(why: string): ConfigurationError {
  return new ConfigurationError(
    `GATEWAY_SIGNING_KEYS (clés de signature de la passerelle) : ${why}. Attendu : un fichier JWKS, créé s’il n’existe pas, par exemple GATEWAY_SIGNING_KEYS=/var/lib/hub/signing-keys.json.`,
  );
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
