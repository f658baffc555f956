import type { Dataset, Format, StageTable } from '../../../platform/importer/dataset.ts';
import { deriveBuildings } from './building-derive.ts';
import {
  BUILDING_COLUMNS,
  CLOSURE_COLUMNS,
  ELIGIBILITY_COLUMNS,
  parseConnectionBuilding,
  parseConnectionClosure,
  parseEligibility,
} from './connection.source.ts';
import { ARCEP_COLUMNS, IPE_COLUMNS, parseArcepDeployment, parseIpeDeployment } from './deployment.source.ts';

function csv(name: string, label: string, source: string, columns: readonly string[], parse: Format['parse']): Format {
  const recognises = (found: ReadonlySet<string>) => columns.every((column) => found.has(column));
  return { name, label, kind: 'csv', defaultSource: source, recognises, parse };
}

const CONNECTION_SOURCE = 'ARCEP, Ma connexion internet';

const DEPLOYMENT: StageTable = {
  table: 'fibre_deployment',
  key: ['source', 'building_id'],
  columns: {
    source: 'text',
    building_id: 'text',
    producer_code: 'text',
    status: 'text',
    state_date: 'date',
    pm_reference: 'text',
    pm_state: 'text',
    pm_date: 'date',
    operator_code: 'text',
    building_type: 'text',
    dwellings: 'int',
    commune_code: 'text',
    number: 'int',
    suffix: 'text',
    street_words: 'text',
    latitude: 'float8',
    longitude: 'float8',
  },
  // Each producer's file replaces its own rows; an import of several formats bears their sources joined by « ; ».
  scope: ({ source }) => `t.source = ANY(string_to_array('${source.replaceAll("'", "''")}', ' ; '))`,
};

const CONNECTION_BUILDING: StageTable = {
  table: 'connection_building',
  key: ['id'],
  columns: {
    id: 'text',
    operator_id: 'text',
    commune_code: 'text',
    ban_id: 'text',
    building_type: 'text',
    dwellings: 'int',
    latitude: 'float8',
    longitude: 'float8',
  },
};

const ELIGIBILITY: StageTable = {
  table: 'connection_eligibility',
  key: ['connection_id', 'operator_code', 'technology_code'],
  columns: {
    connection_id: 'text',
    operator_code: 'text',
    technology_code: 'text',
    down_class: 'text',
    up_class: 'text',
    limitation: 'text',
    saturation: 'text',
  },
};

const CLOSURE: StageTable = {
  table: 'connection_closure',
  key: ['connection_id'],
  columns: {
    connection_id: 'text',
    lot: 'text',
    fibre_eligible: 'text',
    technical: 'date',
    commercial_zone: 'date',
    commercial_here: 'date',
    year: 'int',
  },
};

/** Fibre and the other technologies, building by building; a file replaces only the rows of its own kind. */
export const fibre: Dataset = {
  name: 'fibre',
  label: 'Fibre et technologies par immeuble (ARCEP, opérateurs)',
  formats: [
    csv(
      'arcep-deployment',
      'ARCEP « Déploiements FttH », par immeuble',
      'ARCEP, Déploiements FttH',
      ARCEP_COLUMNS,
      parseArcepDeployment,
    ),
    csv(
      'ipe',
      'un fichier IPE (Interop’Fibre) d’un opérateur d’infrastructure',
      'Opérateur d’infrastructure, IPE',
      IPE_COLUMNS,
      parseIpeDeployment,
    ),
    csv(
      'connection-building',
      '« Ma connexion internet », base_imb',
      CONNECTION_SOURCE,
      BUILDING_COLUMNS,
      parseConnectionBuilding,
    ),
    csv(
      'connection-eligibility',
      '« Ma connexion internet », eligibilite',
      CONNECTION_SOURCE,
      ELIGIBILITY_COLUMNS,
      parseEligibility,
    ),
    csv(
      'connection-closure',
      '« Ma connexion internet », base_imb_fc',
      CONNECTION_SOURCE,
      CLOSURE_COLUMNS,
      parseConnectionClosure,
    ),
  ],
  tables: [DEPLOYMENT, CONNECTION_BUILDING, ELIGIBILITY, CLOSURE],
  derive: deriveBuildings,
};
