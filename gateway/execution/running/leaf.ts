import type { LeafShape } from '../program.ts';

const MAX_INT = 2 ** 31;

/** A leaf's JSON text, or `null` when its type does not allow the value. */
export function leafText(leaf: LeafShape, value: unknown): string | null {
  switch (leaf.kind) {
    case 'String':
      return typeof value === 'string' ? JSON.stringify(value) : null;
    case 'ID':
      if (typeof value === 'number' && Number.isInteger(value)) return `"${value}"`;
      return typeof value === 'string' ? JSON.stringify(value) : null;
    case 'Boolean':
      return typeof value === 'boolean' ? String(value) : null;
    case 'Int':
      return Number.isInteger(value) && Math.abs(Number(value) + 0.5) < MAX_INT ? JSON.stringify(value) : null;
    case 'Float':
      return typeof value === 'number' && Number.isFinite(value) ? JSON.stringify(value) : null;
    case 'enum':
      return typeof value === 'string' && leaf.values.has(value) ? JSON.stringify(value) : null;
    case 'custom':
      return JSON.stringify(value);
  }
}
