import type { Role, Scope } from '../roles.ts';

/** What a French reader calls each role. */
export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  advisor: 'Conseiller (LGN)',
  'epci-staff': 'Agent d’EPCI',
  'operator-agent': 'Agent d’opérateur',
  'department-agent': 'Agent du Département',
  'place-host': 'Responsable de lieu',
  auditor: 'Auditeur',
  administrator: 'Administrateur',
};

/** What each right lets one do. */
export const SCOPE_LABELS: Readonly<Record<Scope, string>> = {
  'premises:read': 'lire d’un local ce qui n’est pas en données ouvertes',
  'diagnostics:read': 'lire les diagnostics des foyers et leur historique',
  'diagnostics:write': 'ouvrir, compléter et clore un diagnostic',
  'offers:write': 'publier, modifier et retirer les offres de sa propre organisation',
  'places:write': 'corriger les lieux et décider des doublons',
  'places:confirm': 'confirmer les informations d’un lieu',
  'accompaniments:write': 'publier les accompagnements',
  'indicators:read': 'lire les chiffres qui comptent des foyers, dans son EPCI ou, pour le Département, partout',
  'audit:read': 'lire le journal des accès aux diagnostics',
  'privacy:manage': 'exporter ou effacer ce qui concerne un local',
};
