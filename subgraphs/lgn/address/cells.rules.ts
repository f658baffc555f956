import type { Cells, Fault } from '../../../platform/importer/dataset.ts';

/** Reads one record's cells and keeps every fault it meets, so that a producer hears of all of them at once. */
export class CellReader {
  readonly #cells: Cells;
  readonly faults: Fault[] = [];

  constructor(cells: Cells) {
    this.#cells = cells;
  }

  /** The cell's text; `null` when it is empty or the file has no such column. */
  optional(column: string): string | null {
    const value = this.#cells[column];
    return typeof value === 'string' && value !== '' ? value : null;
  }

  required(column: string): string {
    const value = this.optional(column);
    if (value === null) this.fault(column, 'valeur obligatoire, absente ici');
    return value ?? '';
  }

  /** A text of a given form; `example` is a good value. */
  matching(column: string, form: RegExp, example: string): string {
    const value = this.required(column);
    if (value !== '' && !form.test(value)) this.fault(column, `forme inattendue ; une bonne valeur : « ${example} »`);
    return value;
  }

  /** A whole number that is not negative, `null` when the cell is empty. */
  count(column: string): number | null {
    const value = this.optional(column);
    if (value === null) return null;
    if (/^\d{1,9}$/.test(value)) return Number(value);
    this.fault(column, 'nombre entier attendu, par exemple « 12 »');
    return null;
  }

  /** A decimal number, with a point or a comma; `null` when the cell is empty. */
  decimal(column: string): number | null {
    const value = this.optional(column);
    if (value === null) return null;
    if (/^-?\d+([.,]\d+)?(e-?\d+)?$/i.test(value)) return Number(value.replace(',', '.'));
    this.fault(column, 'nombre décimal attendu, par exemple « 44.2033 »');
    return null;
  }

  /** A day, `2026-11-23` or `23/11/2026`, as `YYYY-MM-DD`; `null` when the cell is empty. */
  day(column: string): string | null {
    const value = this.optional(column);
    if (value === null) return null;
    const french = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(value);
    const iso = french === null ? value.slice(0, 10) : `${french[3] ?? ''}-${french[2] ?? ''}-${french[1] ?? ''}`;
    if (isDay(iso)) return iso;
    this.fault(column, 'date attendue, par exemple « 2026-11-23 »');
    return null;
  }

  fault(column: string, reason: string): void {
    const value = this.#cells[column];
    this.faults.push({ column, value: typeof value === 'string' ? value : '', reason });
  }
}

/** INSEE codes of communes, Corsica's letters included. */
export const COMMUNE_CODE = /^([013-9]\d|2[AB1-9])\d{3}$/;

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}

/** Whether a point is where metropolitan France is: anything else is a projected or a swapped pair. */
export function isInFrance({ latitude, longitude }: { latitude: number; longitude: number }): boolean {
  return latitude >= 41 && latitude <= 51.5 && longitude >= -5.6 && longitude <= 9.8;
}
