import { parse } from 'csv-parse';
import type { Format, Cells, Fault } from './dataset.ts';
import { listStreamOf } from './json-list.ts';
import { openText, type SourceFile } from './source-file.ts';
import { delimiterOf } from './csv-dialect.ts';
import { worksheetRecords } from './xlsx.ts';

/** One record of a file, or why its line cannot be read as one. */
export type SourceRecord =
  { readonly line: number; readonly cells: Cells } | { readonly line: number; readonly fault: Fault };

/** Streams a file's records as its format has them; memory does not grow with the file. */
export function readRecords(
  file: SourceFile,
  format: Format,
  onBytes: (count: number) => void,
): AsyncIterable<SourceRecord> {
  switch (format.kind) {
    case 'csv':
      return csvRecords(file, onBytes);
    case 'xlsx':
      return worksheetRecords(file.path, format.recognises);
    case 'json':
    case 'geojson':
      return jsonRecords(file, onBytes);
  }
}

async function* csvRecords(file: SourceFile, onBytes: (count: number) => void): AsyncIterable<SourceRecord> {
  const parser = parse({
    delimiter: delimiterOf(file.head),
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
  });
  const text = openText(file, onBytes);
  text.once('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let columns: readonly string[] | null = null;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    if (columns === null) columns = record.map((name) => name.trim());
    else yield csvRecord(columns, record, info.lines);
  }
}

function csvRecord(columns: readonly string[], values: readonly string[], line: number): SourceRecord {
  if (values.length > columns.length && values.slice(columns.length).some((value) => value.trim() !== '')) {
    const reason = `la ligne compte ${values.length} cellules, l’en-tête en annonce ${columns.length}`;
    return { line, fault: { column: '', value: values.join(' | ').slice(0, 200), reason } };
  }
  const cells: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index += 1) cells[columns[index] ?? ''] = (values[index] ?? '').trim();
  return { line, cells };
}

async function* jsonRecords(file: SourceFile, onBytes: (count: number) => void): AsyncIterable<SourceRecord> {
  let line = 0;
  for await (const value of listStreamOf(openText(file, onBytes), file.head)) {
    line += 1;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) yield { line, cells: value as Cells };
    else
      yield { line, fault: { column: '', value: JSON.stringify(value).slice(0, 200), reason: 'un objet est attendu' } };
  }
}
