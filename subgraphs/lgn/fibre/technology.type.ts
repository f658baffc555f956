import { builder } from '../builder.ts';

/** The same enum, value by value, as in the operators' subgraph. */
export const TechnologyEnum = builder.enumType('Technology', {
  description: 'Moyen d’accès à internet.',
  values: {
    FIBRE: { description: 'Fibre optique jusqu’au logement.' },
    COPPER: { description: 'Réseau téléphonique en cuivre (ADSL, VDSL).' },
    CABLE: { description: 'Câble coaxial.' },
    FIXED_4G: { description: 'Box 4G.' },
    FIXED_5G: { description: 'Box 5G.' },
    RADIO: { description: 'Réseau radio fixe, haut ou très haut débit.' },
    SATELLITE: { description: 'Satellite.' },
  } as const,
});
