import { hubError } from '../../platform/errors.ts';
import { spoken } from '../limits/limit-refusal.ts';

export interface SubscriptionBounds {
  /** Followed at the same time, of all callers. */
  readonly most: number;
  readonly mostPerCaller: number;
}

/** One subscription's place among those that are followed. */
export interface Place {
  /** Aborted when the hub ends all subscriptions: it closes, or serves another schema from now on. */
  readonly over: AbortSignal;
  readonly leave: () => void;
}

/** The subscriptions that are followed now. */
export interface OpenSubscriptions {
  /** @throws TOO_MANY_SUBSCRIPTIONS */
  readonly enter: (caller: string) => Place;
  readonly endAll: () => void;
  readonly count: () => number;
}

export function openSubscriptions({ most, mostPerCaller }: SubscriptionBounds): OpenSubscriptions {
  const byCaller = new Map<string, number>();
  const all = new Set<AbortController>();
  return {
    enter: (caller) => {
      const own = byCaller.get(caller) ?? 0;
      if (own >= mostPerCaller) {
        throw tooMany(`Vous suivez déjà ${spoken(own)} abonnements, le maximum ; fermez-en un.`);
      }
      if (all.size >= most) throw tooMany('Le hub suit déjà autant d’abonnements qu’il le peut ; réessayez plus tard.');
      const over = new AbortController();
      all.add(over);
      byCaller.set(caller, own + 1);
      const leave = () => {
        if (!all.delete(over)) return;
        const left = (byCaller.get(caller) ?? 1) - 1;
        if (left === 0) byCaller.delete(caller);
        else byCaller.set(caller, left);
      };
      return { over: over.signal, leave };
    },
    endAll: () => {
      for (const over of [...all]) over.abort();
    },
    count: () => all.size,
  };
}

function tooMany(sentence: string): Error {
  return hubError('TOO_MANY_SUBSCRIPTIONS', sentence, { http: { status: 429 } });
}
