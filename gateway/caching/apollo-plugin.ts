import type { ApolloServerPlugin } from '@apollo/server';
import type { Caller } from '../caller.ts';
import { answerCacheControl } from './cache-control.ts';

/** Says on Apollo Server's route, as on the direct one, how long an answer may be kept. */
export function cacheControlPlugin(): ApolloServerPlugin<Caller> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response, overallCachePolicy, contextValue }) => {
          const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [response.body];
          const answered = { errors, maxAge: overallCachePolicy.maxAge ?? 0 };
          response.http.headers.set('cache-control', answerCacheControl(answered, contextValue.actor));
          return Promise.resolve();
        },
      }),
  };
}
