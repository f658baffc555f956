/** A place in the standard's columns, whatever file it comes from: texts, and lists for what the standard joins by `|`. */
export type StandardCells = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Texts of a cell: the elements of a list, or the parts that `|` joins; empty ones are dropped. */
export function listOf(value: unknown, separator: string | RegExp = '|'): string[] {
  const parts: unknown[] = Array.isArray(value) ? value : textOf(value).split(separator);
  return parts.map((part) => textOf(part)).filter((part) => part !== '');
}

/** The text of a cell of any file, without spaces around; empty for what is missing. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Degrees as files write them (`44.2`, `44,2`), `null` when it is not a number. */
export function degrees(text: string): number | null {
  const value = text.replace(',', '.');
  return /^-?\d{1,3}(\.\d+)?$/.test(value) ? Number(value) : null;
}

/** Lot-et-Garonne's bounding box, from the outlines of its communes (IGN Admin Express), widened by some 2 km. */
const DEPARTMENT_BOX = { south: 43.95, north: 44.79, west: -0.17, east: 1.1 };

/** Whether a point can be in Lot-et-Garonne. */
export function isNearDepartment(latitude: number, longitude: number): boolean {
  const { south, north, west, east } = DEPARTMENT_BOX;
  return latitude >= south && latitude <= north && longitude >= west && longitude <= east;
}
