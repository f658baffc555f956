import type { ProtectionSettings } from '../../../gateway/protection.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';

/** Small, so that a short text passes them. */
export const ATTACKED: ProtectionSettings = {
  ...ROOMY_PROTECTION,
  limits: {
    tokens: 400,
    depth: 16,
    fields: 300,
    rootFields: 10,
    aliases: 8,
    directives: 6,
    introspections: 2,
    introspectionDepth: 2,
    cost: 1000,
    listSize: 10,
  },
};
