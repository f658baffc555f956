type Cell = string | number | null | undefined;

/** Writes a table as its producers do; the header is the keys of `columns`, each with how a row fills it. */
export function csvText<Row>(
  rows: readonly Row[],
  columns: Readonly<Record<string, (row: Row) => Cell>>,
  separator: ',' | ';' = ';',
): string {
  const fill = Object.values(columns);
  const lines = [Object.keys(columns), ...rows.map((row) => fill.map((cell) => cell(row)))];
  return `${lines.map((cells) => cells.map((cell) => quoted(cell, separator)).join(separator)).join('\n')}\n`;
}

function quoted(cell: Cell, separator: string): string {
  const text = cell === null || cell === undefined ? '' : String(cell);
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
