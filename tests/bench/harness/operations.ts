import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BENCH_FOLDER } from './processes.ts';

export interface BenchOperation {
  readonly name: string;
  /** Request bodies that differ in their variables only; asked in turn. */
  readonly bodies: readonly string[];
}

/** Each operation with the variables it is asked with: many, so that no gateway answers from a cache of answers. */
const VARIABLES: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  tiny: Array.from({ length: 30 }, (_, index) => ({ inseeCode: String(47_001 + index * 7) })),
  household: Array.from({ length: 300 }, (_, index) => ({ address: `47_adresse_${index + 1}` })),
  dashboard: Array.from({ length: 40 }, (_, index) => ({ from: index })),
  deep: Array.from({ length: 60 }, (_, index) => ({ from: index })),
};

export const OPERATION_NAMES: readonly string[] = Object.keys(VARIABLES);

/** `same` asks one body only, so that identical requests are under way together. */
export function benchOperation(name: string, same: boolean): BenchOperation {
  const variables = VARIABLES[name];
  if (variables === undefined) throw new Error(`"${name}" is no operation: give ${OPERATION_NAMES.join(', ')}.`);
  const query = readFileSync(path.join(BENCH_FOLDER, 'operations', `${name}.graphql`), 'utf8');
  const bodies = variables.map((given) => JSON.stringify({ query, variables: given }));
  return { name, bodies: same ? bodies.slice(0, 1) : bodies };
}
