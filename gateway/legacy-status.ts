import type { ApolloServerPlugin } from '@apollo/server';
import type { Caller } from './caller.ts';

/** Faults of a request that HTTP carried well: its document or its variables. */
const OF_THE_QUESTION = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/**
 * Answers 200 to a faulty question of a client that asks for `application/json` by name, as « GraphQL over HTTP » wants:
 * under that media type, a client cannot tell whether another status is the hub's or that of something in between.
 */
export function legacyStatusPlugin(): ApolloServerPlugin<Caller> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ request, response }) => {
          const accept = request.http?.headers.get('accept');
          if (response.body.kind === 'single' && response.http.status === 400 && namesJsonAlone(accept)) {
            const code = response.body.singleResult.errors?.[0]?.extensions?.['code'];
            if (OF_THE_QUESTION.has(String(code))) response.http.status = 200;
          }
          return Promise.resolve();
        },
      }),
  };
}

function namesJsonAlone(accept: string | undefined): boolean {
  return accept !== undefined && /^application\/json\s*(;|$)/i.test(accept) && !accept.includes(',');
}
