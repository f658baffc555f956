import { chance, turning } from './chance.ts';

const COMMUNES =
  `Agen Villeneuve-sur-Lot Marmande Tonneins Nérac Bon-Encontre Boé Foulayronnes Casteljaloux Fumel Layrac
  Aiguillon Pujols Monflanquin Miramont-de-Guyenne Clairac Astaffort Lavardac Duras Castillonnès Mézin Penne-d’Agenais
  Prayssas Laroque-Timbaut Cancon Port-Sainte-Marie Damazan Seyches Beauville Houeillès`.split(/\s+/);
const KINDS = ['Espace France Services', 'Médiathèque', 'Mairie', 'Centre social', 'Tiers-lieu', 'Association'];
const STREETS = ['rue de la République', 'avenue du Général-de-Gaulle', 'place de la Mairie', 'chemin du Moulin'];
const SERVICES = [
  'Aide aux démarches en ligne',
  'Initiation à l’ordinateur',
  'Accès à un équipement',
  'Initiation au téléphone mobile',
  'Prévention des arnaques',
];
const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi'];

export interface Commune {
  readonly inseeCode: string;
  readonly name: string;
  readonly population: number;
}

const draw = chance(47);

function coordinate(middle: number): number {
  return Number((middle + draw() * 0.6).toFixed(6));
}

export const communes: readonly Commune[] = COMMUNES.map((name, index) => ({
  inseeCode: String(47_001 + index * 7),
  name,
  population: 600 + Math.floor(draw() * 32_000),
}));

export const places = Array.from({ length: 200 }, (_, index) => {
  const commune = turning(communes, index * 3 + Math.floor(index / 30));
  const kind = turning(KINDS, index);
  const opens = 8 + (index % 3);
  return {
    id: `lieu-${index + 1}`,
    name: `${kind} de ${commune.name}`,
    kind,
    street: `${1 + (index % 60)} ${turning(STREETS, index)}`,
    postCode: `47${String((index % 30) * 10).padStart(3, '0')}`,
    commune,
    phone: index % 7 === 0 ? null : `+33 5 53 ${10 + (index % 90)} ${10 + ((index * 7) % 90)} 00`,
    email: index % 5 === 0 ? null : `accueil-${index + 1}@lieux47.example`,
    website: index % 3 === 0 ? null : `https://lieux47.example/${index + 1}`,
    description: `Accueil de proximité ouvert à tous à ${commune.name}, avec des ordinateurs en libre accès.`,
    latitude: coordinate(44),
    longitude: coordinate(0.1),
    services: SERVICES.filter((_service, rank) => (index + rank) % 2 === 0),
    openingHours: DAYS.filter((_day, rank) => (index + rank) % 3 > 0).map((day) => ({
      day,
      opens: `${String(opens).padStart(2, '0')}:30`,
      closes: '17:30',
    })),
  };
});

export const premisesByAddress = Array.from({ length: 300 }, (_, index) => {
  const latitude = coordinate(44);
  const longitude = coordinate(0.1);
  return Array.from({ length: 3 + (index % 3) }, (_premises, floor) => ({
    id: `47_${index + 1}_${floor}`,
    floor,
    latitude: Number((latitude + floor * 0.00001).toFixed(6)),
    longitude,
    technologies: index % 4 === 0 ? ['cuivre'] : ['cuivre', 'fibre'],
    fibre:
      index % 4 === 0
        ? null
        : {
            status: 'raccordable',
            networkOperator: '47FP',
            connectableSince: `202${floor % 5}-0${1 + (index % 9)}-15`,
          },
  }));
});

export const addresses = premisesByAddress.map((premises, index) => {
  const commune = turning(communes, index);
  return {
    id: `47_adresse_${index + 1}`,
    label: `${1 + (index % 99)} ${turning(STREETS, index + 1)}, ${commune.name}`,
    postCode: `47${String((index % 30) * 10).padStart(3, '0')}`,
    commune,
    premises,
  };
});

export function metresBetween(
  from: { latitude: number; longitude: number },
  to: { latitude: number; longitude: number },
): number {
  const north = (to.latitude - from.latitude) * 111_320;
  const east = (to.longitude - from.longitude) * 111_320 * Math.cos((from.latitude * Math.PI) / 180);
  return Math.round(Math.hypot(north, east));
}
