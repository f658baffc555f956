import { builder } from '../builder.ts';

export const ChannelEnum = builder.enumType('DiagnosticChannel', {
  description: 'Comment le diagnostic est mené.',
  values: {
    PHONE: { description: 'Au téléphone.' },
    HOME_VISIT: { description: 'À domicile.' },
    ONLINE: { description: 'En ligne.' },
  } as const,
});

export const StatusEnum = builder.enumType('DiagnosticStatus', {
  description: 'Où en est le diagnostic.',
  values: {
    OPEN: { description: 'Ouvert.' },
    VISIT_SCHEDULED: { description: 'Visite prévue.' },
    WAITING: { description: 'En attente d’une suite à donner.' },
    CLOSED: { description: 'Clos.' },
  } as const,
});

export const VisitSlotEnum = builder.enumType('VisitSlot', {
  description: 'Moment de la visite.',
  values: {
    MORNING: { description: 'Matin.' },
    AFTERNOON: { description: 'Après-midi.' },
    EVENING: { description: 'Soir.' },
  } as const,
});

export const FollowUpKindEnum = builder.enumType('FollowUpKind', {
  description: 'Nature d’une suite à donner.',
  values: {
    CALL_BACK: { description: 'Rappeler le foyer.' },
    CONTACT_OPERATOR: { description: 'Contacter un opérateur.' },
    CONTACT_TOWN_HALL: { description: 'Contacter la mairie.' },
    CHECK_INSTALLATION: { description: 'Vérifier l’installation.' },
    OTHER: { description: 'Autre.' },
  } as const,
});

const OUTCOME_VALUES = {
  CONNECTED: { description: 'Le foyer est connecté par une nouvelle solution.' },
  IMPROVED: { description: 'La connexion existante est améliorée.' },
  ORDERED: { description: 'Une commande est passée.' },
  NO_CHANGE: { description: 'Rien ne change.' },
  NO_SOLUTION: { description: 'Aucune solution trouvée.' },
  ABANDONED: { description: 'Le foyer n’a pas donné suite.' },
} as const;

/** What a diagnostic may have given, in the order of the schema. */
export const OUTCOMES = Object.keys(OUTCOME_VALUES);

export const OutcomeEnum = builder.enumType('DiagnosticOutcome', {
  description: 'Ce que le diagnostic a donné.',
  values: OUTCOME_VALUES,
});
