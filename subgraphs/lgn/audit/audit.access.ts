import type { AccessRule } from '../../../platform/access/access-rule.ts';

/** Who may see who had access to households' data. */
export const READ_AUDIT: AccessRule = { scopes: [['audit:read']] };
