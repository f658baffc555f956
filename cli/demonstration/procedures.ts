import { addDays } from '../../platform/calendar.ts';
import { csvText } from './csv-text.ts';
import { DEMONSTRATION_SOURCE, demonstrationName, fictitiousPhone, frenchPhone, slug } from './fictitious.ts';
import { seededRandom } from './random.ts';

/** A few procedures by operator, told in words that hold for any of them; nothing here describes the real ones. */
const PROCEDURES: Readonly<Record<string, readonly string[]>> = {
  'caf-47': ['Déclarer ses ressources', 'Demander une aide au logement'],
  'cpam-47': ['Mettre à jour sa carte', 'Choisir un médecin traitant'],
  msa: ['Déclarer un changement de situation'],
  'france-travail': ['S’inscrire comme demandeur d’emploi', 'Actualiser sa situation'],
  carsat: ['Consulter son relevé de carrière'],
  'la-poste': ['Faire suivre son courrier'],
  sncf: ['Acheter un billet en ligne'],
  urssaf: ['Déclarer un emploi à domicile'],
  'cap-emploi': ['Prendre un premier rendez-vous'],
  orange: ['Signaler une panne de ligne', 'Demander un raccordement à la fibre'],
  sfr: ['Changer d’adresse de livraison d’une box'],
  'bouygues-telecom': ['Demander un raccordement à la fibre'],
  free: ['Résilier une ligne en cuivre'],
  lgn: ['Demander un diagnostic de connexion'],
  'departement-47': ['Demander une aide pour une facture impayée'],
};

/** Fictitious procedures of the operators: subgraphs/operators/procedure. */
export function proceduresCsv(today: string): string {
  const random = seededRandom('procedures');
  const procedures = Object.entries(PROCEDURES).flatMap(([operator, names]) =>
    names.map((name) => {
      const phone = random.chance(0.6) ? frenchPhone(fictitiousPhone(random.integer(5_000, 5_999))) : '';
      return {
        operator,
        name,
        id: `demo-${operator}-${slug(name)}`,
        phone,
        verifiedOn: addDays(today, -random.integer(10, 250)),
      };
    }),
  );
  return csvText(procedures, {
    identifiant: ({ id }) => id,
    operateur: ({ operator }) => operator,
    nom: ({ name }) => demonstrationName(name),
    description: () => 'Démarche décrite pour la démonstration : renseignez-vous auprès de l’organisme.',
    url: ({ id }) => `https://www.example.org/demarches/${id}`,
    telephone: ({ phone }) => phone,
    source: () => DEMONSTRATION_SOURCE,
    verifie_le: ({ verifiedOn }) => verifiedOn,
  });
}
