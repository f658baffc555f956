import type { DemonstrationCommune } from './communes.ts';
import { csvText } from './csv-text.ts';
import { type Random, seededRandom } from './random.ts';

interface Scores {
  readonly commune: DemonstrationCommune;
  /** Age, education, activity, minimum benefits, immigration; `null` when the study could not compute them. */
  readonly scores: readonly number[] | null;
}

const TOO_SMALL_TO_COMPUTE = 130;
const LEFT_OUT = 0.04;

/** « Indice de rupture face au numérique »: five fictitious scores out of 5, empty where a commune is too small. */
export function fragilityCsv(communes: readonly DemonstrationCommune[]): string {
  const random = seededRandom('fragility');
  const rows = communes
    .filter(() => !random.chance(LEFT_OUT))
    .map((commune): Scores => {
      const isComputable = commune.population >= TOO_SMALL_TO_COMPUTE;
      return { commune, scores: isComputable ? drawn(random) : null };
    });
  const score = (index: number) => (row: Scores) => row.scores?.[index];
  return csvText<Scores>(rows, {
    code_insee: ({ commune }) => commune.code,
    commune: ({ commune }) => commune.name,
    age: score(0),
    formation: score(1),
    activite: score(2),
    minima_sociaux: score(3),
    immigration: score(4),
    total: ({ scores }) => scores?.reduce((sum, one) => sum + one, 0),
  });
}

function drawn(random: Random): readonly number[] {
  const level = random.pick([2, 3, 3, 4]);
  return Array.from({ length: 5 }, () => Math.min(5, level + random.integer(-1, 1)));
}
