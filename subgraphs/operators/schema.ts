import { specifiedDirectives } from 'graphql';
import { cacheControlDirective } from '../../platform/cache-hints.ts';
import { builder } from './builder.ts';
import './common.type.ts';
import './eligibility/eligibility.queries.ts';
import './eligibility/premises.type.ts';
import './operator/epci.type.ts';
import './operator/operator-desk.queries.ts';
import './procedure/procedure.queries.ts';
import './social-offer/social-offer.mutations.ts';
import './social-offer/social-offer.queries.ts';
import './publication/import-publication.type.ts';

/** The subgraph's executable schema, whatever server carries it. */
export const schema = builder.toSubGraphSchema({
  directives: [...specifiedDirectives, cacheControlDirective],
  linkUrl: 'https://specs.apollo.dev/federation/v2.9',
  federationDirectives: [
    '@key',
    '@shareable',
    '@requires',
    '@external',
    '@extends',
    '@authenticated',
    '@requiresScopes',
    '@policy',
    '@provides',
    '@inaccessible',
    '@tag',
    '@override',
    '@cost',
    '@listSize',
  ],
});
