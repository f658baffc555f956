import type { AccessRule } from '../../../platform/access/access-rule.ts';

/**
 * What is known of a premises beyond open data: the state of its concentration point comes from the operators' exchange
 * files (IPE), which are not published. Addresses, fibre status, technologies and copper are open data, by address.
 */
export const READ_PREMISES: AccessRule = { scopes: [['premises:read']] };
