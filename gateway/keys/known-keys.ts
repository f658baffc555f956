import type { Documents, Partner } from '../../platform/actor.ts';

/** One key, as the database tells it. */
export interface KeyRow {
  readonly digest: string;
  readonly partnerId: string;
  readonly quotaClass: string;
  readonly documents: Documents;
  readonly origins: readonly string[];
  readonly expiresAt: Date | null;
  readonly isRevoked: boolean;
}

/** One key, as requests meet it. */
export interface KnownKey {
  /** The same object until something of it changes: what is worked out for a caller is kept by it. */
  readonly partner: Partner;
  readonly digest: string;
  readonly expiresAtMs: number;
  readonly isRevoked: boolean;
  /** Whether it has been shown since uses were last written down. */
  isUsed: boolean;
  /** The day of the last use that was written down. */
  usedOn: string | null;
}

/** The keys of all partners in memory: a request never waits for the database, nor does a flood of wrong keys ask it. */
export class KnownKeys {
  #byDigest: ReadonlyMap<string, KnownKey> = new Map<string, KnownKey>();
  #origins: ReadonlySet<string> = new Set();
  readonly #originsOf = new WeakMap<Partner, readonly string[]>();

  find(digest: string): KnownKey | undefined {
    return this.#byDigest.get(digest);
  }

  /** The web pages that may show a partner's key. */
  originsOf(partner: Partner): readonly string[] {
    return this.#originsOf.get(partner) ?? [];
  }

  /** Whether some key in force may be shown by the pages of an origin. */
  isOriginOfAny(origin: string): boolean {
    return this.#origins.has(origin) || this.#origins.has('*');
  }

  used(): readonly KnownKey[] {
    return [...this.#byDigest.values()].filter(({ isUsed }) => isUsed);
  }

  replace(rows: readonly KeyRow[]): void {
    const keys = new Map<string, KnownKey>();
    for (const row of rows) {
      const key = keyOf(row, this.#byDigest.get(row.digest));
      keys.set(row.digest, key);
      this.#originsOf.set(key.partner, row.origins);
    }
    this.#byDigest = keys;
    this.#origins = new Set(rows.flatMap(({ isRevoked, origins }) => (isRevoked ? [] : origins)));
  }
}

function keyOf(row: KeyRow, before: KnownKey | undefined): KnownKey {
  return {
    partner: isSame(before?.partner, row) ? before.partner : partnerOf(row),
    digest: row.digest,
    expiresAtMs: row.expiresAt?.getTime() ?? Infinity,
    isRevoked: row.isRevoked,
    isUsed: before?.isUsed ?? false,
    usedOn: before?.usedOn ?? null,
  };
}

function isSame(partner: Partner | undefined, row: KeyRow): partner is Partner {
  if (partner === undefined) return false;
  const { id, quotaClass, documents } = partner;
  return id === row.partnerId && quotaClass === row.quotaClass && documents === row.documents;
}

/** A key gives no right but to read what is public: what concerns households is for persons. */
function partnerOf({ partnerId, quotaClass, documents }: KeyRow): Partner {
  return { kind: 'partner', id: partnerId, quotaClass, documents, scopes: [] };
}
