import { communeOf, type DemonstrationCommune } from './communes.ts';
import { csvText } from './csv-text.ts';
import { lambert93, moved, type Point } from './geometry.ts';
import { DEMONSTRATION_HOUSEHOLD } from './household.ts';
import { type Random, seededRandom } from './random.ts';
import { COUNTRY_ROADS, HAMLETS, TOWN_STREETS } from './street-names.ts';

/** One number of a street that does not exist, in a commune that does. */
export interface DemonstrationAddress {
  readonly banId: string;
  readonly number: number;
  readonly suffix: string | null;
  readonly streetName: string;
  readonly hamlet: string | null;
  readonly commune: DemonstrationCommune;
  readonly point: Point;
  readonly certified: boolean;
  /** A road outside the town: fibre comes later there. */
  readonly rural: boolean;
}

interface Street {
  readonly id: string;
  readonly name: string;
  readonly commune: DemonstrationCommune;
  readonly rural: boolean;
  readonly start: Point;
  /** Radians from the east. */
  readonly bearing: number;
}

const COMMUNES_WITH_ADDRESSES = 60;
/** Prayssas is smaller than the sixty, and asked for often: its copper closes early. */
const ALSO = ['47213'];
const ADDRESSES_PER_ROOT_OF_POPULATION = 1.17;
const ADDRESSES_PER_STREET = 22;

/** About 4,000 addresses over some sixty communes, the household's among them. */
export function demonstrationAddresses(communes: readonly DemonstrationCommune[]): readonly DemonstrationAddress[] {
  const chosen = [...communes.slice(0, COMMUNES_WITH_ADDRESSES), ...ALSO.map((code) => communeOf(communes, code))];
  return chosen.flatMap((commune) => addressesOf(commune, seededRandom(`addresses/${commune.code}`)));
}

function addressesOf(commune: DemonstrationCommune, random: Random): readonly DemonstrationAddress[] {
  const count = Math.round(Math.sqrt(commune.population) * ADDRESSES_PER_ROOT_OF_POPULATION);
  const streets = Math.max(2, Math.ceil(count / ADDRESSES_PER_STREET));
  const perStreet = Math.ceil(count / streets);
  return streetsOf(commune, streets, random).flatMap((street) => numbersOf(street, perStreet, random));
}

function streetsOf(commune: DemonstrationCommune, count: number, random: Random): readonly Street[] {
  const roads = Math.max(1, Math.floor(count / 3));
  const household: readonly string[] =
    commune.code === DEMONSTRATION_HOUSEHOLD.communeCode ? [DEMONSTRATION_HOUSEHOLD.streetName] : [];
  const others = TOWN_STREETS.filter((name) => !household.includes(name));
  const town = [...household, ...random.some(others, count - roads - household.length)];
  const names = [...town, ...random.some(COUNTRY_ROADS, roads)];
  return names.map((name, index) => {
    const rural = index >= town.length;
    const reach = rural ? random.integer(1_200, 2_200) : random.integer(60, 700);
    const direction = random.next() * 2 * Math.PI;
    return {
      id: `${commune.code}_demo${String(index + 1).padStart(2, '0')}`,
      name,
      commune,
      rural,
      start: moved(commune, reach * Math.cos(direction), reach * Math.sin(direction)),
      bearing: random.next() * 2 * Math.PI,
    };
  });
}

function numbersOf(street: Street, count: number, random: Random): readonly DemonstrationAddress[] {
  const addresses: DemonstrationAddress[] = [];
  let metres = 0;
  for (let number = 1; addresses.length < count; number += 1) {
    metres += street.rural ? random.integer(35, 90) : 9;
    const isHousehold = `${street.id}_${padded(number)}` === DEMONSTRATION_HOUSEHOLD.banId;
    if (!isHousehold && random.chance(0.12)) continue;
    const hamlet = street.rural && random.chance(0.5) ? random.pick(HAMLETS) : null;
    // On country roads the number is the distance in metres, as communes now give them.
    const shown = street.rural ? metres : number;
    const address = { street, number: shown, metres, hamlet, certified: isHousehold || random.chance(0.7) };
    addresses.push(addressAt(address, null));
    if (!street.rural && !isHousehold && random.chance(0.06))
      addresses.push(addressAt(address, random.chance(0.8) ? 'bis' : 'ter'));
  }
  return addresses;
}

interface Numbered {
  readonly street: Street;
  readonly number: number;
  readonly metres: number;
  readonly hamlet: string | null;
  readonly certified: boolean;
}

function addressAt(
  { street, number, metres, hamlet, certified }: Numbered,
  suffix: string | null,
): DemonstrationAddress {
  const side = number % 2 === 0 ? 12 : -12;
  const along = metres + (suffix === null ? 0 : 5);
  const east = along * Math.cos(street.bearing) - side * Math.sin(street.bearing);
  const north = along * Math.sin(street.bearing) + side * Math.cos(street.bearing);
  return {
    banId: `${street.id}_${padded(number)}${suffix === null ? '' : `_${suffix}`}`,
    number,
    suffix,
    streetName: street.name,
    hamlet,
    commune: street.commune,
    point: moved(street.start, east, north),
    certified,
    rural: street.rural,
  };
}

const padded = (number: number) => String(number).padStart(5, '0');

/** The addresses as `adresses-47.csv` of the Base Adresse Nationale has them. */
export function addressesCsv(addresses: readonly DemonstrationAddress[]): string {
  return csvText(addresses, {
    id: ({ banId }) => banId,
    id_fantoir: () => '',
    numero: ({ number }) => number,
    rep: ({ suffix }) => suffix,
    nom_voie: ({ streetName }) => streetName,
    code_postal: ({ commune }) => commune.postcode,
    code_insee: ({ commune }) => commune.code,
    nom_commune: ({ commune }) => commune.name,
    code_insee_ancienne_commune: () => '',
    nom_ancienne_commune: () => '',
    x: ({ point }) => lambert93(point)[0],
    y: ({ point }) => lambert93(point)[1],
    lon: ({ point }) => point.longitude,
    lat: ({ point }) => point.latitude,
    type_position: ({ rural }) => (rural ? 'segment' : 'entrée'),
    alias: () => '',
    nom_ld: ({ hamlet }) => hamlet,
    libelle_acheminement: ({ commune }) => capitals(commune.name),
    nom_afnor: ({ streetName }) => capitals(streetName),
    source_position: () => 'commune',
    source_nom_voie: () => 'commune',
    certification_commune: ({ certified }) => (certified ? 1 : 0),
    cad_parcelles: ({ commune, number }) => `${commune.code}000ZZ${String(number % 10_000).padStart(4, '0')}`,
  });
}

/** The postal writing: capitals, no accents, no punctuation. */
export function capitals(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .toUpperCase();
}
