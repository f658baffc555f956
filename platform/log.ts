import { pino, type Logger } from 'pino';

export type { Logger };

/**
 * The one logger of a process: an event name and fields, no sentence built from values.
 * Addresses, tokens and variables are never given to it; the headers that could carry them are redacted.
 */
export function createLogger(process: string, level = 'info'): Logger {
  return pino({
    name: process,
    level,
    redact: [
      'req.headers.authorization',
      'req.headers.cookie',
      'headers.authorization',
      '*.authorization',
      '*.token',
      'req.headers["x-api-key"]',
      'headers["x-api-key"]',
      '*["x-api-key"]',
    ],
  });
}
