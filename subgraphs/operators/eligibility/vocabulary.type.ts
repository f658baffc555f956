import { builder } from '../builder.ts';

/** The same enum, value by value, as in the lgn subgraph. */
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

export const OfferKindEnum = builder.enumType('OfferKind', {
  description: 'Ce qu’est une offre. Une réduction sur la ligne téléphonique n’est pas une offre internet.',
  values: {
    INTERNET: { description: 'Accès à internet au logement.' },
    MOBILE: { description: 'Forfait mobile.' },
    TELEPHONE_LINE: { description: 'Ligne téléphonique fixe seule, sans internet.' },
    PREPAID_CARD: { description: 'Carte prépayée.' },
    DEBT_AID: { description: 'Aide au paiement de dettes de téléphone ou d’internet.' },
    CONNECTION_AID: { description: 'Aide au raccordement du logement.' },
  } as const,
});

export const SocialBenefitEnum = builder.enumType('SocialBenefit', {
  description: 'Prestation sociale qu’une offre peut demander de recevoir.',
  values: {
    RSA: { description: 'Revenu de solidarité active.' },
    AAH: { description: 'Allocation aux adultes handicapés.' },
    ASS: { description: 'Allocation de solidarité spécifique.' },
    ASPA: { description: 'Allocation de solidarité aux personnes âgées.' },
    ASI: { description: 'Allocation supplémentaire d’invalidité.' },
    ACTIVITY_BONUS: { description: 'Prime d’activité.' },
    HOUSING_AID: { description: 'Aide au logement.' },
    COMPLEMENTARY_HEALTH: { description: 'Complémentaire santé solidaire.' },
    STUDENT_GRANT: { description: 'Bourse d’enseignement.' },
    WAR_INVALIDITY_PENSION: { description: 'Pension militaire d’invalidité.' },
  } as const,
});
