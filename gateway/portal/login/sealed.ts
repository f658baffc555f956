import { hkdfSync, randomBytes } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';

/**
 * What a session's cookie opens. The store knows a session by `id` and keeps it sealed by `key`; both come from the
 * cookie's secret, which the hub does not keep: whoever reads the store reads no token and can pass for nobody.
 */
export interface SessionKey {
  readonly id: string;
  readonly key: Uint8Array;
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** `undefined` for what is not the text of a cookie of ours. */
export function sessionKeyOf(secret: string | undefined): SessionKey | undefined {
  if (secret === undefined || !/^[\w-]{43}$/.test(secret)) return undefined;
  const from = (use: string) => new Uint8Array(hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', use, 32));
  return { id: Buffer.from(from('hub session id')).toString('base64url'), key: from('hub session seal') };
}

export function seal(value: unknown, key: Uint8Array): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(key);
}

/** @throws when the text was not sealed by this key. */
export async function unseal(sealed: string, key: Uint8Array): Promise<unknown> {
  const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
  const { plaintext } = await compactDecrypt(sealed, key, options);
  return JSON.parse(new TextDecoder().decode(plaintext));
}
