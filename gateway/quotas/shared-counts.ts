import type { Redis } from 'ioredis';
import type { Logger } from '../../platform/log.ts';
import type { Counts, Untold } from './counts.ts';

/** How late a gateway may learn what the others have counted: what one caller may ask in excess, and no request waits. */
const SHARE_EVERY_MS = 200;
const MOST_AT_ONCE = 5000;

/**
 * Shares the counts of several gateways through Redis, beside the requests and never before one of them: while Redis does
 * not answer, each gateway goes on with what it knows.
 */
export function shareCounts(counts: Counts, redis: Redis, logger: Logger): () => Promise<void> {
  let sharing = Promise.resolve();
  let isUp = true;
  const share = async (): Promise<void> => {
    const untold = counts.untold().slice(0, MOST_AT_ONCE);
    if (untold.length === 0) return;
    const totals = await told(redis, untold).catch(() => null);
    if (isUp !== (totals !== null)) {
      isUp = totals !== null;
      logger.warn({ event: isUp ? 'shared-quotas-back' : 'shared-quotas-lost' });
    }
    totals?.forEach((total, at) => untold[at]?.settle(total));
  };
  const timer = setInterval(() => {
    sharing = sharing.then(share);
  }, SHARE_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await sharing;
  };
}

/** What all gateways have counted of each subject, these counts included. Rejects when Redis does not take them all. */
async function told(redis: Redis, untold: readonly Untold[]): Promise<readonly number[]> {
  const transaction = redis.multi();
  for (const { subject, window, windowMs, points } of untold) {
    const key = `hub:quota:${window}:${subject}`;
    transaction.incrby(key, points).pexpire(key, 2 * windowMs);
  }
  const replies = (await transaction.exec()) ?? [];
  return untold.map((_, at) => {
    const [error, total] = replies[2 * at] ?? [new Error('Redis did not answer.'), 0];
    if (error !== null) throw error;
    return Number(total);
  });
}
