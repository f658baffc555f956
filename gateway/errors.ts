import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { HUB_ERRORS } from '../platform/errors.ts';
import { tooManyTokens } from './limits/document-limits.ts';
import type { Logger } from '../platform/log.ts';
import { organisationLabel } from './organisations.ts';
import { librarySentence } from './refusals/library-sentences.ts';
import { syntaxSentence } from './refusals/syntax-sentence.ts';
import { REQUEST_FAULTS, type RequestFault } from './request-faults.ts';

/**
 * What leaves the gateway: expected faults as they are, faults of the request in French with their detail, everything
 * else masked and logged.
 */
export function errorFormatter(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { serviceName, ...extensions } = formatted.extensions ?? {};
    delete extensions['stacktrace'];
    const code = String(extensions['code']);
    if (Object.hasOwn(HUB_ERRORS, code) && code !== 'INTERNAL_SERVER_ERROR') return { ...formatted, extensions };
    if (typeof serviceName === 'string') return ofSubgraph(formatted, serviceName, logger);
    const misnamed = misnamedDocument(formatted.message);
    if (misnamed !== undefined) return { message: misnamed, extensions: { code: 'BAD_REQUEST' } };
    const tooMany = tooManyTokens(formatted.message);
    if (tooMany !== null) return shown(tooMany);
    if (isRequestFault(code)) return { ...formatted, message: inFrench(code, formatted), extensions: { code } };
    logger.error({ event: 'unexpected-error', error: kindOf(error), path: formatted.path });
    return {
      ...placeOf(formatted),
      message: 'Une erreur imprévue est survenue dans le hub. Elle est consignée ; réessayez dans un instant.',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}

function ofSubgraph(formatted: GraphQLFormattedError, subgraph: string, logger: Logger): GraphQLFormattedError {
  logger.error({ event: 'subgraph-error', subgraph, code: formatted.extensions?.['code'], path: formatted.path });
  return {
    ...placeOf(formatted),
    message: `Une erreur imprévue est survenue chez ${organisationLabel(subgraph)}. Les données des autres organisations restent servies.`,
    extensions: { code: 'INTERNAL_SERVER_ERROR', organisation: subgraph },
  };
}

/** A refusal of ours as Apollo Server would format it. */
function shown({ message, extensions }: GraphQLError): GraphQLFormattedError {
  return { message, extensions: { ...extensions, http: undefined } };
}

/** Faults of `extensions.persistedQuery`, to which Apollo Server gives no code. */
function misnamedDocument(message: string): string | undefined {
  if (message === 'provided sha does not match query')
    return 'L’empreinte de « extensions.persistedQuery » n’est pas le SHA-256 du texte envoyé dans « query ».';
  if (message === 'Unsupported persisted query version')
    return '« extensions.persistedQuery » s’écrit {"version":1,"sha256Hash":"…"} : la version attendue est 1.';
  return undefined;
}

function isRequestFault(code: string): code is RequestFault {
  return Object.hasOwn(REQUEST_FAULTS, code);
}

/** Never what a library wrote: its sentence may quote the document or a variable. */
function inFrench(code: RequestFault, { message, locations }: GraphQLFormattedError): string {
  const fault = REQUEST_FAULTS[code];
  if (message.startsWith(fault)) return message;
  if (code === 'GRAPHQL_PARSE_FAILED') return syntaxSentence(message, locations?.[0]);
  return librarySentence(message) ?? `${fault}.`;
}

function placeOf({ path }: GraphQLFormattedError) {
  return path === undefined ? {} : { path };
}

/** The class and place of a bug; its message may quote what the caller sent and is not logged. */
function kindOf(error: unknown): { name: string; at: string | undefined } {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (!(cause instanceof Error)) return { name: typeof cause, at: undefined };
  return {
    name: cause.name,
    at: cause.stack
      ?.split('\n')
      .find((line) => line.trimStart().startsWith('at '))
      ?.trim(),
  };
}
