import { DEFAULT_PROTECTION, type ProtectionSettings } from '../../gateway/protection.ts';

/** The usual protection, for tests that ask more in a minute than one address may. */
export const ROOMY_PROTECTION: ProtectionSettings = {
  ...DEFAULT_PROTECTION,
  quotas: { windowMs: 60_000, anonymous: 1e9, person: 1e9, classes: { standard: 1e9 } },
  load: { maxConcurrent: 10_000, maxLagMs: 60_000 },
};

/** Documents as large as a test wants them. */
export const UNLIMITED_DOCUMENTS: ProtectionSettings['limits'] = {
  tokens: Infinity,
  depth: Infinity,
  fields: Infinity,
  rootFields: Infinity,
  aliases: Infinity,
  directives: Infinity,
  introspections: Infinity,
  introspectionDepth: Infinity,
  cost: Infinity,
  listSize: 10,
};
