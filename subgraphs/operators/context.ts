import type { Pool } from 'pg';
import type { Actor } from '../../platform/actor.ts';
import { parisDate } from '../../platform/calendar.ts';
import type { Notifications } from '../../platform/live/notifications.ts';
import type { PrismaClient } from './generated/client/client.ts';

/** What the resolvers of one request share. */
export interface Context {
  readonly prisma: PrismaClient;
  readonly sql: Pool;
  readonly actor: Actor;
  /** The instant of the request: resolvers and rules never read the clock. */
  readonly now: Date;
  /** The day in Lot-et-Garonne, `YYYY-MM-DD`. */
  readonly today: string;
  /** What a subscription follows; queries and mutations have none. */
  readonly notifications?: Notifications;
}

export function createContext(request: Omit<Context, 'today'>): Context {
  return { ...request, today: parisDate(request.now) };
}
