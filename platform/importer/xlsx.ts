import type exceljs from 'exceljs';
import type { Cells } from './dataset.ts';
import { worksheetsOf } from './workbook.ts';

type Recognises = (columns: ReadonlySet<string>) => boolean;

/** Streams the rows of the first worksheet whose header a format recognises; cells become trimmed text. */
export async function* worksheetRecords(
  path: string,
  recognises: Recognises,
): AsyncIterable<{ line: number; cells: Cells }> {
  for await (const sheet of worksheetsOf(path)) {
    let columns: readonly string[] | null = null;
    for await (const row of sheet) {
      const texts = textsOf(row);
      if (columns === null) {
        if (recognises(new Set(texts))) columns = texts;
        else break;
      } else
        yield { line: row.number, cells: Object.fromEntries(columns.map((name, index) => [name, texts[index] ?? ''])) };
    }
    if (columns !== null) return;
  }
}

/** The header cells of every worksheet. */
export async function worksheetHeaders(path: string): Promise<readonly (readonly string[])[]> {
  const headers: (readonly string[])[] = [];
  for await (const sheet of worksheetsOf(path)) {
    for await (const row of sheet) {
      headers.push(textsOf(row));
      break;
    }
  }
  return headers;
}

function textsOf(row: exceljs.Row): readonly string[] {
  const values = Array.isArray(row.values) ? row.values.slice(1) : [];
  return Array.from(values, (value, index) => textOf(dateOfFormula(value, row.getCell(index + 1))).trim());
}

const DATE_FORMAT = /[dy]/i;
const QUOTED_OR_BRACKETED = /"[^"]*"|\[[^\]]*\]/g;
const DAY_MS = 86_400_000;
/** Day 0 of a workbook's calendar, so that day 61 is 1 March 1900 as in Excel. */
const FIRST_DAY = Date.UTC(1899, 11, 30);

/** The reader gives a formula's date as its number of days: the cell's format tells that it is one. */
function dateOfFormula(value: exceljs.CellValue, cell: exceljs.Cell): exceljs.CellValue {
  // Declared as a string always; a cell without a format has none.
  const numFmt = cell.numFmt as string | undefined;
  const result = typeof value === 'object' && value !== null && 'result' in value ? value.result : undefined;
  if (typeof result !== 'number' || !DATE_FORMAT.test((numFmt ?? '').replaceAll(QUOTED_OR_BRACKETED, ''))) return value;
  return new Date(FIRST_DAY + Math.round(result * DAY_MS));
}

/** A date becomes `YYYY-MM-DD`; a formula, its result; rich text, its text. */
function textOf(value: exceljs.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('result' in value) return textOf(value.result);
  return 'text' in value ? value.text : '';
}
