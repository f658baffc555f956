import type { OfferCriteria } from '../eligibility/eligibility.rules.ts';
import type { SocialOffer } from '../generated/client/client.ts';
import { freshnessOf, type Freshness } from './freshness.rules.ts';
import { OFFER_FIELDS, type OfferContent } from './offer-content.rules.ts';

/** A calendar day that Prisma gives as an instant. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Of rows that are kept from one request to the next: what is said of them on a day is worked out once that day. */
const fresh = new WeakMap<SocialOffer, { readonly today: string; readonly freshness: Freshness }>();

export function rowFreshness(row: SocialOffer, today: string): Freshness {
  const known = fresh.get(row);
  if (known?.today === today) return known.freshness;
  const freshness = freshnessOn(row, today);
  fresh.set(row, { today, freshness });
  return freshness;
}

function freshnessOn(row: SocialOffer, today: string): Freshness {
  const validUntil = row.validUntil === null ? null : dayOf(row.validUntil);
  return freshnessOf({ verifiedOn: dayOf(row.verifiedOn), validUntil }, today);
}

/** What an offer asks of a household. */
export function criteriaOf(row: SocialOffer): OfferCriteria {
  return row;
}

/** What an offer says, as its operator would say it again. */
export function contentOf(row: SocialOffer): Readonly<Record<string, unknown>> {
  const content = Object.fromEntries(OFFER_FIELDS.map((field) => [field, row[field]]));
  const validUntil = row.validUntil === null ? null : dayOf(row.validUntil);
  return { ...content, verifiedOn: dayOf(row.verifiedOn), validUntil };
}

/** An offer's content as Prisma writes it. */
export function columnsOf(content: OfferContent) {
  return {
    ...content,
    verifiedOn: new Date(content.verifiedOn),
    validUntil: content.validUntil === null ? null : new Date(content.validUntil),
  };
}
