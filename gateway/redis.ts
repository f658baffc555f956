import { Redis } from 'ioredis';

/**
 * A connection to Redis that comes back by itself and never makes a request wait: while it is down, commands fail at once.
 *
 * @param whenDown told once each time the connection is lost, without its address.
 */
export function openRedis(url: string, whenDown: () => void): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 1000,
    connectTimeout: 2000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  });
  let isDown = false;
  redis.on('error', () => {
    if (!isDown) whenDown();
    isDown = true;
  });
  redis.on('ready', () => {
    isDown = false;
  });
  return redis;
}
