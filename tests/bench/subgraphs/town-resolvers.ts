import { turning } from './chance.ts';
import { addresses, communes, metresBetween, places, premisesByAddress } from './town-data.ts';

interface Reference {
  readonly id: string;
}
interface Located extends Reference {
  readonly latitude: number;
  readonly longitude: number;
}

const OPERATORS = ['Garonne Télécom', 'Fibre d’Albret', 'Lot Numérique'].map((name, index) => ({
  id: `operateur-${index + 1}`,
  name,
  phone: `+33 9 69 39 00 0${index}`,
}));

const OFFERS = Array.from({ length: 6 }, (_, index) => ({
  id: `offre-${index + 1}`,
  name: `Internet solidaire ${index + 1}`,
  operator: turning(OPERATORS, index),
  monthlyPriceCents: 999 + index * 200,
  downloadMbps: index % 2 === 0 ? 300 : 8,
  conditions: 'Sous conditions de ressources.',
  technology: index % 2 === 0 ? 'fibre' : 'cuivre',
}));

const byId = <T extends Reference>(list: readonly T[]) => new Map(list.map((one) => [one.id, one]));
const communeByCode = new Map(communes.map((commune) => [commune.inseeCode, commune]));
const placeById = byId(places);
const addressById = byId(addresses);
const premisesById = byId(premisesByAddress.flat());
const offerById = byId(OFFERS);
const operatorById = byId(OPERATORS);
const offersByTechnologies = new Map(
  ['cuivre', 'cuivre,fibre'].map((key) => [key, OFFERS.filter((offer) => key.split(',').includes(offer.technology))]),
);

/** Computed once, as a database's index would: what is measured is the gateway. */
const nearestByPosition = new Map(
  premisesByAddress.flat().map((premises) => [
    `${premises.latitude} ${premises.longitude}`,
    places
      .map((place) => ({ distanceMetres: metresBetween(premises, place), place }))
      .sort((one, other) => one.distanceMetres - other.distanceMetres)
      .slice(0, 5),
  ]),
);

const desksByPlace = new Map(
  places.map(({ id }, index) => [
    id,
    Array.from({ length: 2 }, (_, rank) => ({
      title: `Permanence ${rank === 0 ? 'mobile' : 'internet'}`,
      operatorName: turning(OPERATORS, index + rank).name,
      weekday: turning(['lundi', 'mardi', 'jeudi'], index + rank),
      appointment: (index + rank) % 2 === 0,
    })),
  ]),
);

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The gateway asked for a ${what} that does not exist.`);
  return value;
}

export const territory = {
  Query: {
    commune: (_: unknown, { inseeCode }: { inseeCode: string }) => communeByCode.get(inseeCode) ?? null,
    places: (_: unknown, { first, from }: { first: number; from: number }) => places.slice(from, from + first),
  },
  Commune: { __resolveReference: ({ inseeCode }: { inseeCode: string }) => communeByCode.get(inseeCode) ?? null },
  Place: { __resolveReference: ({ id }: Reference) => placeById.get(id) ?? null },
  Premises: {
    __resolveReference: (premises: Located) => premises,
    nearestPlaces: ({ latitude, longitude }: Located, { first }: { first: number }) =>
      found(nearestByPosition.get(`${latitude} ${longitude}`), 'position').slice(0, first),
  },
};

export const housing = {
  Query: { address: (_: unknown, { id }: Reference) => addressById.get(id) ?? null },
  Address: { __resolveReference: ({ id }: Reference) => addressById.get(id) ?? null },
  Commune: {
    __resolveReference: (commune: { inseeCode: string }) => commune,
    fibreRate: ({ inseeCode }: { inseeCode: string }) => (Number(inseeCode) % 100) / 100,
    copperClosure: () => '2027-01-31',
  },
  Premises: { __resolveReference: ({ id }: Reference) => premisesById.get(id) ?? null },
};

export const offers = {
  Query: { offer: (_: unknown, { id }: Reference) => offerById.get(id) ?? null },
  Offer: { __resolveReference: ({ id }: Reference) => offerById.get(id) ?? null },
  Operator: { __resolveReference: ({ id }: Reference) => operatorById.get(id) ?? null },
  Premises: {
    __resolveReference: (premises: Reference) => premises,
    socialOffers: ({ technologies }: { technologies: readonly string[] }) =>
      found(offersByTechnologies.get(technologies.join(',')), 'list of technologies'),
  },
  Place: {
    __resolveReference: (place: Reference) => place,
    desks: ({ id }: Reference) => found(desksByPlace.get(id), 'place'),
  },
};
