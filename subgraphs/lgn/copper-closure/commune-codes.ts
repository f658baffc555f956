import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface CommuneRecord {
  readonly code: string;
  readonly type: string;
  readonly departement?: string;
}

const DEPARTMENT = '47';

let codes: ReadonlySet<string> | null = null;

/** The codes of the 319 communes of Lot-et-Garonne (@etalab/decoupage-administratif, MIT), read once. */
export function communeCodes(): ReadonlySet<string> {
  codes ??= readCodes();
  return codes;
}

/** Whether this is the INSEE code of a commune of Lot-et-Garonne. */
export function isCommuneCode(code: string): boolean {
  return communeCodes().has(code);
}

function readCodes(): ReadonlySet<string> {
  const path = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json');
  const communes = JSON.parse(readFileSync(path, 'utf8')) as readonly CommuneRecord[];
  return new Set(
    communes
      .filter(({ type, departement }) => type === 'commune-actuelle' && departement === DEPARTMENT)
      .map(({ code }) => code),
  );
}
