import type { AccessSettings } from './limits/access-rules.ts';
import type { DocumentLimits } from './limits/document-limits.ts';

/** What protects the gateway from abuse; every number is configuration (`env.ts`). */
export interface ProtectionSettings {
  /** The most that an operation may ask. */
  readonly limits: DocumentLimits;
  /** Who may ask what. */
  readonly access: AccessSettings;
}

/** Far above what a good client asks, far below what harms. */
export const DEFAULT_PROTECTION: ProtectionSettings = {
  limits: {
    tokens: 2000,
    depth: 20,
    fields: 2000,
    rootFields: 30,
    aliases: 100,
    directives: 100,
    introspections: 2,
    introspectionDepth: 2,
  },
  access: { noIntrospection: 'nobody' },
};
