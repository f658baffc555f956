import type { GraphQLError } from 'graphql';
import type { Actor } from '../../platform/actor.ts';
import { hubError } from '../../platform/errors.ts';
import { spoken } from '../limits/limit-refusal.ts';
import type { Counts } from './counts.ts';
import type { Load } from './load.ts';
import { Allowance, Quota } from './quota.ts';
import { subjectOf } from './subject.ts';

export interface QuotaSettings {
  readonly windowMs: number;
  /** Requests of one address that does not say who asks. */
  readonly anonymous: number;
  readonly person: number;
  /** Of a partner's key, by its class; a class that is not named has that of `standard`. */
  readonly classes: Readonly<Record<string, number>> & { readonly standard: number };
}

export type Verdict =
  | { readonly kind: 'admitted'; readonly allowance: Allowance }
  | { readonly kind: 'refused'; readonly error: GraphQLError; readonly headers: Readonly<Record<string, string>> };

/**
 * Decides at once, in memory, whether a request may go on: the one function that every route calls, once for each
 * request. Each request admitted is ended by `end`, however it ends.
 */
export interface Admission {
  readonly admit: (actor: Actor, address: string) => Verdict;
  readonly end: () => void;
  /** Takes more of a quota than the one that each request takes: for what costs as much as several. */
  readonly charge: (actor: Actor, address: string, points: number) => void;
}

/** @param now milliseconds since the epoch. */
export function openAdmission(
  settings: QuotaSettings,
  { counts, load, now }: { readonly counts: Counts; readonly load: Load; readonly now: () => number },
): Admission {
  const quotaOf = quotas(settings);
  const { windowMs } = settings;
  const resetSeconds = (): number => Math.ceil((windowMs - (now() % windowMs)) / 1000);
  return {
    admit: (actor, address) => {
      if (load.isFull()) return overloaded();
      const quota = quotaOf(actor);
      const subject = subjectOf(actor, address);
      const count = counts.of(subject, windowMs);
      const left = quota.requests - count.own - count.others;
      const reset = resetSeconds();
      if (left < 1) return exhausted(new Allowance(quota, 0, reset));
      counts.add(count, 1);
      load.begin();
      return { kind: 'admitted', allowance: new Allowance(quota, left - 1, reset) };
    },
    end: load.end,
    charge: (actor, address, points) => counts.add(counts.of(subjectOf(actor, address), windowMs), points),
  };
}

function quotas({ windowMs, anonymous, person, classes }: QuotaSettings): (actor: Actor) => Quota {
  const quota = (name: string, requests: number): Quota => new Quota(name, requests, windowMs);
  const ofAnonymous = quota('anonymous', anonymous);
  const ofPerson = quota('person', person);
  const ofClasses = new Map(Object.entries(classes).map(([name, requests]) => [name, quota(name, requests)]));
  const standard = quota('standard', classes.standard);
  return (actor) => {
    if (actor.kind === 'anonymous') return ofAnonymous;
    return actor.kind === 'person' ? ofPerson : (ofClasses.get(actor.quotaClass) ?? standard);
  };
}

function exhausted({ quota, resetSeconds, headers }: Allowance): Verdict {
  const seconds = spoken(quota.windowMs / 1000);
  const error = hubError(
    'RATE_LIMITED',
    `Vous avez fait plus de ${spoken(quota.requests)} demandes en ${seconds} s, le maximum du quota « ${quota.name} » ; réessayez dans ${resetSeconds} s.`,
    { limit: quota.name, value: quota.requests + 1, maximum: quota.requests, http: { status: 429 } },
  );
  return { kind: 'refused', error, headers: { ...headers, 'retry-after': String(resetSeconds) } };
}

function overloaded(): Verdict {
  const error = hubError(
    'SERVICE_OVERLOADED',
    'Le hub traite déjà autant de demandes qu’il le peut ; réessayez dans une seconde.',
    { http: { status: 503 } },
  );
  return { kind: 'refused', error, headers: { 'retry-after': '1' } };
}
