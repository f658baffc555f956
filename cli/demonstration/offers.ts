import { addDays } from '../../platform/calendar.ts';
import { csvText } from './csv-text.ts';
import { DEMONSTRATION_SOURCE, demonstrationName, fictitiousPhone, frenchPhone } from './fictitious.ts';
import { INTERNET_OFFERS } from './internet-offers.ts';
import type { DemonstrationOffer } from './offer-row.ts';
import { OTHER_OFFERS } from './other-offers.ts';

const FICTITIOUS = 'Offre, prix et conditions fictifs, pour la démonstration : ils n’engagent pas le fournisseur.';

/** The social offers' file of the operators' subgraph: subgraphs/operators/social-offer/README.md. */
export function offersCsv(today: string): string {
  const offers = [...INTERNET_OFFERS, ...OTHER_OFFERS].map((offer, index) => ({ ...offer, index }));
  const as = (column: keyof DemonstrationOffer) => (offer: DemonstrationOffer) => offer[column];
  return csvText(offers, {
    identifiant: as('identifiant'),
    fournisseur: as('fournisseur'),
    nom: ({ nom }) => demonstrationName(nom),
    description: ({ description }) => `${description} ${FICTITIOUS}`,
    type: as('type'),
    technologies: as('technologies'),
    prix_mensuel: as('prix_mensuel'),
    frais_uniques: as('frais_uniques'),
    debit_descendant_mbits: as('debit_descendant_mbits'),
    debit_montant_mbits: as('debit_montant_mbits'),
    prestations: as('prestations'),
    quotient_familial_maximum: as('quotient_familial_maximum'),
    un_critere_de_ressources_suffit: as('un_critere_de_ressources_suffit'),
    age_minimum: as('age_minimum'),
    age_maximum: as('age_maximum'),
    orientation_requise: as('orientation_requise'),
    cuivre_en_fermeture: as('cuivre_en_fermeture'),
    communes: as('communes'),
    epci: as('epci'),
    documents: as('documents'),
    comment_souscrire: as('comment_souscrire'),
    url_souscription: ({ identifiant }) => `https://www.example.org/offres/${identifiant}`,
    telephone_souscription: ({ index }) => frenchPhone(fictitiousPhone(9_000 + index)),
    source: () => DEMONSTRATION_SOURCE,
    url_source: () => '',
    verifie_le: ({ checkedDaysAgo }) => addDays(today, -checkedDaysAgo),
    valable_jusqu_au: ({ validForDays }) => (validForDays === undefined ? '' : addDays(today, validForDays)),
  });
}
