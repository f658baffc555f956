import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { AnswerError, RunResult } from './contract.ts';

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** The error as the server library knows it. */
export function graphqlError({ message, path, extensions }: AnswerError): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions }, ...(path === undefined ? {} : { path }) });
}

/** The whole answer as JSON text, the same bytes as Apollo Server writes. */
export function answerText({ data, errors }: RunResult, format: FormatError): string {
  if (errors.length === 0) return `{"data":${data}}\n`;
  const shown = errors.map((error) => {
    const whole = graphqlError(error);
    const formatted = whole.toJSON();
    const code = formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR';
    return format({ ...formatted, extensions: { ...formatted.extensions, code } }, whole);
  });
  return `{"errors":${JSON.stringify(shown)},"data":${data}}\n`;
}
