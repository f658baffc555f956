import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';

const HEADER =
  'id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;code_insee_ancienne_commune;nom_ancienne_commune;x;y;lon;lat;type_position;alias;nom_ld;libelle_acheminement;nom_afnor;source_position;source_nom_voie;certification_commune;cad_parcelles';

const KINDS = [
  'Rue',
  'Rue',
  'Rue',
  'Avenue',
  'Chemin',
  'Chemin',
  'Impasse',
  'Allée',
  'Place',
  'Route',
  'Boulevard',
  '',
];
const LINKS = ['de ', 'du ', 'de la ', 'des ', 'de l’', ''];
const ROOTS = [
  'Lil',
  'Gar',
  'Pey',
  'Bor',
  'Mon',
  'Cas',
  'Vil',
  'Lau',
  'Rou',
  'Cha',
  'Fon',
  'Bel',
  'Mar',
  'Tou',
  'Sau',
  'Ger',
];
const MIDDLES = ['a', 'e', 'i', 'o', 'ou', 'an', 'on', 'ar', 'el', 'eu'];
const ENDS = [
  'neuve',
  'gnac',
  'sac',
  'det',
  'ville',
  'mont',
  'zac',
  'cos',
  'ette',
  'rive',
  'lade',
  'bert',
  'court',
  'zelle',
];
const FAMOUS = [
  'République',
  'Général de Gaulle',
  'Jean Jaurès',
  '8 Mai 1945',
  'Victor Hugo',
  'Lilas',
  'Paix',
  'Gambetta',
  'Moulin',
  'Église',
];
const SUFFIXES = ['', '', '', '', '', '', '', '', 'bis', 'ter', 'b'];

interface Commune {
  readonly code: string;
  readonly nom: string;
  readonly departement?: string;
  readonly type: string;
  readonly codesPostaux?: readonly string[];
}

/** Numbers that look random and are the same at every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function communesOf47(): readonly Commune[] {
  const path = 'node_modules/@etalab/decoupage-administratif/data/communes.json';
  const all = JSON.parse(readFileSync(path, 'utf8')) as Commune[];
  return all.filter(({ departement, type }) => departement === '47' && type === 'commune-actuelle');
}

/**
 * Writes a file in the BAN's format with `count` addresses that do not exist, on the real communes of
 * Lot-et-Garonne, some ten to a street. The same file at every run.
 */
export async function writeBanFile(path: string, count: number): Promise<void> {
  const random = seededRandom(47);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const communes = communesOf47();
  const file = createWriteStream(path);
  file.write(`${HEADER}\n`);
  let written = 0;
  for (let street = 1; written < count; street += 1) {
    const commune = pick(communes);
    const famous = random() < 0.15;
    const name = famous ? pick(FAMOUS) : `${pick(ROOTS)}${pick(MIDDLES)}${pick(ENDS)}`;
    const full = `${pick(KINDS)} ${pick(LINKS)}${name}`.trim();
    const streetId = `${commune.code}_${String(street).padStart(6, '0').replace(/^0/, 'z')}`;
    const [lon, lat] = [0.1 + random() * 0.8, 44 + random() * 0.7];
    const numbers = Math.min(1 + Math.floor(random() * 19), count - written);
    for (let number = 1; number <= numbers; number += 1) {
      const suffix = pick(SUFFIXES);
      const id = `${streetId}_${String(number).padStart(5, '0')}${suffix === '' ? '' : `_${suffix}`}`;
      const point = `${(lon + number * 1e-5).toFixed(6)};${(lat + number * 1e-5).toFixed(6)}`;
      const line = `${id};;${number};${suffix};${full};${commune.codesPostaux?.[0] ?? ''};${commune.code};${commune.nom};;;500000;6350000;${point};entrée;;;;;commune;commune;1;${commune.code}0000A0${100 + number}`;
      if (!file.write(`${line}\n`)) await once(file, 'drain');
    }
    written += numbers;
  }
  file.end();
  await once(file, 'finish');
}
