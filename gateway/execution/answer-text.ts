import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { decoded } from '../latin1.ts';
import type { AnswerData, AnswerError, RunResult } from './contract.ts';

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** The error as the server library knows it. */
export function graphqlError({ message, path, extensions }: AnswerError): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions }, ...(path === undefined ? {} : { path }) });
}

/** A text and how its characters become bytes. */
export interface EncodedText {
  readonly text: string;
  readonly encoding: 'latin1' | 'utf8';
}

/** The whole answer as JSON, the same bytes as Apollo Server writes. */
export function answerText({ data, errors }: RunResult, format: FormatError): EncodedText {
  if (errors.length === 0) {
    return data.kind === 'text'
      ? { text: `{"data":${data.text}}\n`, encoding: 'utf8' }
      : { text: `{"data":${data.latin1}}\n`, encoding: 'latin1' };
  }
  const shown = errors.map((error) => {
    const whole = graphqlError(error);
    const formatted = whole.toJSON();
    const code = formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR';
    return format({ ...formatted, extensions: { ...formatted.extensions, code } }, whole);
  });
  return { text: `{"errors":${JSON.stringify(shown)},"data":${dataText(data)}}\n`, encoding: 'utf8' };
}

/** The data as text. */
export function dataText(data: AnswerData): string {
  return data.kind === 'text' ? data.text : decoded(data.latin1);
}
