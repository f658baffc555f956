import { builder } from './builder.ts';
import './common.type.ts';
import './address/address.queries.ts';
import './fibre/coverage.type.ts';
import './premises/premises.queries.ts';

/** The subgraph's executable schema, whatever server carries it. */
export const schema = builder.toSubGraphSchema({
  linkUrl: 'https://specs.apollo.dev/federation/v2.6',
  federationDirectives: [
    '@key',
    '@shareable',
    '@requires',
    '@external',
    '@provides',
    '@inaccessible',
    '@tag',
    '@override',
    '@extends',
  ],
});
