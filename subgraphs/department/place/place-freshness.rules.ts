/** Up to how many months a confirmation is fresh, then aging. Choices of the hub, not of the standard. */
export const FRESH_MONTHS = 6;
export const AGING_MONTHS = 12;

export const FRESHNESS = {
  FRESH: { description: `Confirmé depuis ${FRESH_MONTHS} mois au plus.` },
  AGING: { description: `Confirmé depuis ${FRESH_MONTHS} à ${AGING_MONTHS} mois.` },
  STALE: { description: `Pas de confirmation depuis plus de ${AGING_MONTHS} mois.` },
  UNKNOWN: { description: 'Aucune source ne donne de date, et personne n’a confirmé.' },
} as const;

export type FreshnessCode = keyof typeof FRESHNESS;

/** How fresh a confirmation is on a day; both are `YYYY-MM-DD`. */
export function freshness(confirmedOn: string | null, today: string): FreshnessCode {
  if (confirmedOn === null) return 'UNKNOWN';
  if (confirmedOn >= monthsBefore(today, FRESH_MONTHS)) return 'FRESH';
  return confirmedOn >= monthsBefore(today, AGING_MONTHS) ? 'AGING' : 'STALE';
}

/** The same day some months earlier; the month's last day when it has no such day. */
function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  const date = new Date(Date.UTC(year, month - 1 - months, Math.min(dayOfMonth, lastDay)));
  return date.toISOString().slice(0, 10);
}
