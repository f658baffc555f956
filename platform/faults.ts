import { GraphQLError } from 'graphql';
import { isHubError } from './errors.ts';
import type { Logger } from './log.ts';

/** Whether an error was thrown by a fault of our own code, and not raised for the caller to read. */
export function isBug(error: unknown): error is GraphQLError {
  return (
    error instanceof GraphQLError && error.originalError !== undefined && !(error.originalError instanceof GraphQLError)
  );
}

const OF_A_VARIABLE = /^Variable "(\$\w+)" (?:got|has|of) /;

/** A sentence of graphql-js or of the compiler about a variable quotes its value: the gateway has said it better. */
export function withoutValue(message: string): string {
  const variable = OF_A_VARIABLE.exec(message)?.[1];
  return variable === undefined ? message : `La variable « ${variable} » ne convient pas à son type.`;
}

/** What a caller sees of an error: an expected fault and a mistake of its query as they are, a bug masked. */
export function publicError(error: GraphQLError): GraphQLError {
  const { message, nodes, path, extensions } = error;
  const told = withoutValue(message);
  if (told !== message) return new GraphQLError(told, { nodes: nodes ?? null, extensions });
  const original = error.originalError;
  if (original === undefined || isHubError(error)) return error;
  const where = { ...(nodes === undefined ? {} : { nodes }), ...(path === undefined ? {} : { path }) };
  if (original instanceof GraphQLError) {
    return new GraphQLError(original.message, { ...where, extensions: original.extensions });
  }
  return new GraphQLError(
    'Une erreur imprévue est survenue de notre côté ; réessayez, puis signalez-la si elle persiste.',
    {
      ...where,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    },
  );
}

/** Logs a bug without its message, which could quote a variable: its class, its code and where it was thrown. */
export function logBug(log: Logger, error: GraphQLError): void {
  const original = error.originalError;
  if (original === undefined || !isBug(error)) return;
  const stack = (original.stack ?? '').replace(original.message, '');
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  const code = 'code' in original ? String(original.code) : undefined;
  log.error({ event: 'bug', error: original.name, code, path: error.path?.join('.'), frames: frames.slice(0, 8) });
}
