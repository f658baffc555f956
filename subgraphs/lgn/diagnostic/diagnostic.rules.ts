export const CHANNELS = ['PHONE', 'HOME_VISIT', 'ONLINE'] as const;
export type Channel = (typeof CHANNELS)[number];

export const STATUSES = ['OPEN', 'VISIT_SCHEDULED', 'WAITING', 'CLOSED'] as const;
export type Status = (typeof STATUSES)[number];

/** What the status depends on. */
export interface Progress {
  readonly closed: boolean;
  readonly visitOn: Date | null;
  readonly visitDoneOn: Date | null;
  readonly pendingFollowUps: number;
}

/** The status of a diagnostic: closed, else a visit to come, else something awaited, else open. */
export function statusOf({ closed, visitOn, visitDoneOn, pendingFollowUps }: Progress): Status {
  if (closed) return 'CLOSED';
  if (visitOn !== null && visitDoneOn === null) return 'VISIT_SCHEDULED';
  return pendingFollowUps > 0 ? 'WAITING' : 'OPEN';
}

const EMAIL = /[^\s@]+@[^\s@]+\.[a-z]{2,}/i;
const FRENCH_PHONE = /(?:\+33|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b/;
const FREE_NUMBER = /\b0[\s.]?80[0-5](?:[\s.-]?\d{2}){3}\b/g;

/**
 * Why a free text cannot be kept, in French; `null` when it can. A household is an address: e-mails and telephone
 * numbers are refused, except free numbers, which belong to services.
 */
export function freeTextFault(name: string, text: string | null | undefined, maximum: number): string | null {
  if (text === null || text === undefined) return null;
  if (text.length > maximum) return `${name} compte ${text.length} caractères : ${maximum} au plus.`;
  if (EMAIL.test(text) || FRENCH_PHONE.test(text.replaceAll(FREE_NUMBER, ''))) {
    return `${name} contient un courriel ou un téléphone : un foyer est une adresse, n’écrivez aucune coordonnée personnelle.`;
  }
  return null;
}

const LARGEST_MBPS = 100_000;
const LARGEST_LATENCY_MS = 60_000;

/** Why measures cannot be kept, in French; `null` when they can. */
export function measureFault(measures: Readonly<Record<string, number | null | undefined>>): string | null {
  for (const [name, value] of Object.entries(measures)) {
    if (value === null || value === undefined) continue;
    const maximum = name === 'latencyMs' ? LARGEST_LATENCY_MS : LARGEST_MBPS;
    if (value < 0 || value > maximum)
      return `${name} vaut ${value} : attendu un nombre de 0 à ${maximum}, par exemple 8.5.`;
  }
  return null;
}
