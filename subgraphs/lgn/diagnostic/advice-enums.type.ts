import { builder } from '../builder.ts';
import { ADVICE_SENTENCES, type AdviceReasonCode } from './advice-reasons.rules.ts';

export const ConnectionNeedEnum = builder.enumType('ConnectionNeed', {
  description: 'Ce que le foyer attend de sa connexion.',
  values: {
    BASIC_BROWSING: { description: 'Navigation, courriel, démarches en ligne.' },
    VIDEO: { description: 'Vidéo et télévision par internet.' },
    STUDIES: { description: 'Études, cours à distance.' },
    TELEWORK: { description: 'Télétravail.' },
    TELEHEALTH: { description: 'Télésanté, téléconsultation.' },
    PHONE_LINE: { description: 'Ligne téléphonique seule.' },
    ALARM_OR_TELEASSISTANCE: { description: 'Alarme ou téléassistance.' },
  } as const,
});

export const ConnectionSolutionEnum = builder.enumType('ConnectionSolution', {
  description: 'Une solution de connexion.',
  values: {
    FIBRE: { description: 'Commander la fibre.' },
    FIBRE_ON_DEMAND: { description: 'Demander le raccordement à la fibre.' },
    WAIT_FOR_FIBRE: { description: 'Attendre la fibre.' },
    KEEP_COPPER: { description: 'Garder la ligne de cuivre en attendant.' },
    CABLE: { description: 'Prendre le câble.' },
    FIXED_5G: { description: 'Prendre une box 5G.' },
    FIXED_4G: { description: 'Prendre une box 4G.' },
    RADIO: { description: 'Prendre le réseau radio fixe.' },
    SATELLITE: { description: 'Prendre le satellite.' },
    CALL_ADVICE_SERVICE: { description: 'Appeler le service de conseil de LGN.' },
  } as const,
});

export const UrgencyEnum = builder.enumType('ConnectionUrgency', {
  description: 'À quel point il presse de quitter le cuivre.',
  values: {
    UNKNOWN: { description: 'Calendrier du cuivre inconnu.' },
    NONE: { description: 'Fermeture pas encore programmée.' },
    LOW: { description: 'Fermeture annoncée, à plus de six mois.' },
    MEDIUM: { description: 'Fermeture commerciale faite ou à moins de six mois.' },
    HIGH: { description: 'Fermeture technique à moins de six mois.' },
    IMMEDIATE: { description: 'Le cuivre est arrêté.' },
  } as const,
});

const CODES = Object.keys(ADVICE_SENTENCES) as AdviceReasonCode[];

export const AdviceReasonCodeEnum = builder.enumType('AdviceReasonCode', {
  description: 'Règle de conseil, par son code stable.',
  values: Object.fromEntries(CODES.map((code) => [code, { description: ADVICE_SENTENCES[code] }])) as Record<
    AdviceReasonCode,
    { description: string }
  >,
});
