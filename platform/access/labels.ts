import type { Role, Scope } from '../roles.ts';
import type { PolicyName } from './grants.ts';

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
  'places:write': 'créer, corriger et fermer les lieux ; décider des doublons et des corrections proposées',
  'places:confirm': 'confirmer les informations d’un lieu et en proposer des corrections',
  'accompaniments:write': 'publier, modifier et annuler les accompagnements',
  'indicators:read': 'lire les chiffres qui comptent des foyers, dans son EPCI ou, pour le Département, partout',
  'audit:read': 'lire le journal des accès aux diagnostics',
  'privacy:manage': 'exporter ou effacer ce qui concerne un local',
};

/** What each named rule asks of a caller. */
export const POLICY_LABELS: Readonly<Record<PolicyName, string>> = {
  person: 'être une personne, non un programme qui montre une clé',
  'own-organisation': 'agir pour une organisation : ce que l’on écrit est à elle, ce que l’organisation vérifie',
  'own-epci': 'être rattaché à un EPCI : ce sont ses chiffres que l’on lit, ce que l’organisation vérifie',
  'whole-department': 'agir pour tout le Lot-et-Garonne : agent du Département ou administrateur',
};
