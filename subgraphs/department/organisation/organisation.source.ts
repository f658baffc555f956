import type { Cells, Fault, Parsed } from '../../../platform/importer/dataset.ts';
import { cellText } from '../territory/header.rules.ts';
import { organisationKind } from './organisation-kind.rules.ts';
import { isRna, isSiret } from './siret.ts';

const COLUMNS = ['id', 'nom', 'nature', 'siret', 'rna', 'groupe'] as const;

/** Whether a file is a list of organisations: `id;nom;nature;siret;rna;groupe`. */
export function isOrganisationHeader(columns: ReadonlySet<string>): boolean {
  return COLUMNS.every((column) => columns.has(column));
}

/** One organisation; SIRET, RNA and group may be empty, and a SIRET is checked. */
export function parseOrganisation(record: Cells, source: string): Parsed {
  const textOf = (column: (typeof COLUMNS)[number]) => cellText(record[column]);
  const id = textOf('id');
  const siret = textOf('siret').replaceAll(/\s/g, '');
  const rna = textOf('rna').toUpperCase();
  const kind = organisationKind(textOf('nature'));
  const faults: Fault[] = [];
  const refuse = (column: (typeof COLUMNS)[number], reason: string) => {
    faults.push({ column, value: textOf(column), reason });
  };
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) refuse('id', 'un identifiant court est attendu (par exemple caf-47)');
  if (textOf('nom') === '') refuse('nom', 'le nom manque');
  if (kind === null) refuse('nature', 'nature inconnue (par exemple « association » ou « opérateur »)');
  if (siret !== '' && !isSiret(siret)) refuse('siret', 'ce n’est pas un SIRET : 14 chiffres, clé de contrôle juste');
  if (rna !== '' && !isRna(rna)) refuse('rna', 'ce n’est pas un numéro RNA (attendu : W472000123)');
  if (faults.length > 0) {
    return { ok: false, faults, about: [{ table: 'organisation_record', values: { id, source } }] };
  }
  const optional = (text: string) => (text === '' ? null : text);
  const values = { id, source, name: textOf('nom'), kind, siret: optional(siret), rna: optional(rna) };
  return {
    ok: true,
    rows: [{ table: 'organisation_record', values: { ...values, group_name: optional(textOf('groupe')) } }],
  };
}
