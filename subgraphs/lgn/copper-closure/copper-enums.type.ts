import { builder } from '../builder.ts';

export const CopperPhaseEnum = builder.enumType('CopperPhase', {
  description: 'Où en est le cuivre d’une commune, un jour donné.',
  values: {
    UNKNOWN: { description: 'Aucun fichier de fermeture n’a encore été importé : on ne peut rien dire.' },
    NOT_SCHEDULED_YET: {
      description:
        'Pas encore programmée : aucune date publiée. Toutes les communes sont concernées, la fin nationale est en 2030.',
    },
    OPEN: { description: 'En service et vendu ; la fermeture n’était pas encore annoncée ce jour-là.' },
    COMMERCIAL_CLOSURE_ANNOUNCED: { description: 'Les dates sont fixées ; des lignes se vendent encore.' },
    NO_NEW_LINE_SOLD: { description: 'Fermeture commerciale faite : plus de nouvelle ligne, les anciennes marchent.' },
    CLOSED: { description: 'Fermeture technique faite : plus aucune ligne ne marche.' },
  } as const,
});
