import type { Cells, Parsed } from '../../../platform/importer/dataset.ts';
import { weekHours } from './opening-hours.rules.ts';
import { listOf, textOf, type StandardCells } from './place-cells.rules.ts';
import { placeRecord } from './place-record.source.ts';

const STANDARD_REQUIRED = ['id', 'pivot', 'nom', 'commune', 'code_postal', 'adresse', 'date_maj'];
const BASIC_REQUIRED = ['id', 'nom', 'commune', 'code_postal', 'adresse'];

/** A row of the standard, CSV or flat JSON: its own columns. */
export function parseStandard(record: Cells, source: string): Parsed {
  return placeRecord(standardCells(record), { source, required: STANDARD_REQUIRED });
}

function standardCells(record: Cells): StandardCells {
  return Object.fromEntries(
    Object.entries(record).map(([column, value]) => [column, Array.isArray(value) ? listOf(value) : textOf(value)]),
  );
}

/** A place of La Coop's or the national map's API: the standard's words, lists as arrays, a nested address. */
export function parseCoop(record: Cells, source: string): Parsed {
  const nested = (record['adresse'] ?? {}) as Cells;
  const location = (record['localisation'] ?? record['coordonnees'] ?? {}) as Cells;
  const street = ['numero_voie', 'repetition', 'nom_voie'].map((part) => textOf(nested[part])).filter(Boolean);
  const cells: StandardCells = {
    ...standardCells(record),
    adresse: street.join(' '),
    code_postal: textOf(nested['code_postal']),
    code_insee: textOf(nested['code_insee']),
    commune: textOf(nested['commune']),
    complement_adresse: textOf(nested['complement_adresse'] ?? record['complement_adresse']),
    latitude: textOf(record['latitude'] ?? location['latitude']),
    longitude: textOf(record['longitude'] ?? location['longitude']),
  };
  const columns = { adresse: 'adresse.nom_voie', code_postal: 'adresse.code_postal', commune: 'adresse.commune' };
  return placeRecord(cells, {
    source,
    required: ['id', 'nom', 'commune', 'code_postal', 'adresse', 'date_maj'],
    columns,
  });
}

const FRANCE_SERVICES_COLUMNS = {
  id: 'id_fs',
  nom: 'lib_fs',
  commune: 'lib_com',
  code_insee: 'insee_com',
  telephone: 'telephone',
  courriels: 'mail',
  structure_parente: 'groupe',
  presentation_detail: 'commentaire',
};
const DAY_COLUMNS = ['h_lundi', 'h_mardi', 'h_mercredi', 'h_jeudi', 'h_vendredi', 'h_samedi'];

/** A France Services of ANCT's list, with its columns of 2022 or the later ones. */
export function parseFranceServices(record: Cells, source: string): Parsed {
  const renamed = Object.entries(FRANCE_SERVICES_COLUMNS).map(([to, from]) => [to, textOf(record[from])]);
  const week = weekHours(DAY_COLUMNS.map((column) => textOf(record[column])));
  const itinerant = /^oui$/i.test(textOf(record['itinerance'])) || /itin|bus/i.test(textOf(record['format_fs']));
  const cells: StandardCells = {
    ...standardCells(record),
    ...(Object.fromEntries(renamed) as StandardCells),
    courriels: listOf(record['mail'], /[|;,\s]+/),
    horaires: [week.osm, ...week.unreadable.map(({ text }) => text)].filter(Boolean).join('; '),
    itinerance: itinerant ? 'Itinérant' : 'Fixe',
    services: 'Aide aux démarches administratives',
    dispositif_programmes_nationaux: 'France Services',
    typologie: 'RFS',
  };
  return placeRecord(cells, { source, required: BASIC_REQUIRED, columns: FRANCE_SERVICES_COLUMNS });
}

/** A permanence of the conseillers numériques' list: services joined by `;`, in words of their own. */
export function parseConseillers(record: Cells, source: string): Parsed {
  const cells: StandardCells = {
    ...standardCells(record),
    services: listOf(record['services'], /[;|]/),
    courriels: listOf(record['courriel'] ?? record['courriels'], /[;|,\s]+/),
    site_web: listOf(record['site_web'], /[;|\s]+/),
    modalites_acces: [],
    dispositif_programmes_nationaux: [
      'Conseillers numériques',
      ...listOf(record['labels_nationaux'], /[;|]/).filter(
        (label) => !/^(cnfs|conseillers? num.riques?)$/i.test(label),
      ),
    ],
    presentation_detail: textOf(record['conditions_access']),
  };
  return placeRecord(cells, { source, required: BASIC_REQUIRED, columns: { courriels: 'courriel' } });
}

/** Aidants Connect's names of the standard's columns, folded: its CSV and its JSON do not spell them the same. */
const AIDANTS_CONNECT_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  id: ['data pass id', 'datapass id', 'id'],
  nom: ['name', 'nom'],
  pivot: ['siret'],
  adresse: ['adresse', 'address'],
  code_postal: ['code postal', 'zipcode', 'code postal de la structure'],
  commune: ['ville', 'commune', 'city'],
  code_insee: ['code insee', 'city insee code'],
  date_maj: ['date maj'],
};

function foldedColumn(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}|[^\p{L}\p{N}]+/gu, (part) => (/\p{M}/u.test(part) ? '' : ' '))
    .trim()
    .toLowerCase();
}

/** Whether columns are those of Aidants Connect's list of organisations. */
export function isAidantsConnect(columns: ReadonlySet<string>): boolean {
  const folded = new Set([...columns].map(foldedColumn));
  const has = (field: string) => AIDANTS_CONNECT_COLUMNS[field]?.some((spelling) => folded.has(spelling)) === true;
  return (folded.has('data pass id') || folded.has('datapass id')) && has('nom') && has('code_postal');
}

/** An organisation of Aidants Connect: it names no commune, which the postcode or the address may tell later. */
export function parseAidantsConnect(record: Cells, source: string): Parsed {
  const named = Object.entries(AIDANTS_CONNECT_COLUMNS).map(([to, spellings]) => {
    const column = Object.keys(record).find((name) => spellings.includes(foldedColumn(name)));
    return { to, column: column ?? to, value: textOf(record[column ?? '']) };
  });
  const cells: StandardCells = {
    ...Object.fromEntries(named.map(({ to, value }) => [to, value])),
    dispositif_programmes_nationaux: 'Aidants Connect',
  };
  const columns = Object.fromEntries(named.map(({ to, column }) => [to, column]));
  return placeRecord(cells, { source, required: ['id', 'nom', 'code_postal', 'adresse'], columns });
}
