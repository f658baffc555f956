import { addDays } from '../../../platform/calendar.ts';

/** Terms of an offer that nobody has checked for longer than this are stale: prices change without notice. */
export const STALE_AFTER_DAYS = 180;

/** Can the terms of an offer still be relied upon? */
export type Freshness =
  | { readonly kind: 'FRESH' }
  | { readonly kind: 'EXPIRED'; readonly since: string }
  | { readonly kind: 'UNVERIFIED'; readonly since: string };

/** Expired the day after `validUntil`; unverified once `verifiedOn` is more than STALE_AFTER_DAYS days ago. */
export function freshnessOf(offer: { verifiedOn: string; validUntil: string | null }, today: string): Freshness {
  if (offer.validUntil !== null && offer.validUntil < today) return { kind: 'EXPIRED', since: offer.validUntil };
  if (offer.verifiedOn < addDays(today, -STALE_AFTER_DAYS)) return { kind: 'UNVERIFIED', since: offer.verifiedOn };
  return { kind: 'FRESH' };
}

/** "2026-03-01" as a French reader writes it: "01/03/2026". */
export function frenchDate(date: string): string {
  return date.split('-').reverse().join('/');
}
