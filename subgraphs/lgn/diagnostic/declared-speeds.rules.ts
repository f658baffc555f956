import { speedClassOf, technologyOfCode, type Technology } from '../fibre/technology.rules.ts';
import type { AvailableTechnology } from './advice.rules.ts';

/** One line of « Ma connexion internet » at one building. */
export interface DeclaredLine {
  readonly connectionId: string;
  readonly technologyCode: string;
  readonly downClass: string | null;
}

type Range = NonNullable<AvailableTechnology['downstreamMbps']>;

/**
 * The technologies of a household with their declared download speeds: the best operator of each building and, when
 * the address has several buildings, the least of them, so that nobody is promised a neighbour's speed.
 */
export function declaredSpeeds(
  technologies: readonly Technology[],
  lines: readonly DeclaredLine[],
): readonly AvailableTechnology[] {
  return technologies.map((technology) => {
    const own = lines.filter(({ technologyCode }) => technologyOfCode(technologyCode) === technology);
    const buildings = [...new Set(own.map(({ connectionId }) => connectionId))];
    const best = buildings.map((id) => bestRange(own.filter(({ connectionId }) => connectionId === id)));
    const known = best.filter((range) => range !== null).toSorted(byFrom);
    const complete = best.length > 0 && known.length === best.length;
    return { technology, downstreamMbps: complete ? (known[0] ?? null) : null };
  });
}

function bestRange(lines: readonly DeclaredLine[]): Range | null {
  return lines.flatMap(rangeOf).toSorted(byFrom).at(-1) ?? null;
}

function rangeOf({ downClass }: DeclaredLine): Range[] {
  const speed = speedClassOf(downClass);
  return speed === null ? [] : [{ from: speed.fromMbps, to: speed.toMbps }];
}

function byFrom(a: Range, b: Range): number {
  return a.from - b.from;
}
