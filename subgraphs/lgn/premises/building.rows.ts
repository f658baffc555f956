import type { Pool } from 'pg';
import { statement } from '../../../platform/database/statement.ts';
import type { FibreStatus } from '../fibre/fibre.rules.ts';
import type { AddressLink, BuildingFacts } from './premises.rules.ts';

interface BuildingRecord {
  readonly id: string;
  readonly connectionId: string | null;
  readonly premisesId: string;
  readonly banId: string | null;
  readonly addressLink: AddressLink;
  readonly communeCode: string;
  readonly buildingType: string | null;
  readonly dwellings: number | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly status: FibreStatus;
  readonly producerCode: string | null;
  readonly fibreEligible: string | null;
  readonly stateDate: string | null;
  readonly pmReference: string | null;
  readonly pmState: string | null;
  readonly pmDate: string | null;
  readonly operatorCode: string | null;
  readonly technologyCodes: readonly string[];
  readonly fibreOperators: readonly string[];
  readonly importId: number | null;
}

const rowsOfPremises = statement<BuildingRecord>(
  'buildings-of-premises',
  `
  SELECT id, connection_id AS "connectionId", premises_id AS "premisesId", ban_id AS "banId",
    address_link AS "addressLink", commune_code AS "communeCode", building_type AS "buildingType", dwellings,
    latitude, longitude, status, producer_code AS "producerCode", fibre_eligible AS "fibreEligible",
    to_char(state_date, 'YYYY-MM-DD') AS "stateDate", pm_reference AS "pmReference", pm_state AS "pmState",
    to_char(pm_date, 'YYYY-MM-DD') AS "pmDate", operator_code AS "operatorCode",
    technology_codes AS "technologyCodes", fibre_operators AS "fibreOperators",
    coalesce(deployment_import_id, connection_import_id) AS "importId"
  FROM building WHERE premises_id = ANY($1) ORDER BY id`,
);

/** The buildings of any number of premises, in one SQL statement. */
export async function buildingsOfPremises(sql: Pool, premisesIds: readonly string[]): Promise<BuildingFacts[]> {
  return (await rowsOfPremises(sql, [premisesIds])).map(buildingFacts);
}

function buildingFacts(row: BuildingRecord): BuildingFacts {
  const { status, stateDate, pmReference, pmState, pmDate, importId, fibreEligible, operatorCode, ...place } = row;
  const mark = fibreEligible === null ? null : `elig_fo=${fibreEligible}`;
  return {
    ...place,
    fibre: {
      status,
      producerCode: row.producerCode ?? mark,
      stateDate,
      pmReference,
      pmState,
      pmDate,
      infrastructureOperatorCode: operatorCode,
      orderableOperatorCodes: row.fibreOperators,
      importId,
    },
  };
}
