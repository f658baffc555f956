import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

/**
 * The one logger of a process: an event name and fields, no sentence built from values.
 * Addresses, tokens and variables are never given to it; the headers that could carry them are redacted.
 *
 * @param destination where it writes; the standard output when not given.
 */
export function createLogger(process: string, level = 'info', destination?: DestinationStream): Logger {
  const options = {
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
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
