import { replace, type Sql } from '../territory/territory.reference.ts';
import type { OrganisationKind } from './organisation-kind.rules.ts';
import { deriveOrganisations } from './organisation.derive.ts';

const ROADMAP = 'Feuille de route FNE 47 2025-2027';

/**
 * Who the hub knows without an import. The roadmap names the operators of Déclic47 (« Phase 1 »); it writes
 * « Pôle emploi » there and « France Travail » elsewhere, and does not name the three Missions locales.
 */
const REFERENCES: Readonly<Partial<Record<OrganisationKind, Readonly<Record<string, string>>>>> = {
  ESSENTIAL_SERVICE_OPERATOR: {
    'caf-47': 'CAF',
    msa: 'MSA',
    'cpam-47': 'CPAM',
    'france-travail': 'France Travail (Pôle emploi)',
    'cap-emploi': 'Cap emploi',
    'conference-financeurs': 'Conférence des financeurs',
    carsat: 'CARSAT',
    'mutualite-francaise': 'Mutualité française',
    'la-poste': 'La Poste',
    sncf: 'SNCF',
    urssaf: 'URSSAF',
    'mission-locale-1': 'Mission locale (1 sur 3)',
    'mission-locale-2': 'Mission locale (2 sur 3)',
    'mission-locale-3': 'Mission locale (3 sur 3)',
    'campus-numerique-47': 'Campus numérique 47',
    lgn: 'Lot-et-Garonne Numérique',
    orange: 'Orange',
  },
  INTERNET_PROVIDER: { sfr: 'SFR', 'bouygues-telecom': 'Bouygues Telecom', free: 'Free' },
  LOCAL_AUTHORITY: { 'departement-47': 'Conseil départemental de Lot-et-Garonne' },
  ASSOCIATION: { 'emmaus-connect': 'Emmaüs Connect' },
};

/** The roadmap names these; the other references are the hub's own, so that offers have a provider. */
const OWN_REFERENCES = new Set(['sfr', 'bouygues-telecom', 'free']);

/** Loads the reference organisations; running it again changes nothing. */
export async function loadOrganisations(sql: Sql): Promise<void> {
  const rows = Object.entries(REFERENCES).flatMap(([kind, names]) =>
    Object.entries(names).map(([id, name]) => ({
      id,
      name,
      kind,
      source: OWN_REFERENCES.has(id) ? 'Référentiel du hub Déclic47' : ROADMAP,
      as_of: '2025-01-01',
    })),
  );
  await replace(sql, 'organisation_reference', 'id', {
    definition: 'id text, name text, kind text, source text, as_of date',
    rows,
  });
  await deriveOrganisations(sql);
}
