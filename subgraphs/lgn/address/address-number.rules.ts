/** A number of a street. */
export interface StreetNumber {
  readonly id: string;
  readonly number: number;
  readonly suffix: string | null;
}

/** « 12 b » is said for « 12 bis », « 12 t » for « 12 ter »; only when no number bears the letter itself. */
const SAID_FOR: Readonly<Record<string, string>> = { b: 'bis', t: 'ter', q: 'quater', bis: 'b', ter: 't', quater: 'q' };

/** The number that was asked, `null` when the street has none such: never its neighbour. */
export function askedNumber<T extends StreetNumber>(
  numbers: readonly T[],
  asked: { readonly number: number; readonly suffix: string | null },
): T | null {
  const same = numbers.filter(({ number }) => number === asked.number);
  const bearing = (suffix: string | null) => same.find((one) => (one.suffix?.toLowerCase() ?? null) === suffix);
  const said = asked.suffix === null ? undefined : SAID_FOR[asked.suffix];
  return bearing(asked.suffix) ?? (said === undefined ? undefined : bearing(said)) ?? null;
}
