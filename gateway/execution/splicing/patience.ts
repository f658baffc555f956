import { PATIENCE_MS } from '../asked-together.ts';

/**
 * What the work gives, or that it is late. Once its time is over, what came meanwhile is read: an answer that waits
 * because the gateway is busy is not late.
 */
export async function inTime<T>(work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve, 'late'), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
