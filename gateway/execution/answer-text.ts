import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { AnswerData, AnswerError, RunResult } from './contract.ts';

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** The error as the server library knows it. */
export function graphqlError({ message, path, extensions }: AnswerError): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions }, ...(path === undefined ? {} : { path }) });
}

/** The whole answer as JSON, the same bytes as Apollo Server writes. */
export function answerText({ data, errors }: RunResult, format: FormatError): string | Buffer {
  if (errors.length === 0) {
    return data.kind === 'text' ? `{"data":${data.text}}\n` : Buffer.from(`{"data":${data.latin1}}\n`, 'latin1');
  }
  const shown = errors.map((error) => {
    const whole = graphqlError(error);
    const formatted = whole.toJSON();
    const code = formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR';
    return format({ ...formatted, extensions: { ...formatted.extensions, code } }, whole);
  });
  return `{"errors":${JSON.stringify(shown)},"data":${dataText(data)}}\n`;
}

/** The data as text. */
export function dataText(data: AnswerData): string {
  return data.kind === 'text' ? data.text : Buffer.from(data.latin1, 'latin1').toString('utf8');
}
