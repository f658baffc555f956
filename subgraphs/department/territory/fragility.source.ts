import type { Cells, Fault, Parsed } from '../../../platform/importer/dataset.ts';
import { cellText, foldedHeader } from './header.rules.ts';

const SCORES = ['age', 'education', 'activity', 'benefits', 'immigration'] as const;

/** Spellings of the columns, folded: the study is handed over by spreadsheet, with headers written by hand. */
const ALIASES = {
  code: ['code insee', 'insee', 'codgeo', 'code commune', 'code'],
  age: ['age', 'note age', 'score age'],
  education: ['formation', 'niveau formation', 'niveau de formation', 'note formation', 'score formation', 'education'],
  activity: ['activite', 'activite professionnelle', 'emploi', 'note activite', 'score activite', 'sans emploi'],
  benefits: ['minima sociaux', 'minima', 'note minima sociaux', 'score minima sociaux', 'score minima'],
  immigration: ['immigration', 'immigres', 'note immigration', 'score immigration'],
  total: ['total', 'indice', 'indice de rupture', 'indice rupture', 'note totale', 'score total', 'indice total'],
} as const;

type Field = keyof typeof ALIASES;

/** Whether a header holds the commune code, the five scores and the total, under any known spelling. */
export function isFragilityHeader(columns: ReadonlySet<string>): boolean {
  return Object.keys(ALIASES).every((field) => columnOf([...columns], field as Field) !== null);
}

function columnOf(columns: readonly string[], field: Field): string | null {
  const spellings: readonly string[] = ALIASES[field];
  return columns.find((column) => spellings.includes(foldedHeader(column))) ?? null;
}

const NOT_COMPUTABLE = new Set(['', 'nc', 'nd', 'ns', 'na', 'n a', 'non calculable', 'secret', '-']);

/**
 * One commune's indice de rupture: five scores out of 5 and their sum out of 25, or nothing at all when the study
 * could not compute it. Source: feuille de route FNE 47 2025-2027, étude Compas.
 */
export function parseFragility(record: Cells): Parsed {
  const columns = Object.keys(record);
  const textOf = (field: Field) => cellText(record[columnOf(columns, field) ?? '']);
  const fault = (field: Field, reason: string): Fault => ({
    column: columnOf(columns, field) ?? field,
    value: textOf(field),
    reason,
  });
  const code = textOf('code');
  if (!/^\d{5}$/.test(code))
    return { ok: false, faults: [fault('code', 'ce n’est pas un code INSEE (attendu : 47001)')] };
  const fields = [...SCORES, 'total'] as const;
  if (fields.every((field) => NOT_COMPUTABLE.has(textOf(field).toLowerCase()))) {
    return row({ code, ...Object.fromEntries(fields.map((field) => [field, null])) });
  }
  const faults = fields.flatMap((field) => {
    const maximum = field === 'total' ? 25 : 5;
    const isScore = /^\d{1,2}$/.test(textOf(field)) && Number(textOf(field)) <= maximum;
    return isScore
      ? []
      : [fault(field, `une note entière de 0 à ${maximum} est attendue (par exemple ${maximum - 2})`)];
  });
  if (faults.length > 0) return { ok: false, faults };
  const sum = SCORES.reduce((total, field) => total + Number(textOf(field)), 0);
  if (sum !== Number(textOf('total'))) {
    return { ok: false, faults: [fault('total', `le total ne vaut pas la somme des cinq notes (${sum})`)] };
  }
  return row({ code, ...Object.fromEntries(fields.map((field) => [field, Number(textOf(field))])) });
}

function row(values: Readonly<Record<string, unknown>>): Parsed {
  return { ok: true, rows: [{ table: 'commune_fragility', values }] };
}
