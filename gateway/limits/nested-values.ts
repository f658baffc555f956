import { documentLimitRefusal } from './limit-refusal.ts';

/** Far more than any input of the schema nests, far less than what overflows the stack of what walks through it. */
const MAX_LEVELS = 64;

/** The same of variables alone: they are in a body. */
export function areTooNested(variables: unknown): boolean {
  return isTooNested(variables, MAX_LEVELS - 1);
}

/** Whether lists and objects are nested beyond so many levels. */
function isTooNested(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) if (isTooNested((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}

/** @throws a refusal of the JSON of a request that nests its values too far. */
export function checkNesting(body: unknown): void {
  if (isTooNested(body, MAX_LEVELS)) throw documentLimitRefusal('nesting', MAX_LEVELS + 1, MAX_LEVELS);
}
