import { z } from 'zod';
import { isCalendarDate } from '../../../platform/calendar.ts';
import type { Cells, Fault, Parsed, RecordContext } from '../../../platform/importer/dataset.ts';

/** The keys of an element of `data` in La Coop's API v1, a JSON:API resource. */
export const COOP_ACTIVITY_KEYS = ['type', 'id', 'attributes'] as const;

/** `type` of an activity in La Coop's API v1, with its French label. */
export const ACTIVITY_KINDS = {
  individuel: 'Accompagnement individuel',
  demarche_administrative: 'Aide à une démarche administrative',
  collectif: 'Atelier collectif',
} as const;
export type ActivityKind = keyof typeof ACTIVITY_KINDS;

const KIND_CODES = ['individuel', 'demarche_administrative', 'collectif'] as const;
const KIND_REASON = 'n’est pas un type d’activité (attendu : individuel, demarche_administrative ou collectif).';
const COUNT_REASON = 'n’est pas un nombre de personnes (attendu : 3).';

const count = z.int(COUNT_REASON).min(0, COUNT_REASON).max(100_000, COUNT_REASON);

/** What is read of an activity; everything else of it, the beneficiaries' profile included, is never looked at. */
const activity = z.object({
  type: z.literal('activite', 'n’est pas une activité (attendu : activite).'),
  id: z.string('n’est pas un identifiant (attendu : 123e4567-e89b-12d3-a456-426614174000).').min(1, 'est vide.'),
  attributes: z.object(
    {
      type: z.enum(KIND_CODES, KIND_REASON),
      date: z
        .string('n’est pas une date (attendu : 2026-11-26).')
        .refine((text) => isCalendarDate(text.slice(0, 10)), 'n’est pas une date (attendu : 2026-11-26).'),
      suppression: z.string('n’est pas un instant (attendu : 2026-11-26T10:00:00Z).').nullish(),
      structure_id: z.string('n’est pas un identifiant.').nullish(),
      lieu_code_insee: z
        .string('n’est pas un code INSEE de commune (attendu : 47001).')
        .regex(/^(?:[013-9]\d|2[AB1-9])\d{3}$/, 'n’est pas un code INSEE de commune (attendu : 47001).')
        .nullish(),
      thematiques: z.array(
        z.string('n’est pas un thème (attendu : email).'),
        'n’est pas une liste de thèmes (attendu : ["email"]).',
      ),
      accompagnements: count.nullish(),
      participants: count.nullish(),
      beneficiaires: z.object({ total: count }, 'n’est pas un décompte (attendu : {"total": 3}).').nullish(),
    },
    'n’est pas un objet.',
  ),
});

type Attributes = z.infer<typeof activity>['attributes'];

/**
 * Reads one activity of La Coop's API v1 down to commune, month, themes, kind and number of participants: the day,
 * the duration, the advisor and the beneficiaries' profile are left behind. A `suppression` keeps only the tombstone.
 */
export function parseActivity(record: Cells, { source }: RecordContext): Parsed {
  const read = activity.safeParse(record);
  if (!read.success) return { ok: false, faults: read.error.issues.map((issue) => faultOf(record, issue)) };
  const { id, attributes } = read.data;
  const withdrawn = attributes.suppression !== null && attributes.suppression !== undefined;
  const values = {
    id,
    source,
    kind: attributes.type,
    month: `${attributes.date.slice(0, 7)}-01`,
    commune_code: withdrawn ? null : (attributes.lieu_code_insee ?? null),
    structure_id: withdrawn ? null : (attributes.structure_id ?? null),
    themes: withdrawn ? [] : [...new Set(attributes.thematiques)].sort(),
    participants: withdrawn ? 0 : participantsOf(attributes),
    withdrawn,
  };
  return { ok: true, rows: [{ table: 'coop_activity', values }] };
}

/** The number of people accompanied, wherever the version of the API puts it; at least the person of an activity. */
function participantsOf({ participants, beneficiaires, accompagnements }: Attributes): number {
  return participants ?? beneficiaires?.total ?? accompagnements ?? 1;
}

function faultOf(record: Cells, { path, message }: z.core.$ZodIssue): Fault {
  const value = textOf(path.reduce<unknown>(memberOf, record));
  const last = path.filter((step) => step !== 'attributes').join('.');
  return { column: last === '' ? 'attributes' : last, value, reason: `"${value}" ${message}` };
}

function memberOf(container: unknown, step: PropertyKey): unknown {
  return typeof container === 'object' && container !== null ? Reflect.get(container, step) : undefined;
}

/** A short echo of a value; nothing of a nested object is repeated. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 80);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Whether a text is a kind of activity of La Coop's API. */
export function isActivityKind(text: string): text is ActivityKind {
  return Object.hasOwn(ACTIVITY_KINDS, text);
}
