import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { createLogger, type Logger } from '../../../platform/log.ts';

/** Where a run of the tests keeps what its processes log, the errors that its clients read, and what none may hold. */
export const KEPT_FOLDER = 'HUB_TEST_KEPT';

/** Adds a line to one of the run's files; each process has its own. Nothing is kept outside of a run. */
export function keep(kind: 'logs' | 'errors' | 'secrets', line: string): void {
  const folder = process.env[KEPT_FOLDER];
  if (folder === undefined) return;
  appendFileSync(path.join(folder, `${kind}-${process.pid}`), `${line.replace(/\n$/, '')}\n`);
}

/** A process' logger as it is in production, every level said; `also` hears each line. */
export function keptLogger(name: string, also?: (line: string) => void): Logger {
  const write = (line: string): void => {
    keep('logs', line);
    also?.(line);
  };
  return createLogger(name, 'trace', { write });
}

/** Keeps the errors of an answer, of each of a batch; its data are the caller's to have. */
export function keepErrors(answer: string): void {
  if (!answer.includes('"errors"')) return;
  const read = parsed(answer);
  for (const one of Array.isArray(read) ? read : [read]) {
    const { errors } = one as { errors?: unknown };
    if (errors !== undefined) keep('errors', JSON.stringify({ errors }));
  }
}

/** What is no JSON is kept whole. */
function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    return { errors: answer };
  }
}
