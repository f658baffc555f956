import { isCalendarDate } from '../../../platform/calendar.ts';
import type { Cells, Fault } from '../../../platform/importer/dataset.ts';
import { codeOf } from './vocabulary.rules.ts';

const FRENCH_DATE = /^(\d{2})\/(\d{2})\/(\d{4})$/;
const HOUR = /^([01]?\d|2[0-3])(?::|\s?[hH]\s?)([0-5]\d)?$/;
const FRENCH_PHONE = /^(?:(?:\+33|0033)\s?(?:\(0\)\s?)?|0)([1-9])((?:[ .-]?\d{2}){4})$/;
const SHORT_PHONE = /^(?:1\d{1,3}|3\d{3})$/;
const WEB_ADDRESS = /^https?:\/\/[^\s/?#.]+(?:\.[^\s/?#.]+)+(?:[/?#]\S*)?$/i;

/** Writes a refusal: the value as it came, what it is not, and a good one. */
export function refusal(value: string, expectation: string): string {
  return `"${value}" ${expectation}`;
}

/** A day as `YYYY-MM-DD`, from the ISO or the French writing; `null` when it is not a day that exists. */
export function dateOf(text: string): string | null {
  const french = FRENCH_DATE.exec(text);
  const iso = french === null ? text : `${french[3] ?? ''}-${french[2] ?? ''}-${french[1] ?? ''}`;
  return isCalendarDate(iso) ? iso : null;
}

/** A clock time as `HH:MM`, from `14:00`, `14h00` or `14h`; `null` otherwise. */
export function timeOf(text: string): string | null {
  const [, hours, minutes] = HOUR.exec(text) ?? [];
  if (hours === undefined || (minutes === undefined && text.includes(':'))) return null;
  return `${hours.padStart(2, '0')}:${minutes ?? '00'}`;
}

/** A French telephone number as `+33…`, or a short number as it is; `null` otherwise. */
export function phoneOf(text: string): string | null {
  const [, area, rest] = FRENCH_PHONE.exec(text) ?? [];
  if (area !== undefined && rest !== undefined) return `+33${area}${rest.replace(/\D/g, '')}`;
  const short = text.replaceAll(' ', '');
  return SHORT_PHONE.test(short) ? short : null;
}

export function isWebAddress(text: string): boolean {
  return WEB_ADDRESS.test(text);
}

/** Reads the cells of one row and gathers every fault, so that the producer learns them all at once. */
export class CellReader {
  readonly faults: Fault[] = [];
  readonly #cells: Cells;

  constructor(cells: Cells) {
    this.#cells = cells;
  }

  /** The text of a cell, `null` when it is empty or absent. */
  text(column: string): string | null {
    const value = this.#cells[column];
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
    return text === '' ? null : text;
  }

  fault(column: string, value: string, reason: string): null {
    this.faults.push({ column, value, reason });
    return null;
  }

  required(column: string, example: string): string | null {
    return this.text(column) ?? this.fault(column, '', `La colonne « ${column} » est vide (attendu : ${example}).`);
  }

  /** A cell read by `read`; a fault says what it is not when `read` gives `null`. */
  read<T>(column: string, read: (text: string) => T | null, expectation: string): T | null {
    const text = this.text(column);
    if (text === null) return null;
    return read(text) ?? this.fault(column, text, refusal(text, expectation));
  }

  date(column: string): string | null {
    return this.read(column, dateOf, 'n’est pas une date (attendu : 2026-11-26).');
  }

  time(column: string): string | null {
    return this.read(column, timeOf, 'n’est pas une heure (attendu : 14:00).');
  }

  /** `oui` or `non`, `otherwise` when the cell is empty. */
  yesNo(column: string, otherwise: boolean): boolean {
    const answer = this.read(column, (text) => codeOf({ yes: 'oui', no: 'non' }, text), 'n’est ni « oui » ni « non ».');
    return answer === null ? otherwise : answer === 'yes';
  }

  /** The values of a cell joined by `|`, as in the national standard of places. */
  list(column: string): readonly string[] {
    const values = (this.text(column) ?? '').split('|').map((value) => value.trim());
    return [...new Set(values.filter((value) => value !== ''))];
  }

  /** One value of a vocabulary, by its code or its French label. */
  oneOf<C extends string>(column: string, labels: Readonly<Record<C, string>>): C | null {
    return this.read(
      column,
      (text) => codeOf(labels, text),
      `n’est pas une valeur connue (attendu : ${choices(labels)}).`,
    );
  }

  /** Several values of a vocabulary joined by `|`. */
  someOf<C extends string>(column: string, labels: Readonly<Record<C, string>>): readonly C[] {
    const codes = this.list(column).map((text) => {
      const code = codeOf(labels, text);
      if (code === null) {
        this.fault(column, text, refusal(text, `n’est pas une valeur connue (attendu : ${choices(labels)}).`));
      }
      return code;
    });
    return [...new Set(codes.filter((code) => code !== null))];
  }
}

function choices(labels: Readonly<Record<string, string>>): string {
  const known = Object.values(labels);
  return known.length <= 7
    ? known.join(', ')
    : `${known.slice(0, 4).join(', ')}… ${known.length} valeurs, voir la liste`;
}
