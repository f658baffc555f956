import type { Cells, Parsed, RecordContext } from '../../../platform/importer/dataset.ts';
import { CellReader, refusal } from './cells.source.ts';
import { bookingOf, checkValidity, locationOf, webAddress, weeklyOf } from './columns.source.ts';
import { parisInstant } from './occurrence.rules.ts';
import { sessionOf, type SessionCell } from './session.source.ts';
import { THEMES } from './themes.rules.ts';
import { AUDIENCES, FEES, KINDS, LEVELS, MODES, type Kind } from './vocabulary.rules.ts';

/** The default `modes` of each kind, when the cell is empty. */
const USUAL_MODE = { workshop: 'on_site', permanence: 'on_site', remote_session: 'remote' } as const;

/** The columns that make a file one of accompaniments; the others may be absent. */
export const ACCOMPANIMENT_COLUMNS = ['type', 'id', 'titre', 'thematiques', 'seances', 'jour'] as const;

/**
 * Reads one row of the accompaniments' file: our own format, for want of a national one.
 * Its columns are described in this folder's README.md.
 */
export function parseAccompaniment(cells: Cells, { source }: RecordContext): Parsed {
  const reader = new CellReader(cells);
  const kind = reader.required('type', Object.values(KINDS).join(', ')) === null ? null : reader.oneOf('type', KINDS);
  const id = reader.required('id', 'mediatheque-agen-atelier-12');
  const title =
    reader.text('titre') ??
    (kind === 'permanence' ? 'Permanence numérique' : reader.required('titre', 'Mes premiers courriels'));
  const about = [{ table: 'accompaniment', values: { id } }];
  if (kind === null) return { ok: false, faults: reader.faults, about };
  const values = {
    id,
    source,
    kind,
    title,
    sessions: sessionsOf(reader, kind).map(storedSession),
    ...contentOf(reader, kind),
    ...bookingOf(reader),
    ...locationOf(reader, kind),
    ...weeklyOf(reader, kind),
  };
  checkValidity(reader, values);
  if (reader.faults.length > 0) return { ok: false, faults: reader.faults, about };
  return { ok: true, rows: [{ table: 'accompaniment', values }] };
}

/** A session as the column `sessions` keeps it. */
export interface StoredSession {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly seatsTotal: number | null;
  readonly seatsLeft: number | null;
}

function storedSession({ date, opensAt, closesAt, seatsTotal, seatsLeft }: SessionCell): StoredSession {
  const [startsAt, endsAt] = [parisInstant(date, opensAt), parisInstant(date, closesAt)];
  return { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), seatsTotal, seatsLeft };
}

function sessionsOf(reader: CellReader, kind: Kind): readonly SessionCell[] {
  if (kind === 'permanence' || kind === 'individual_help') return [];
  const texts = reader.list('seances');
  if (texts.length === 0) reader.required('seances', '2026-11-26 14:00-16:00 5/12');
  const sessions = new Map<string, SessionCell>();
  for (const text of texts) {
    const read = sessionOf(text);
    if (!read.ok) reader.fault('seances', text, read.reason);
    else if (sessions.has(`${read.session.date} ${read.session.opensAt}`)) {
      reader.fault('seances', text, refusal(text, 'est donnée deux fois : gardez-en une.'));
    } else sessions.set(`${read.session.date} ${read.session.opensAt}`, read.session);
  }
  return [...sessions.values()];
}

function contentOf(reader: CellReader, kind: Kind) {
  const modes = reader.someOf('modes', MODES);
  const usual = kind === 'individual_help' ? null : USUAL_MODE[kind];
  if (modes.length === 0 && usual === null) reader.required('modes', 'Sur place|À domicile');
  if (kind === 'workshop') reader.required('thematiques', 'email|navigation_sur_internet');
  return {
    description: reader.text('description'),
    themes: reader.someOf('thematiques', THEMES),
    audiences: reader.someOf('publics', AUDIENCES),
    modes: modes.length > 0 || usual === null ? modes : [usual],
    level: reader.oneOf('niveau', LEVELS),
    fee: reader.oneOf('tarif', FEES),
    fee_detail: reader.text('precision_tarif'),
    advisor_role: reader.text('role_conseiller'),
    series: reader.text('serie'),
    url:
      kind === 'remote_session' && reader.required('lien', 'https://exemple.fr/visio') === null
        ? null
        : webAddress(reader, 'lien'),
  };
}
