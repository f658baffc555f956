import { Redis } from 'ioredis';
import type { Logger } from '../platform/log.ts';
import { keepStringsFast } from './fast-strings.ts';

// ioredis extends String.
keepStringsFast();

/** A command that Redis has not answered by then has failed: what is kept there is never worth waiting for. */
const COMMAND_TIMEOUT_MS = 250;
const LONGEST_RETRY_MS = 2000;

/**
 * Opens what several gateways share. While Redis is down each command fails at once, and whoever gave it does without;
 * the connection comes back by itself. Its address is never logged.
 */
export function openRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: LONGEST_RETRY_MS,
    retryStrategy: (times) => Math.min(times * 100, LONGEST_RETRY_MS),
    connectionName: 'hub-gateway',
  });
  let isDown = false;
  redis.on('error', (error: Error & { code?: string }) => {
    if (!isDown) logger.warn({ event: 'redis-down', reason: error.code ?? error.name });
    isDown = true;
  });
  redis.on('ready', () => {
    if (isDown) logger.info({ event: 'redis-back' });
    isDown = false;
  });
  return redis;
}
