import { parse } from 'csv-parse/sync';

const DELIMITERS = [';', ',', '\t', '|'] as const;

/** The separator that the header line uses most, outside quotes. */
export function delimiterOf(head: string): string {
  const header = firstLine(head).replaceAll(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

/** The header's column names, trimmed; empty when the text is not a table. */
export function headerOf(head: string): readonly string[] {
  const header = firstLine(head);
  try {
    const [columns = []] = parse(header, { delimiter: delimiterOf(head), bom: true, relax_quotes: true });
    return columns.map((name) => name.trim());
  } catch {
    return [];
  }
}

function firstLine(head: string): string {
  return head.trimStart().split(/\r?\n|\r/, 1)[0] ?? '';
}
