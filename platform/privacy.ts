import type { Pool, PoolClient } from 'pg';

/** Who runs a command that touches a household's data, and when. */
export interface PrivacyRequest {
  readonly premisesId: string;
  /** The account of the machine that runs the command. */
  readonly by: string;
  readonly now: Date;
}

/** How long what concerns households is kept. */
export interface Retention {
  /** Closed diagnostics, from their closing. */
  readonly diagnosticMonths: number;
  /** The audit journal. */
  readonly auditMonths: number;
}

/** Rows concerned, by what they are in French. */
export type PrivacyCounts = Readonly<Record<string, number>>;

/**
 * What an organisation keeps that concerns one household, and how it is exported, erased and forgotten. Each subgraph
 * has one (`privacy.ts`); one that keeps nothing says why.
 */
export interface PrivacyHoldings {
  /** French: what is kept, or why nothing is. */
  readonly statement: string;
  /** Everything that concerns the premises, JSON values by what they are in French. */
  readonly exported: (sql: Pool, request: PrivacyRequest) => Promise<Readonly<Record<string, readonly unknown[]>>>;
  /** Erases it, within the transaction of the client. */
  readonly erased: (client: PoolClient, request: PrivacyRequest) => Promise<PrivacyCounts>;
  /** Removes what was kept long enough, within the transaction of the client. */
  readonly purged: (
    client: PoolClient,
    asked: Omit<PrivacyRequest, 'premisesId'> & Retention,
  ) => Promise<PrivacyCounts>;
}

/** An organisation whose database holds nothing of a household; `statement` says why, in French. */
export function holdsNothing(statement: string): PrivacyHoldings {
  return {
    statement,
    exported: () => Promise.resolve({}),
    erased: () => Promise.resolve({}),
    purged: () => Promise.resolve({}),
  };
}

/** The instant some calendar months before another, at the same hour (UTC); the last day where the month is shorter. */
export function monthsBefore(now: Date, months: number): Date {
  const then = new Date(now);
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return then;
}
