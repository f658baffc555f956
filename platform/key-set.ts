import { createLocalJWKSet, type CryptoKey, type JWSHeaderParameters } from 'jose';
import { readKeys, type KeySource, type PublicKey } from './key-sources.ts';
import type { Logger } from './log.ts';

/** Public keys from several places, followed as they change there. */
export interface KeySet {
  /**
   * The key that a token's header names. A key that is not known is looked for at the sources again, at most once every
   * few seconds.
   *
   * @throws KeySetError
   */
  readonly keyFor: (header: JWSHeaderParameters) => Promise<CryptoKey>;
  /** Tells one state of a key from another; `undefined` once the key is gone: what it verified is no longer good. */
  readonly versionOf: (kid: string) => string | undefined;
  readonly close: () => void;
}

/** Why there is no key for a token: it names none that is known, or no source could be read yet. */
export class KeySetError extends Error {
  override readonly name = 'KeySetError';
  readonly reason: 'UNKNOWN_KEY' | 'UNAVAILABLE';

  constructor(reason: KeySetError['reason']) {
    super(reason);
    this.reason = reason;
  }
}

export interface KeySetOptions {
  readonly sources: readonly KeySource[];
  readonly log: Logger;
  /** How often a URL is asked again; a file is looked at every second. */
  readonly refreshMs?: number;
  /** How long after a look at the sources an unknown key does not make another one. */
  readonly coolDownMs?: number;
}

const REFRESH_MS = 60_000;
const FILE_REFRESH_MS = 1000;
const COOL_DOWN_MS = 5000;

interface Known {
  readonly version: string;
  readonly select: (header: JWSHeaderParameters) => Promise<CryptoKey>;
}

/** Opens a key set; nothing is read before a key is asked for. */
export function openKeySet(options: KeySetOptions): KeySet {
  const followed = options.sources.map((source) => new Followed(source, options));
  const find = (kid: string) => {
    for (const { known } of followed) {
      const found = known?.get(kid);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    keyFor: async (header) => {
      const { kid } = header;
      if (kid === undefined) throw new KeySetError('UNKNOWN_KEY');
      if (find(kid) === undefined) await Promise.all(followed.map((one) => one.lookAgain()));
      const found = find(kid);
      if (found !== undefined) return found.select(header);
      throw new KeySetError(followed.some(({ known }) => known === undefined) ? 'UNAVAILABLE' : 'UNKNOWN_KEY');
    },
    versionOf: (kid) => find(kid)?.version,
    close: () => {
      for (const one of followed) one.close();
    },
  };
}

/** One source, read when first needed and from then on at intervals; what it last gave holds while it cannot be read. */
class Followed {
  /** By `kid`; `undefined` until the source could be read once. */
  known: ReadonlyMap<string, Known> | undefined;
  private readonly source: KeySource;
  private readonly options: KeySetOptions;
  private reading: Promise<void> | undefined;
  private lookedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(source: KeySource, options: KeySetOptions) {
    this.source = source;
    this.options = options;
  }

  lookAgain(): Promise<void> {
    if (this.reading !== undefined) return this.reading;
    const { coolDownMs = COOL_DOWN_MS } = this.options;
    if (performance.now() - this.lookedAt < coolDownMs) return Promise.resolve();
    this.follow();
    return this.read();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private follow(): void {
    if (this.timer !== undefined || this.source.kind === 'inline') return;
    const { refreshMs = REFRESH_MS } = this.options;
    const everyMs = this.source.kind === 'file' ? Math.min(FILE_REFRESH_MS, refreshMs) : refreshMs;
    this.timer = setInterval(() => void this.read(), everyMs);
    this.timer.unref();
  }

  private read(): Promise<void> {
    this.reading ??= readKeys(this.source)
      .then(
        (keys) => {
          const before = this.known;
          this.known = new Map(keys.map((key) => [key.kid, knownOf(key, before?.get(key.kid))]));
        },
        () => {
          // The address may be internal and the answer anything: neither is logged.
          this.options.log.warn({ event: 'keys-unreadable', source: this.source.kind, known: this.known?.size ?? 0 });
        },
      )
      .finally(() => {
        this.lookedAt = performance.now();
        this.reading = undefined;
      });
    return this.reading;
  }
}

/** A key that did not change stays as it is, imported. */
function knownOf(key: PublicKey, before: Known | undefined): Known {
  const version = JSON.stringify(key);
  if (before?.version === version) return before;
  return { version, select: createLocalJWKSet({ keys: [key] }) };
}
