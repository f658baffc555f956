/** A value as people write it in a French table, read or refused with the reason. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

const AMOUNT = /^(\d+)(?:[.,](\d{1,2}))?$/;
const GROUPED = /^\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?=[.,]|$)/;

/**
 * "15,99", "15.99", "15", "1 200,5 €" in cents. Digits are read as text: no floating-point number is involved, so
 * that 0,29 is 29 cents. "1599 c", "15,999" and negative amounts are refused, never rounded.
 */
export function centsOf(text: string): Read<number> {
  const bare = text.replace(/[ \u00a0\u202f]*€$/, '').trim();
  const amount = AMOUNT.exec(bare.replace(GROUPED, (digits) => digits.replaceAll(/[ \u00a0\u202f]/g, '')));
  const cents = amount === null ? NaN : Number(`${amount[1] ?? ''}${(amount[2] ?? '').padEnd(2, '0')}`);
  if (Number.isSafeInteger(cents)) return { ok: true, value: cents };
  return { ok: false, reason: 'n’est pas un montant en euros (attendu : « 15,99 » ou « 15.99 »)' };
}

/** A whole number without sign. */
export function wholeNumberOf(text: string): Read<number> {
  if (/^\d{1,9}$/.test(text)) return { ok: true, value: Number(text) };
  return { ok: false, reason: 'n’est pas un nombre entier (attendu : « 700 »)' };
}

const FRENCH_DATE = /^(\d{2})\/(\d{2})\/(\d{4})$/;

/** "2026-03-01" or "01/03/2026", as YYYY-MM-DD. Whether the day exists is checked with the rest of the offer. */
export function dateOf(text: string): Read<string> {
  const [, day, month, year] = FRENCH_DATE.exec(text) ?? [];
  if (day !== undefined && month !== undefined && year !== undefined)
    return { ok: true, value: `${year}-${month}-${day}` };
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { ok: true, value: text };
  return { ok: false, reason: 'n’est pas une date (attendu : « 2026-03-01 » ou « 01/03/2026 »)' };
}

/** "oui" or "non", whatever the case. */
export function yesNoOf(text: string): Read<boolean> {
  const word = plain(text);
  if (word === 'oui' || word === 'non') return { ok: true, value: word === 'oui' };
  return { ok: false, reason: 'doit valoir « oui » ou « non »' };
}

/** The elements of a cell joined by `|`, without the empty ones. */
export function listOf(text: string): readonly string[] {
  return text
    .split('|')
    .map((element) => element.trim())
    .filter((element) => element !== '');
}

/** A word of a closed vocabulary by its French label or by its code, whatever the case, accents and apostrophe. */
export function wordOf<T extends string>(text: string, labels: Readonly<Record<T, string>>): Read<T> {
  const wanted = plain(text);
  const codes = Object.keys(labels) as T[];
  const code = codes.find((one) => plain(one) === wanted || plain(labels[one]) === wanted);
  if (code !== undefined) return { ok: true, value: code };
  const known = codes.map((one) => `« ${labels[one]} »`).join(', ');
  return { ok: false, reason: `n’est pas dans le vocabulaire (attendu : ${known})` };
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll('’', "'")
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
