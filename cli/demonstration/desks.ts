import { addDays } from '../../platform/calendar.ts';
import { communeOf, type DemonstrationCommune } from './communes.ts';
import { csvText } from './csv-text.ts';
import { DEMONSTRATION_SOURCE, demonstrationName, fictitiousPhone, frenchPhone } from './fictitious.ts';
import { seededRandom } from './random.ts';
import { TOWN_STREETS } from './street-names.ts';

/** Organisations that the hub knows, with the communes in which the demonstration gives them a desk. */
const DESKS: Readonly<Record<string, readonly string[]>> = {
  'caf-47': ['47001', '47157', '47323'],
  'cpam-47': ['47001', '47323'],
  msa: ['47001', '47195'],
  'france-travail': ['47001', '47157', '47323', '47106'],
  carsat: ['47001'],
  'la-poste': ['47310', '47004', '47213', '47215'],
  'cap-emploi': ['47001'],
  'mutualite-francaise': ['47157'],
  orange: ['47031'],
  lgn: ['47001'],
};

const HOURS = ['Mo-Fr 09:00-12:00,13:30-16:30', 'Mo-Th 08:30-12:30', 'Tu,Th 09:00-12:00', ''];

interface Desk {
  readonly operator: string;
  readonly commune: DemonstrationCommune;
  readonly address: string;
  readonly hours: string;
  readonly phone: string;
  readonly verifiedOn: string;
}

/** Fictitious desks of the operators: subgraphs/operators/operator. */
export function desksCsv(communes: readonly DemonstrationCommune[], today: string): string {
  const random = seededRandom('desks');
  const desks = Object.entries(DESKS).flatMap(([operator, codes]) =>
    codes.map((code): Desk => {
      const commune = communeOf(communes, code);
      const address = `${random.integer(1, 40)} ${random.pick(TOWN_STREETS)}, ${commune.postcode} ${commune.name}`;
      const phone = frenchPhone(fictitiousPhone(random.integer(6_000, 6_999)));
      return {
        operator,
        commune,
        address,
        hours: random.pick(HOURS),
        phone,
        verifiedOn: addDays(today, -random.integer(10, 250)),
      };
    }),
  );
  return csvText(desks, {
    identifiant: ({ operator, commune }) => `demo-${operator}-${commune.code}`,
    operateur: ({ operator }) => operator,
    nom: ({ commune }) => demonstrationName(`Accueil, ${commune.name}`),
    code_insee: ({ commune }) => commune.code,
    adresse: ({ address }) => address,
    horaires: ({ hours }) => hours,
    telephone: ({ phone }) => phone,
    source: () => DEMONSTRATION_SOURCE,
    verifie_le: ({ verifiedOn }) => verifiedOn,
  });
}
