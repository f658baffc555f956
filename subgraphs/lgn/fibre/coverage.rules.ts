import { connectablePercentage, FIBRE_STATUSES, type FibreStatus } from './fibre.rules.ts';

/** Buildings and dwellings of a commune in one status. */
export interface CoverageRow {
  readonly communeCode: string;
  readonly status: FibreStatus;
  readonly buildings: number;
  readonly dwellings: number;
  readonly latestImportId: number;
}

export interface StatusCount {
  readonly status: FibreStatus;
  readonly buildings: number;
  readonly dwellings: number;
}

export interface FibreCoverage {
  readonly buildings: number;
  readonly dwellings: number;
  /** Connectable dwellings in a hundred; `null` when there is none to count. */
  readonly connectablePercentage: number | null;
  readonly byStatus: readonly StatusCount[];
  /** The latest import among those that the figures come from. */
  readonly latestImportId: number;
}

/** The figures of one or several communes together; `null` when no file speaks of any of them. */
export function fibreCoverage(rows: readonly CoverageRow[]): FibreCoverage | null {
  if (rows.length === 0) return null;
  const byStatus = FIBRE_STATUSES.map((status) => countOf(status, rows)).filter(({ buildings }) => buildings > 0);
  const dwellings = sum(byStatus, (count) => count.dwellings);
  const connectable = byStatus.find(({ status }) => status === 'CONNECTABLE_NOW')?.dwellings ?? 0;
  return {
    buildings: sum(byStatus, (count) => count.buildings),
    dwellings,
    connectablePercentage: connectablePercentage(connectable, dwellings),
    byStatus,
    latestImportId: Math.max(...rows.map(({ latestImportId }) => latestImportId)),
  };
}

function countOf(status: FibreStatus, rows: readonly CoverageRow[]): StatusCount {
  const same = rows.filter((row) => row.status === status);
  return { status, buildings: sum(same, (row) => row.buildings), dwellings: sum(same, (row) => row.dwellings) };
}

function sum<T>(list: readonly T[], value: (item: T) => number): number {
  return list.reduce((total, item) => total + value(item), 0);
}
