/** The client's variables, checked. */
export type Variables = Readonly<Record<string, unknown>>;

/** A number that is known, or that the variables of each request decide. */
export type Term = { readonly known: number } | { readonly step: number };

type Step = (values: Float64Array, variables: Variables) => number;

export const FREE: Term = { known: 0 };

/**
 * A sum that is worked out in order, each step once: what a fragment is asked for in many places costs the time of one.
 * `NaN` is what cannot be counted, and makes all that it enters so.
 */
export class CostProgram {
  private readonly steps: Step[] = [];

  /** What the variables decide. */
  variable(read: (variables: Variables) => number): Term {
    return this.added((_, variables) => read(variables));
  }

  sum(terms: readonly Term[]): Term {
    return this.folded(terms, (one, other) => one + other, 0);
  }

  /** 0 of none: costs are never negative. */
  greatest(terms: readonly Term[]): Term {
    return this.folded(terms, Math.max, 0);
  }

  times(one: Term, other: Term): Term {
    if ('known' in one && 'known' in other) return { known: product(one.known, other.known) };
    const [first, second] = [reader(one), reader(other)];
    return this.added((values) => product(first(values), second(values)));
  }

  /** The term, or nothing when the variables say so. */
  when(isAsked: (variables: Variables) => boolean, term: Term): Term {
    if (term === FREE) return FREE;
    const value = reader(term);
    return this.added((values, variables) => (isAsked(variables) ? value(values) : 0));
  }

  /** The total for the variables of one request. */
  compiled(total: Term): (variables: Variables) => number {
    if ('known' in total) return () => total.known;
    const { steps } = this;
    const values = new Float64Array(steps.length);
    return (variables) => {
      let at = 0;
      for (const step of steps) {
        values[at] = step(values, variables);
        at += 1;
      }
      return values[total.step] ?? Number.NaN;
    };
  }

  private folded(terms: readonly Term[], how: (one: number, other: number) => number, start: number): Term {
    let known = start;
    const unknown = terms.flatMap((term) => ('step' in term ? [reader(term)] : []));
    for (const term of terms) if ('known' in term) known = how(known, term.known);
    if (unknown.length === 0) return known === 0 ? FREE : { known };
    return this.added((values) => unknown.reduce((total, read) => how(total, read(values)), known));
  }

  private added(step: Step): Term {
    return { step: this.steps.push(step) - 1 };
  }
}

function reader(term: Term): (values: Float64Array) => number {
  return 'known' in term ? () => term.known : (values) => values[term.step] ?? Number.NaN;
}

/** Nothing, however often, is nothing. */
function product(one: number, other: number): number {
  if (Number.isNaN(one) || Number.isNaN(other)) return Number.NaN;
  return one === 0 || other === 0 ? 0 : one * other;
}
