import { z } from 'zod';
import type { Cells, Parsed, StagedRow } from '../../../platform/importer/dataset.ts';
import { isCalendarDate } from '../../../platform/calendar.ts';
import { dateOf } from '../social-offer/french-values.rules.ts';

const IDENTIFIER = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The columns that desks and procedures share. */
export const REFERENCE_COLUMNS = {
  identifiant: z
    .string('est obligatoire')
    .regex(IDENTIFIER, 'n’est pas un identifiant (minuscules, chiffres et tirets, par exemple « caf-47-agen »)'),
  operateur: z
    .string('est obligatoire')
    .regex(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*|W\d{9})$/, 'n’est pas un identifiant d’organisation (attendu : « caf-47 »)'),
  source: z.string('est obligatoire').min(2, 'est obligatoire'),
  verifie_le: z.string('est obligatoire').transform((text, context) => {
    const read = dateOf(text);
    if (read.ok && isCalendarDate(read.value)) return read.value;
    context.addIssue(read.ok ? 'est un jour qui n’existe pas (attendu : « 2026-03-01 »)' : read.reason);
    return z.NEVER;
  }),
};

/** Reads one row by its contract: a staged row, or a fault by bad column. */
export function parseReference<T>(cells: Cells, row: z.ZodType<T>, stage: (read: T) => StagedRow): Parsed {
  const read = row.safeParse(cells);
  if (read.success) return { ok: true, rows: [stage(read.data)] };
  const faults = read.error.issues.map(({ path, message }) => {
    const column = String(path[0]);
    const value = cells[column];
    return { column, value: typeof value === 'string' ? value : '', reason: message };
  });
  return { ok: false, faults };
}
