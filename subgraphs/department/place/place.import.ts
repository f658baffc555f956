import { escapeLiteral } from 'pg';
import type { Cells, Dataset, Format, Parsed } from '../../../platform/importer/dataset.ts';
import {
  isAidantsConnect,
  parseAidantsConnect,
  parseConseillers,
  parseCoop,
  parseFranceServices,
  parseStandard,
} from './place-formats.source.ts';
import { derivePlaces } from './place.derive.ts';
import { RECORD_COLUMNS } from './place.rows.ts';

const has =
  (...wanted: readonly string[]) =>
  (columns: ReadonlySet<string>) =>
    wanted.every((name) => columns.has(name));
const isConseillers = (columns: ReadonlySet<string>) =>
  has('id', 'nom', 'adresse')(columns) && (columns.has('structureId') || columns.has('labels_nationaux'));
const isStandard = (columns: ReadonlySet<string>) =>
  has('id', 'pivot', 'nom', 'commune', 'code_postal', 'adresse')(columns) && !isConseillers(columns);

type Description = Pick<Format, 'name' | 'label' | 'kind' | 'defaultSource' | 'recognises'>;

function format(description: Description, parse: (record: Cells, source: string) => Parsed): Format {
  return { ...description, parse: (record, { source }) => parse(record, source) };
}

const STANDARD = { defaultSource: 'Cartographie nationale des lieux d’inclusion numérique', recognises: isStandard };
const AIDANTS_CONNECT = { defaultSource: 'Aidants Connect', recognises: isAidantsConnect };

const formats: readonly Format[] = [
  format(
    { name: 'standard-csv', label: 'un CSV du standard des lieux de médiation numérique', kind: 'csv', ...STANDARD },
    parseStandard,
  ),
  format({ name: 'standard-json', label: 'un JSON du standard des lieux', kind: 'json', ...STANDARD }, parseStandard),
  format(
    {
      name: 'coop-json',
      label: 'un JSON de lieux de La Coop ou de la cartographie nationale (adresse imbriquée)',
      kind: 'json',
      defaultSource: 'La Coop de la médiation numérique',
      recognises: (columns) => has('id', 'nom', 'adresse', 'date_maj')(columns) && !columns.has('commune'),
    },
    parseCoop,
  ),
  format(
    {
      name: 'france-services-csv',
      label: 'la liste des France Services (ANCT)',
      kind: 'csv',
      defaultSource: 'ANCT France Services',
      recognises: has('id_fs', 'lib_fs', 'adresse', 'code_postal', 'lib_com'),
    },
    parseFranceServices,
  ),
  format(
    {
      name: 'conseillers-numeriques-json',
      label: 'les permanences des conseillers numériques',
      kind: 'json',
      defaultSource: 'Conseillers numériques',
      recognises: isConseillers,
    },
    parseConseillers,
  ),
  format(
    {
      name: 'aidants-connect-csv',
      label: 'les organisations d’Aidants Connect (CSV)',
      kind: 'csv',
      ...AIDANTS_CONNECT,
    },
    parseAidantsConnect,
  ),
  format(
    {
      name: 'aidants-connect-json',
      label: 'les organisations d’Aidants Connect (JSON)',
      kind: 'json',
      ...AIDANTS_CONNECT,
    },
    parseAidantsConnect,
  ),
];

/** Places of digital help, from any of their producers; a file replaces what its own source had given before. */
export const places: Dataset = {
  name: 'places',
  label: 'Lieux de médiation numérique',
  formats,
  tables: [
    {
      table: 'place_record',
      key: ['source', 'source_id'],
      columns: { source: 'text', source_id: 'text', ...RECORD_COLUMNS },
      scope: ({ source }) => `t.source = ${escapeLiteral(source)}`,
    },
  ],
  derive: (transaction) => derivePlaces(transaction),
};
