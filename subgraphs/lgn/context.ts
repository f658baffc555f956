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
  /** The gateway's identifier of the request; null when a request has none. */
  readonly requestId: string | null;
  /** The instant of the request: resolvers and rules never read the clock. */
  readonly now: Date;
  /** The day in Lot-et-Garonne, `YYYY-MM-DD`. */
  readonly today: string;
  /** What a subscription follows; queries and mutations have none. */
  readonly notifications?: Notifications;
}

type Asked = Omit<Context, 'today' | 'requestId'> & { readonly requestId?: string | null };

export function createContext({ requestId = null, ...request }: Asked): Context {
  return { ...request, requestId, today: parisDate(request.now) };
}
