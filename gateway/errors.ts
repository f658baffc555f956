import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { HUB_ERRORS } from '../platform/errors.ts';
import { librarySentence } from './library-sentences.ts';
import { tooManyTokens } from './limits/document-limits.ts';
import type { Logger } from '../platform/log.ts';
import { organisationLabel } from './organisations.ts';

/** Faults of the request itself, whose detail (field, line) only graphql-js knows, in English. */
export const REQUEST_FAULTS: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'La requête n’est pas du GraphQL bien formé',
  GRAPHQL_VALIDATION_FAILED: 'La requête ne correspond pas au schéma',
  BAD_USER_INPUT: 'Une variable ne correspond pas au schéma',
  BAD_REQUEST: 'La demande est mal formée',
  OPERATION_RESOLUTION_FAILURE: 'L’opération à exécuter n’a pas été trouvée',
  PERSISTED_QUERY_NOT_FOUND:
    'Le hub ne connaît pas le document de cette empreinte (`extensions.persistedQuery`) ; envoyer son texte avec elle. Le message est le mot du protocole d’Apollo (« PersistedQueryNotFound »), que ses clients lisent',
  PERSISTED_QUERY_NOT_SUPPORTED:
    'Le hub ne garde pas les documents qu’on lui envoie avec leur empreinte ; envoyer le texte seul. Le message est le mot du protocole d’Apollo (« PersistedQueryNotSupported »)',
};

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
    const fault = REQUEST_FAULTS[code];
    if (fault !== undefined) return { ...formatted, message: inFrench(fault, formatted.message), extensions: { code } };
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

function inFrench(fault: string, message: string): string {
  return librarySentence(message) ?? `${fault} : ${message}`;
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
