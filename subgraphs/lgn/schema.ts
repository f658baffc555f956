import { specifiedDirectives } from 'graphql';
import { cacheControlDirective } from '../../platform/cache-hints.ts';
import { builder } from './builder.ts';
import './common.type.ts';
import './address/address.queries.ts';
import './audit/audit.queries.ts';
import './copper-closure/copper-crossings.type.ts';
import './copper-closure/copper.queries.ts';
import './diagnostic/advice.type.ts';
import './diagnostic/diagnostic-figures.type.ts';
import './diagnostic/diagnostic.mutations.ts';
import './diagnostic/diagnostic.queries.ts';
import './fibre/coverage.type.ts';
import './premises/premises.queries.ts';
import './publication/import-publication.type.ts';
import './diagnostic/diagnostic.subscriptions.ts';

/** The subgraph's executable schema, whatever server carries it. */
export const schema = builder.toSubGraphSchema({
  directives: [...specifiedDirectives, cacheControlDirective],
  linkUrl: 'https://specs.apollo.dev/federation/v2.9',
  federationDirectives: [
    '@key',
    '@shareable',
    '@requires',
    '@external',
    '@provides',
    '@inaccessible',
    '@tag',
    '@override',
    '@cost',
    '@listSize',
    '@extends',
    '@authenticated',
    '@requiresScopes',
    '@policy',
  ],
});
