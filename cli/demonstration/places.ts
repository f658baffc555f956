import { addDays } from '../../platform/calendar.ts';
import { ownPlaceId } from '../../subgraphs/department/place/place-identity.rules.ts';
import type { DemonstrationCommune } from './communes.ts';
import { csvText } from './csv-text.ts';
import { DEMONSTRATION_SOURCE, demonstrationName, fictitiousPhone, fictitiousSiret, slug } from './fictitious.ts';
import { moved, type Point } from './geometry.ts';
import {
  OPENING_HOURS,
  PLACE_KINDS,
  PLACE_NAMES,
  SPECIAL_CARE,
  TRAINING_LABELS,
  type PlaceKind,
} from './place-kinds.ts';
import { type Random, seededRandom } from './random.ts';
import { TOWN_STREETS } from './street-names.ts';

/** A place that does not exist, in a commune that does. */
export interface DemonstrationPlace {
  readonly id: string;
  readonly siret: string;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly commune: DemonstrationCommune;
  readonly address: string;
  readonly addressExtra: string | null;
  /** `null`: its producer gave none. */
  readonly point: Point | null;
  readonly phone: string | null;
  readonly hours: string | null;
  readonly care: readonly string[];
  readonly labels: readonly string[];
  readonly access: readonly string[];
  readonly bookable: boolean;
  readonly detailed: boolean;
  readonly updatedOn: string;
}

/** The organisation that holds the first place: `npm run token -- place-host` acts for it. */
export const DEMONSTRATION_HOST_SIRET = fictitiousSiret(0);

const PLACES = 120;
const INHABITANTS_PER_FURTHER_PLACE = 3_500;
const MOST_IN_ONE_COMMUNE = 9;

/** About 120 places: one in each of the larger communes, several in the towns, none in most villages. */
export function demonstrationPlaces(
  communes: readonly DemonstrationCommune[],
  today: string,
): readonly DemonstrationPlace[] {
  const seats = communes.flatMap((commune) => {
    const count = 1 + Math.floor(commune.population / INHABITANTS_PER_FURTHER_PLACE);
    return Array.from({ length: Math.min(count, MOST_IN_ONE_COMMUNE) }, (_, rank) => ({ commune, rank }));
  });
  return seats.slice(0, PLACES).map((seat, index) => placeAt({ ...seat, index, today }));
}

interface Seat {
  readonly commune: DemonstrationCommune;
  readonly rank: number;
  readonly index: number;
  readonly today: string;
}

function placeAt({ commune, rank, index, today }: Seat): DemonstrationPlace {
  const random = seededRandom(`place/${commune.code}/${rank}`);
  const kind = PLACE_KINDS[index % PLACE_KINDS.length] ?? random.pick(PLACE_KINDS);
  const name = `${kind.name} ${PLACE_NAMES[(index * 5) % PLACE_NAMES.length] ?? ''}`;
  const bookable = random.chance(0.4);
  return {
    id: `${commune.code}-${rank + 1}`,
    siret: fictitiousSiret(index),
    kind,
    name: demonstrationName(name),
    commune,
    address: `${random.integer(1, 60)} ${random.pick(TOWN_STREETS)}`,
    addressExtra: random.chance(0.15) ? 'Rez-de-chaussée, entrée par la cour' : null,
    point: random.chance(0.03) ? null : moved(commune, random.integer(-700, 700), random.integer(-700, 700)),
    phone: random.chance(0.92) ? fictitiousPhone(index) : null,
    hours: random.pick(OPENING_HOURS),
    care: random.chance(0.4) ? random.some(SPECIAL_CARE, random.integer(1, 3)) : [],
    labels: random.chance(0.3) ? random.some(TRAINING_LABELS, random.integer(1, 2)) : [],
    access: accessModes(kind, { bookable, random }),
    bookable,
    detailed: random.chance(0.5),
    updatedOn: addDays(today, -random.integer(5, random.chance(0.2) ? 900 : 240)),
  };
}

function accessModes(kind: PlaceKind, { bookable, random }: { bookable: boolean; random: Random }): readonly string[] {
  if (kind.name === 'Ressourcerie' && random.chance(0.5)) return ['Envoyer un mail avec une fiche de prescription'];
  if (kind.name === 'Atelier du numérique' && random.chance(0.15)) return ["Ce lieu n'accueille pas de public"];
  const modes = random.some(['Se présenter', 'Téléphoner', 'Contacter par mail'], random.integer(1, 3));
  return bookable ? [...modes, 'Prendre un RDV en ligne'] : modes;
}

/** The places under the columns of « lieux de médiation numérique » v1.0.2, all of which some place fills. */
export function placesCsv(places: readonly DemonstrationPlace[]): string {
  const website = ({ name }: DemonstrationPlace) => `https://www.example.org/lieux/${slug(name)}`;
  return csvText(
    places,
    {
      id: ({ id }) => id,
      pivot: ({ siret }) => siret,
      nom: ({ name }) => name,
      commune: ({ commune }) => commune.name,
      code_postal: ({ commune }) => commune.postcode,
      code_insee: ({ commune }) => commune.code,
      adresse: ({ address }) => address,
      complement_adresse: ({ addressExtra }) => addressExtra,
      latitude: ({ point }) => point?.latitude,
      longitude: ({ point }) => point?.longitude,
      typologie: ({ kind }) => kind.typologies,
      telephone: ({ phone }) => phone,
      courriels: ({ id, detailed }) =>
        [`lieu-${id}@example.org`, ...(detailed ? [`accueil-${id}@example.org`] : [])].join('|'),
      site_web: website,
      horaires: ({ hours }) => hours,
      presentation_resume: ({ kind }) => `${kind.summary} Lieu fictif.`,
      presentation_detail: ({ kind, detailed }) => (detailed ? detailOf(kind) : ''),
      source: () => 'Démonstration',
      itinerance: ({ kind }) => (kind.itinerant === true ? 'Itinérant' : 'Fixe'),
      structure_parente: ({ kind, detailed }) => (detailed ? demonstrationName(`Réseau ${kind.name}`) : ''),
      date_maj: ({ updatedOn }) => updatedOn,
      services: ({ kind }) => kind.services.join('|'),
      publics_specifiquement_adresses: ({ kind }) => kind.audiences.join('|'),
      prise_en_charge_specifique: ({ care }) => care.join('|'),
      frais_a_charge: ({ kind }) => kind.fees.join('|'),
      dispositif_programmes_nationaux: ({ kind }) => kind.programmes.join('|'),
      formations_labels: ({ labels }) => labels.join('|'),
      autres_formations_labels: ({ detailed, labels }) =>
        detailed && labels.length > 0 ? 'Label de démonstration' : '',
      modalites_acces: ({ access }) => access.join('|'),
      modalites_accompagnement: ({ kind }) => kind.support.join('|'),
      fiche_acces_libre: (place) => (place.detailed ? `${website(place)}/accessibilite` : ''),
      prise_rdv: (place) => (place.bookable ? `${website(place)}/rendez-vous` : ''),
    },
    ',',
  );
}

function detailOf({ summary, services }: PlaceKind): string {
  return `${summary} On y trouve : ${services.join(', ').toLowerCase()}. Ce lieu, son adresse et ses horaires sont inventés pour la démonstration.`;
}

/** The id under which the hub publishes a place of this set. */
export function publishedPlaceId({ id }: DemonstrationPlace): string {
  return ownPlaceId({ source: DEMONSTRATION_SOURCE, source_id: id });
}
